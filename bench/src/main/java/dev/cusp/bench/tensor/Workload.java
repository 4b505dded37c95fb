package dev.cusp.bench.tensor;

import java.util.function.Supplier;

/**
 * Something to time.
 *
 * @param goal how long it may take
 * @param bytes how many it reads and writes at least, where memory is what it waits for; or 0
 * @param byCusp prepares it; what it gives, once run, has a sum or five losses to compare
 */
record Workload(String name, Goal goal, long bytes, Supplier<Supplier<?>> byCusp) {
  /**
   * The longest time.
   *
   * @param eager as a part of PyTorch's, op by op
   * @param compiled as a part of torch.compile's and of JAX's
   */
  record Goal(double eager, double compiled) {
    /** Of large products and convolutions. */
    static final Goal PRODUCT = new Goal(1, Double.POSITIVE_INFINITY);

    /** Of products of small matrices. */
    static final Goal SMALL_PRODUCT = new Goal(0.5, Double.POSITIVE_INFINITY);

    /** Of what can be fused. */
    static final Goal FUSED = new Goal(0.6, 1);

    /** Of many operations on few numbers. */
    static final Goal OVERHEAD = new Goal(0.2, 1);

    /** Of training steps. */
    static final Goal STEP = new Goal(1, 1);

    /** Of steps of small networks. */
    static final Goal SMALL_STEP = new Goal(0.7, 0.7);
  }
}
