/** Readers of the benchmarks' data files. */
package dev.cusp.bench.data;
