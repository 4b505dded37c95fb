package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * Numbers that every framework can be given: element i is made of the finalizer of SplitMix64 at
 * {@code (seed << 32) + (i + 1) 0x9e3779b97f4a7c15}, which is what a {@link Key} takes too.
 */
public final class Data {
  private Data() {}

  /** Numbers of 24 bits between two, rounded to f32. */
  public static Tensor uniform(int seed, double low, double high, int... shape) {
    Tensor unit = new Key((long) seed << 32).uniform(DType.F64, shape);
    return unit.mul(0x1p24).floor().mul(0x1p-24).mul(high - low).add(low).as(DType.F32).evaluate();
  }

  /** Between -1 and 1. */
  public static Tensor uniform(int seed, int... shape) {
    return uniform(seed, -1, 1, shape);
  }

  /** Ints below a number, i32. */
  public static Tensor ints(int seed, int below, int... shape) {
    Tensor unit = new Key((long) seed << 32).uniform(DType.F64, shape);
    return unit.mul(0x1p31).floor().rem(below).as(DType.I32).evaluate();
  }
}
