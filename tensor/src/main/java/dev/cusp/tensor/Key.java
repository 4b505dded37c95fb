package dev.cusp.tensor;

/**
 * Where random numbers come from: the same key gives the same ones, on any number of threads. Use a
 * key once; {@link #split} gives new ones.
 *
 * <p>Element i is a hash of the key and i, the finalizer of SplitMix64 (Steele, Lea and Flood, Fast
 * splittable pseudorandom number generators, 2014).
 */
public record Key(long bits) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  public static Key of(long seed) {
    return new Key(mix(seed ^ 0x5851f42d4c957f2dL));
  }

  /** The i-th key made of this one. */
  public Key split(int i) {
    return new Key(mix(mix(bits + 0xd1342543de82ef95L * (i + 1L))));
  }

  /** Evenly distributed from 0 up to 1, which is left out. */
  public Tensor uniform(DType type, int... shape) {
    return drawn(Key::uniform, type, shape);
  }

  /** Standard normal. */
  public Tensor normal(DType type, int... shape) {
    return drawn(Key::normal, type, shape);
  }

  /** A function of a position and the halves of a key. */
  private Tensor drawn(Elementwise.Three draw, DType type, int... lengths) {
    Shape shape = Shape.of(lengths);
    Tensor high = Tensor.number((int) (bits >>> 32), DType.I32).broadcastTo(shape);
    Tensor low = Tensor.number((int) bits, DType.I32).broadcastTo(shape);
    return Lifting.apply("random", Methods.of(draw), type, Tensor.positions(shape), high, low);
  }

  private static double uniform(double position, double high, double low) {
    return unit(hash(position, high, low));
  }

  /** Box and Muller's transformation. */
  private static double normal(double position, double high, double low) {
    long hash = hash(position, high, low);
    double radius = Math.sqrt(-2 * Math.log(1 - unit(hash)));
    return radius * Math.cos(2 * Math.PI * unit(mix(hash)));
  }

  private static long hash(double position, double high, double low) {
    long key = (long) (int) high << 32 | (int) low & 0xffffffffL;
    return mix(key + GOLDEN * ((int) position + 1));
  }

  private static double unit(long hash) {
    return (hash >>> 11) * 0x1p-53;
  }

  private static long mix(long x) {
    long y = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
    long z = (y ^ y >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
