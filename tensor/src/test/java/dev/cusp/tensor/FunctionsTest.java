package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions far out, at special values, and against references. */
final class FunctionsTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static double[] slopes(UnaryOperator<Tensor> f, double... at) {
    return Gradients.<Tensor>of(x -> f.apply(x).sum()).apply(Tensor.of(at)).toDoubles();
  }

  /** x, erf(x) and erfc(x) from the C library. */
  private static final double[][] ERF = {
    {-30.0, -1.0, 2.0},
    {-5.5, -0.9999999999999927, 1.9999999999999927},
    {-2.0, -0.9953222650189527, 1.9953222650189528},
    {-0.6, -0.6038560908479259, 1.603856090847926},
    {-0.3, -0.3286267594591274, 1.3286267594591274},
    {0.0, 0.0, 1.0},
    {1e-10, 1.1283791670955126e-10, 0.999999999887162},
    {0.25, 0.2763263901682369, 0.7236736098317631},
    {0.5, 0.5204998778130465, 0.4795001221869535},
    {1.0, 0.8427007929497149, 0.15729920705028513},
    {1.7, 0.9837904585907745, 0.016209541409225436},
    {3.0, 0.9999779095030014, 2.2090496998585438e-05},
    {3.999, 0.9999999844552505, 1.554474949099499e-08},
    {4.5, 0.9999999998033839, 1.9661604415428873e-10},
    {6.0, 1.0, 2.1519736712498916e-17},
    {10.0, 1.0, 2.088487583762545e-45},
    {26.0, 1.0, 5.663192408856143e-296}
  };

  @Test
  void errorFunction() {
    for (double[] row : ERF) {
      assertThat(Special.erf(row[0])).isCloseTo(row[1], within(3e-16 * Math.abs(row[1])));
      assertThat(Special.erfc(row[0])).isCloseTo(row[2], within(2e-15 * row[2]));
    }
    assertThat(Tensor.of(-INF, INF, NAN, -0.0).erf().toDoubles()).containsExactly(-1, 1, NAN, -0.0);
    assertThat(Tensor.of(-INF, INF, NAN).erfc().toDoubles()).containsExactly(2, 0, NAN);
    assertThat(slopes(Tensor::erf, -INF, 0, 1e200)).containsExactly(0, 2 / Math.sqrt(Math.PI), 0);
  }

  /** Where exponentials overflow the value and the slope are those of the limit. */
  @Test
  void activationsFarOut() {
    double[] far = {-1000, 1000};
    Tensor x = Tensor.of(far);
    assertThat(x.sigmoid().toDoubles()).containsExactly(0, 1);
    assertThat(slopes(Tensor::sigmoid, far)).containsExactly(0, 0);
    assertThat(x.softplus().toDoubles()).containsExactly(0, 1000);
    assertThat(slopes(Tensor::softplus, far)).containsExactly(0, 1);
    assertThat(x.logSigmoid().toDoubles()).containsExactly(-1000, -0.0);
    assertThat(slopes(Tensor::logSigmoid, far)).containsExactly(1, 0);
    assertThat(x.silu().toDoubles()).containsExactly(-0.0, 1000);
    assertThat(slopes(Tensor::silu, far)).containsExactly(0, 1);
    assertThat(slopes(Tensor::mish, far)).containsExactly(0, 1);
    assertThat(slopes(Tensor::gelu, far)).containsExactly(0, 1);
    assertThat(slopes(Tensor::geluTanh, far)).containsExactly(0, 1);
    assertThat(slopes(v -> v.elu(2), far)).containsExactly(0, 1);
    assertThat(slopes(Tensor::softSign, 1e200)).containsExactly(0);
    assertThat(slopes(Tensor::tanhShrink, far)).containsExactly(1, 1);
  }

  /** At kinks as PyTorch has it. */
  @Test
  void activationsAtKinks() {
    assertThat(slopes(Tensor::relu, 0, -0.0)).containsExactly(0, 0);
    assertThat(slopes(Tensor::relu6, 0, 6)).containsExactly(0, 0);
    assertThat(slopes(v -> v.leakyRelu(0.1), 0)).containsExactly(0.1);
    assertThat(slopes(v -> v.elu(2), 0)).containsExactly(2);
    assertThat(slopes(Tensor::hardTanh, -1, 1)).containsExactly(0, 0);
    assertThat(slopes(Tensor::hardSigmoid, -3, 3)).containsExactly(0, 0);
    assertThat(slopes(Tensor::softplus, 0)).containsExactly(0.5);
    assertThat(slopes(Tensor::sigmoid, 0)).containsExactly(0.25);
    assertThat(Tensor.of(NAN).relu().item()).isNaN();
    assertThat(slopes(v -> v.norm(), 0, 0)).containsExactly(0, 0);
    assertThat(slopes(v -> v.std(), 3, 3)).containsExactly(0, 0);
  }

  /** As scipy.special.logsumexp and PyTorch's softmax. */
  @Test
  void softmaxOfSpecialValues() {
    Tensor x = Tensor.ofNested(new double[][] {{1000, 1000}, {-INF, 0}, {-INF, -INF}, {INF, 0}});
    assertThat(x.logSumExp(1).toDoubles()).containsExactly(1000 + Math.log(2), 0, -INF, INF);
    assertThat(x.slice(Range.of(0, 2)).softmax(1).toDoubles()).containsExactly(0.5, 0.5, 0, 1);
    assertThat(x.slice(Range.of(1, 2)).logSoftmax(1).toDoubles()).containsExactly(-INF, 0);
    assertThat(Tensor.zeros(DType.F64, 2, 0).logSumExp(1).toDoubles()).containsExactly(-INF, -INF);
    assertThat(Tensor.of(1f, 2f).softmax(0).type()).isEqualTo(DType.F32);
  }

  @Test
  void inversesOfHyperbolicFunctions() {
    Tensor x = Tensor.of(-INF, -1e300, -2, -1e-20, -0.0, 0.5, 3);
    double[] there = x.asinh().toDoubles();
    assertThat(there[0]).isEqualTo(-INF);
    assertThat(there[1]).isCloseTo(-(300 * Math.log(10) + Math.log(2)), within(1e-12));
    assertThat(there[3]).isEqualTo(-1e-20);
    assertThat(1 / there[4]).isEqualTo(-INF);
    assertThat(Math.sinh(there[6])).isCloseTo(3, within(1e-14));
    assertThat(slopes(Tensor::asinh, 0, 1e200)).containsExactly(1, 1e-200);
    assertThat(Tensor.of(0.5, 1, INF).acosh().toDoubles()).containsExactly(NAN, 0, INF);
    assertThat(Tensor.of(-1.0, 1, 2).atanh().toDoubles()).containsExactly(-INF, INF, NAN);
    assertThat(slopes(Tensor::atanh, 0)).containsExactly(1);
  }

  @Test
  void roundings() {
    Tensor x = Tensor.of(-2.5, -0.4, 2.5, 1.005, 1e300);
    assertThat(x.rint().toDoubles()).containsExactly(-2, -0.0, 2, 1, 1e300);
    assertThat(x.trunc().toDoubles()).containsExactly(-2, -0.0, 2, 1, 1e300);
    assertThat(x.round(1).toDoubles()).containsExactly(-2.5, -0.4, 2.5, 1, 1e300);
    assertThat(Tensor.of(1250.0).round(-2).item()).isEqualTo(1200);
  }

  @Test
  void closeness() {
    Tensor x = Tensor.of(1.0, INF, NAN, INF, 1e10);
    Tensor y = Tensor.of(1 + 1e-6, INF, NAN, -INF, 1.00001e10);
    assertThat(x.isClose(y, 1e-5, 1e-8).toDoubles()).containsExactly(1, 1, 0, 0, 1);
    assertThat(x.allClose(x, 0, 0)).isFalse();
    assertThat(x.isNaN().toDoubles()).containsExactly(0, 0, 1, 0, 0);
    assertThat(x.isInf().count().item()).isEqualTo(2);
    assertThat(x.isFinite().not().any().item()).isEqualTo(1);
    assertThat(Tensor.of(1, 2).equalTo(Tensor.of(1.0, 2.0))).isTrue();
    assertThat(Tensor.of(1, 2).equalTo(Tensor.of(1))).isFalse();
  }
}
