/** Operations and training steps on tensors. */
package dev.cusp.bench.tensor;
