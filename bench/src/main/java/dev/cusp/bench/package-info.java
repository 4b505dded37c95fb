/** Benchmarks of Cusp, against hand-written derivatives and against its peers. */
package dev.cusp.bench;
