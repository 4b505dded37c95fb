package dev.cusp.tensor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where random numbers come from: the same key gives the same ones, on any number of threads. Use a
 * key once; {@link #split} gives new ones.
 *
 * <p>Numbers of different types are the same but for their rounding; uniform ones are rounded down,
 * so that they stay below 1. No derivative passes into a draw, but through its arguments where they
 * are tensors, as in {@code mean.add(key.normal(...).mul(deviation))}.
 */
public record Key(long bits) {
  public static Key of(long seed) {
    return new Key(Draws.mix(seed ^ 0x5851f42d4c957f2dL));
  }

  /** The i-th key made of this one. */
  public Key split(int i) {
    return new Key(Draws.mix(Draws.mix(bits + 0xd1342543de82ef95L * (i + 1L))));
  }

  /** A function of some arguments, a position and the halves of a key; in f64, i64 or so. */
  private Tensor drawn(String draw, DType type, Shape shape, Tensor... arguments) {
    List<Tensor> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(Tensor.positions(shape));
    all.add(Tensor.number((int) (bits >>> 32), DType.I32));
    all.add(Tensor.number((int) bits, DType.I32));
    Methods.Found found = Methods.elementary(draw, DType.I32);
    return Lifting.apply(draw, found, type, all.toArray(Tensor[]::new));
  }

  /** A number made of random bits, such as a distribution's quantile of them; a Java method. */
  @FunctionalInterface
  public interface Draw extends Serializable {
    double of(long bits);

    /** The same with a parameter. */
    @FunctionalInterface
    interface One extends Serializable {
      double of(double a, long bits);
    }

    /** The same with two parameters. */
    @FunctionalInterface
    interface Two extends Serializable {
      double of(double a, double b, long bits);
    }
  }

  /** What a method makes of 64 random bits for each element; f64. */
  public Tensor draw(Draw f, Shape shape) {
    return Lifting.apply("draw", Methods.of(f), DType.F64, bits(shape));
  }

  /** The same with a parameter for each element, which is broadcast and taken for a constant. */
  public Tensor draw(Draw.One f, Tensor a, Shape shape) {
    Tensor fixed = a.stopGradient();
    return Lifting.apply("draw", Methods.of(f), DType.F64, fixed, bits(shape));
  }

  /** The same with two parameters. */
  public Tensor draw(Draw.Two f, Tensor a, Tensor b, Shape shape) {
    Tensor first = a.stopGradient();
    Tensor second = b.stopGradient();
    return Lifting.apply("draw", Methods.of(f), DType.F64, first, second, bits(shape));
  }

  private Tensor bits(Shape shape) {
    return drawn("bits", DType.I64, shape);
  }

  /** Evenly distributed from 0 up to 1, which is left out. */
  public Tensor uniform(DType type, int... shape) {
    int digits =
        switch (type) {
          case BF16 -> 8;
          case F16 -> 11;
          case F32 -> 24;
          case F64 -> 53;
          default -> throw new ShapeException("uniform: not of elements of type %s", type);
        };
    Tensor count = Tensor.number(digits, DType.I32);
    return drawn("uniform", DType.F64, Shape.of(shape), count).as(type);
  }

  /** Standard normal. */
  public Tensor normal(DType type, int... shape) {
    return drawn("normal", DType.F64, Shape.of(shape)).as(type);
  }

  /**
   * Standard normal between two bounds: each draw is one from the part of the distribution that
   * lies there.
   */
  public Tensor truncatedNormal(double least, double most, DType type, int... shape) {
    if (!(least < most)) {
      throw new ShapeException("truncatedNormal: from %s to %s", least, most);
    }
    Tensor low = Tensor.number(least, DType.F64);
    Tensor high = Tensor.number(most, DType.F64);
    return drawn("between", DType.F64, Shape.of(shape), low, high).as(type);
  }

  /** Exponential, of mean 1. */
  public Tensor exponential(DType type, int... shape) {
    return drawn("exponential", DType.F64, Shape.of(shape)).as(type);
  }

  /** Standard Gumbel: {@code -log(-log(u))} of a uniform u. */
  public Tensor gumbel(DType type, int... shape) {
    return drawn("gumbel", DType.F64, Shape.of(shape)).as(type);
  }

  /** Ints from the least up to the end, which is left out; i32 where they fit, else i64. */
  public Tensor integers(long least, long end, int... shape) {
    long count = end - least;
    if (count < 1 || count > 1L << 32 || Math.abs(least) > 1L << 53) {
      throw new ShapeException("integers: from %d to %d; at most 4294967296 of them", least, end);
    }
    Tensor below = drawn("below", DType.I64, Shape.of(shape), Tensor.number(count, DType.I64));
    boolean isInt = least >= Integer.MIN_VALUE && end <= Integer.MAX_VALUE + 1L;
    return below.add(Tensor.number(least, DType.I64)).as(isInt ? DType.I32 : DType.I64);
  }

  /** True with a probability. */
  public Tensor bernoulli(double probability, int... shape) {
    return uniform(DType.F64, shape).lt(probability);
  }

  /** True with a probability for each, which are the elements of a tensor. */
  public Tensor bernoulli(Tensor probability) {
    return uniform(DType.F64, probability.shape().toArray()).lt(probability);
  }

  /** The ints from 0 to {@code n - 1} in random order; i32. */
  public Tensor permutation(int n) {
    return drawn("bits", DType.I64, Shape.of(n)).argsort(0);
  }

  /** The parts of a tensor along an axis in random order. */
  public Tensor shuffle(Tensor x, int axis) {
    return x.take(axis, permutation(x.shape().length(axis)));
  }

  /** As many of the ints from 0 to {@code n - 1}, none twice. */
  public Tensor choice(int n, int count) {
    if (count < 0 || count > n) {
      throw new ShapeException("choice: %d of %d, none twice", count, n);
    }
    return permutation(n).slice(Range.of(0, count));
  }

  /**
   * Positions along an axis, chosen with probabilities whose logarithms, up to a constant, are
   * given; the axis goes. By adding Gumbel noise and taking the largest.
   */
  public Tensor categorical(Tensor logits, int axis) {
    return logits.add(gumbel(logits.type().floating(), logits.shape().toArray())).argmax(axis);
  }
}
