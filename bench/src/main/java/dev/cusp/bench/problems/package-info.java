/**
 * Objectives of known benchmarks, written as a Java programmer writes them; nothing here knows of
 * derivatives. {@link dev.cusp.bench.byhand} has their derivatives by hand.
 */
package dev.cusp.bench.problems;
