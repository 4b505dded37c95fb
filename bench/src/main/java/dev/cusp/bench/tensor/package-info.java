/** Timing tensors beside PyTorch and JAX: operators, small graphs and training steps. */
package dev.cusp.bench.tensor;
