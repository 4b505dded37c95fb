package dev.cusp.tensor;

/** The bits of half types from and to f32, rounded to the nearest one, of two the even one. */
final class Halves {
  private Halves() {}

  static float fromF16(int bits) {
    return Float.float16ToFloat((short) bits);
  }

  static int toF16(float x) {
    return Float.floatToFloat16(x);
  }

  static float fromBf16(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static int toBf16(float x) {
    int bits = Float.floatToRawIntBits(x);
    int rounded = bits + 0x7fff + (bits >>> 16 & 1);
    int nan = bits | 0x400000; // the payload's upper bit, so that what is left of it is not 0
    return (short) ((x != x ? nan : rounded) >>> 16);
  }

  /** The number that some bits stand for. */
  static float value(DType type, short bits) {
    return type == DType.F16 ? fromF16(bits) : fromBf16(bits);
  }

  /** The bits that stand for a number. */
  static short bits(DType type, float x) {
    return (short) (type == DType.F16 ? toF16(x) : toBf16(x));
  }
}
