package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Types of elements: half ones, long ones, where they meet. */
final class TypesTest {
  /** Every half number comes back; bf16's are the upper halves of f32's. */
  @Test
  void halvesAreKept() {
    for (DType type : new DType[] {DType.BF16, DType.F16}) {
      short[] all = new short[1 << 16];
      for (int i = 0; i < all.length; i++) {
        all[i] = (short) i;
      }
      Tensor x = Tensor.ofData(all, Shape.of(all.length), type);
      short[] back = (short[]) x.as(DType.F32).as(type).data();
      float[] wide = (float[]) x.toArray();
      for (int i = 0; i < all.length; i++) {
        if (Float.isNaN(wide[i])) {
          assertThat(Halves.value(type, back[i])).isNaN();
        } else {
          assertThat(back[i]).isEqualTo(all[i]);
        }
      }
    }
  }

  /** To the nearest, of two the even one: 1 + 2^-8 lies between two bf16s, 1 and 1 + 2^-7. */
  @Test
  void halvesAreRounded() {
    assertThat(
            Tensor.of(1 + 0x1p-8, 1 + 0x1p-8 + 0x1p-20, 1 + 3 * 0x1p-8, 3.4e38, Double.NaN)
                .as(DType.BF16)
                .toDoubles())
        .containsExactly(1, 1 + 0x1p-7, 1 + 0x1p-6, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(
            Tensor.of(1 + 0x1p-11, 1 + 3 * 0x1p-11, 65519, 65520, 1e-8).as(DType.F16).toDoubles())
        .containsExactly(1, 1 + 0x1p-9, 65504, Double.POSITIVE_INFINITY, 0);
    Tensor payload = Tensor.of(Float.intBitsToFloat(0x7f800001));
    assertThat(payload.as(DType.BF16).item()).isNaN();
  }

  /** Each result is rounded, fused or not; sums are taken in double. */
  @Test
  void halvesAreComputedWithInFloat() {
    Tensor x = Tensor.of(1.0, 2.0, 0x1p-9).as(DType.BF16);
    Tensor y = x.add(1).sub(1);
    assertThat(y.type()).isEqualTo(DType.BF16);
    assertThat(y.toDoubles()).containsExactly(1, 2, 0);
    assertThat(x.exp().toDoubles()[0]).isEqualTo(2.71875);
    assertThat(Tensor.full(0x1p-9, DType.BF16, 1024).sum().item()).isEqualTo(2);
    assertThat(x.matmul(x).item()).isEqualTo(5);
    assertThat(x.add(Tensor.of(1.0).as(DType.F16)).type()).isEqualTo(DType.F32);
    assertThat(x.max().type()).isEqualTo(DType.BF16);
    assertThat(Views.concat(0, x, x.flip()).pad(0, 1, 0).toDoubles())
        .containsExactly(0, 1, 2, 0x1p-9, 0x1p-9, 2, 1);
  }

  @Test
  void derivativesPassThroughHalves() {
    Tensor x = Tensor.of(0.5, 2.0).as(DType.F16);
    Tensor slope = Gradients.<Tensor>of(v -> v.square().mul(v).sum()).apply(x);
    assertThat(slope.type()).isEqualTo(DType.F16);
    assertThat(slope.toDoubles()).containsExactly(0.75, 12);
    Tensor rows = Tensor.of(1, 1, 0);
    Tensor taken = Gradients.<Tensor>of(v -> v.take(rows).sum()).apply(x);
    assertThat(taken.toDoubles()).containsExactly(1, 2);
    Tensor dot = Tensor.of(1.0, 1.0).as(DType.F16);
    assertThat(Gradients.jvp((Tensor v) -> v.as(DType.F64).exp(), x, dot).tangent().toDoubles()[1])
        .isEqualTo(Math.exp(2));
  }

  /** Longs keep all of their digits; a sum of ints does not overflow. */
  @Test
  void longs() {
    long large = (1L << 53) + 1;
    Tensor x = Tensor.of(large, -1L);
    assertThat((long[]) x.add(1).toArray()).containsExactly(large + 1, 0);
    assertThat((long[]) x.mul(x).toArray()).containsExactly(large * large, 1);
    assertThat(x.max().toArray()).isEqualTo(large);
    assertThat(x.toString()).isEqualTo("[9007199254740993               -1]");
    assertThat(x.lt(Tensor.of(large - 1, 0L)).toDoubles()).containsExactly(0, 1);
    assertThat(x.argmax(0).item()).isZero();
    assertThat(Tensor.of(Integer.MAX_VALUE, 1).sum().toArray()).isEqualTo(1L << 31);
    assertThat(Tensor.ofNested(new long[][] {{1}, {2}}).sum(0).toArray()).isEqualTo(new long[] {3});
  }

  @Test
  void intsDivideAsNumPy() {
    Tensor x = Tensor.of(7, -7, 7, -7);
    Tensor y = Tensor.of(2, 2, -2, -2);
    assertThat(x.floorDiv(y).toDoubles()).containsExactly(3, -4, -4, 3);
    assertThat(x.mod(y).toDoubles()).containsExactly(1, 1, -1, -1);
    assertThat(x.rem(y).toDoubles()).containsExactly(1, -1, 1, -1);
    assertThat(x.as(DType.F64).floorDiv(y).toDoubles()).containsExactly(3, -4, -4, 3);
    assertThat(x.as(DType.F64).mod(y).toDoubles()).containsExactly(1, 1, -1, -1);
    assertThatThrownBy(() -> x.mod(0).evaluate()).isInstanceOf(ArithmeticException.class);
    double inf = Double.POSITIVE_INFINITY;
    Tensor special = Tensor.of(1.0, -1.0, 0.0, 5.0, inf);
    Tensor divisor = Tensor.of(inf, inf, -3.0, 0.0, 2.0);
    assertThat(special.mod(divisor).toDoubles())
        .containsExactly(1, inf, -0.0, Double.NaN, Double.NaN);
    assertThat(special.floorDiv(divisor).toDoubles()).containsExactly(0, -1, -0.0, inf, Double.NaN);
  }

  @Test
  void bits() {
    Tensor x = Tensor.of(12, -1);
    Tensor y = Tensor.of(10, 3);
    assertThat(x.and(y).toDoubles()).containsExactly(8, 3);
    assertThat(x.or(y).toDoubles()).containsExactly(14, -1);
    assertThat(x.xor(y).toDoubles()).containsExactly(6, -4);
    assertThat(x.not().toDoubles()).containsExactly(-13, 0);
    assertThat(x.shiftLeft(Tensor.of(1L, 1L)).type()).isEqualTo(DType.I64);
    assertThat(x.shiftRight(Tensor.of(2, 2)).toDoubles()).containsExactly(3, -1);
    assertThat(Tensor.of(true, false).xor(Tensor.of(true, true)).toDoubles()).containsExactly(0, 1);
    assertThatThrownBy(() -> Tensor.of(1.0).and(Tensor.of(1.0)))
        .hasMessageStartingWith("and: not of elements of type f64");
  }
}
