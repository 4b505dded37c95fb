/** Timing the {@linkplain dev.cusp.bench.cases cases}, each computation in a JVM of its own. */
package dev.cusp.bench.ad;
