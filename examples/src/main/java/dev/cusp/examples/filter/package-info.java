/** A filter with few bits: rounded afterwards, straight through, smoothed, relaxed. */
package dev.cusp.examples.filter;
