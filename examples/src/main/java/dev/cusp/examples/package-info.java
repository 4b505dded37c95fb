/** One package per example, each with a short {@code main}. */
package dev.cusp.examples;
