/**
 * Derivative rules as plain Java methods: those of {@link java.lang.Math} and of arrays, and what
 * users need to declare their own.
 */
package dev.cusp.rules;
