package dev.cusp.tensor;

/**
 * Random numbers as functions of a position and the halves of a key: hashes by the finalizer of
 * SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
 */
final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Draws() {}

  static long mix(long x) {
    long y = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
    long z = (y ^ y >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  static long bits(int position, int high, int low) {
    long key = (long) high << 32 | low & 0xffffffffL;
    return mix(key + GOLDEN * (position + 1L));
  }

  /** From 0 up to 1, with so many binary digits. */
  static double uniform(int digits, int position, int high, int low) {
    return (bits(position, high, low) >>> 64 - digits) * Math.scalb(1.0, -digits);
  }

  /** Between 0 and 1, neither of which it is. */
  private static double open(long hash) {
    return ((hash >>> 12) + 0.5) * 0x1p-52;
  }

  /** Box and Muller's transformation. */
  static double normal(int position, int high, int low) {
    long hash = bits(position, high, low);
    double radius = Math.sqrt(-2 * Math.log(1 - unit(hash)));
    return radius * Math.cos(2 * Math.PI * unit(mix(hash)));
  }

  private static double unit(long hash) {
    return (hash >>> 11) * 0x1p-53;
  }

  static double exponential(int position, int high, int low) {
    return -Math.log(open(bits(position, high, low)));
  }

  static double gumbel(int position, int high, int low) {
    return -Math.log(-Math.log(open(bits(position, high, low))));
  }

  /** From 0 up to n, at most 2^32: the upper half of a product of 64 and 32 bits. */
  static long below(long n, int position, int high, int low) {
    long hash = bits(position, high, low);
    long carried = (hash & 0xffffffffL) * n >>> 32;
    return (hash >>> 32) * n + carried >>> 32;
  }

  /** A standard normal number between two bounds, by the inverse of its distribution function. */
  static double between(double least, double most, int position, int high, int low) {
    double sign = least > 0 ? -1 : 1; // in the lower tail digits are not lost
    double from = Special.normalShare(sign > 0 ? least : -most);
    double to = Special.normalShare(sign > 0 ? most : -least);
    double share = from + (to - from) * open(bits(position, high, low));
    return Math.min(Math.max(sign * Special.normalQuantile(share), least), most);
  }
}
