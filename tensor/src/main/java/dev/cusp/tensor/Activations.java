package dev.cusp.tensor;

/**
 * The activations of neural networks: methods of elements, to be mapped or put into methods of your
 * own, and of tensors. Where one is not smooth, its derivative there is that of PyTorch.
 */
public sealed interface Activations permits Tensor {
  Tensor self();

  /** {@code max(x, 0)}; its derivative at 0 is 0. */
  static double relu(double x) {
    return x <= 0 ? 0 : x;
  }

  /** {@code min(max(x, 0), 6)}. */
  static double relu6(double x) {
    return x <= 0 ? 0 : x >= 6 ? 6 : x;
  }

  /** x, or {@code slope x} where x is not positive. */
  static double leakyRelu(double x, double slope) {
    return x > 0 ? x : slope * x;
  }

  /** x, or {@code alpha (exp(x) - 1)} where x is not positive. */
  static double elu(double x, double alpha) {
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  /** x, or {@code alpha (exp(x / alpha) - 1)} where x is not positive. */
  static double celu(double x, double alpha) {
    return x > 0 ? x : alpha * Math.expm1(x / alpha);
  }

  /** Klambauer et al., Self-normalizing neural networks, 2017. */
  static double selu(double x) {
    return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
  }

  /** {@code x P(z < x)} for a standard normal z: {@code x (1 + erf(x / sqrt(2))) / 2}. */
  static double gelu(double x) {
    return 0.5 * x * (1 + Special.erf(x * 0.7071067811865476));
  }

  /** The same, approximated by a hyperbolic tangent (Hendrycks and Gimpel, 2016). */
  static double geluTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
  }

  /** {@code 1 / (1 + exp(-x))}, which does not overflow. */
  static double sigmoid(double x) {
    double e = Math.exp(x > 0 ? -x : x);
    return (x > 0 ? 1 : e) / (1 + e);
  }

  /** {@code log(sigmoid(x))}, which does not underflow. */
  static double logSigmoid(double x) {
    return -softplus(-x);
  }

  /** {@code log(1 + exp(x))}, which does not overflow. */
  static double softplus(double x) {
    double tail = Math.log1p(Math.exp(x > 0 ? -x : x));
    return x > 0 ? x + tail : tail;
  }

  /** {@code x sigmoid(x)}, also known as swish. */
  static double silu(double x) {
    return x * sigmoid(x);
  }

  /** {@code x tanh(softplus(x))}. */
  static double mish(double x) {
    return x * Math.tanh(softplus(x));
  }

  /** x, but -1 and 1 at the ends. */
  static double hardTanh(double x) {
    return x <= -1 ? -1 : x >= 1 ? 1 : x;
  }

  /** A straight line from 0 at -3 to 1 at 3. */
  static double hardSigmoid(double x) {
    return x <= -3 ? 0 : x >= 3 ? 1 : x / 6 + 0.5;
  }

  /** {@code x hardSigmoid(x)}. */
  static double hardSwish(double x) {
    return x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
  }

  /** {@code x / (1 + |x|)}. */
  static double softSign(double x) {
    return x / (1 + Math.abs(x));
  }

  /** {@code x - tanh(x)}. */
  static double tanhShrink(double x) {
    return x - Math.tanh(x);
  }

  /** See {@link #relu(double)}. */
  default Tensor relu() {
    return self().map(Activations::relu);
  }

  /** See {@link #relu6(double)}. */
  default Tensor relu6() {
    return self().map(Activations::relu6);
  }

  /** See {@link #leakyRelu(double, double)}. */
  default Tensor leakyRelu(double slope) {
    return self().map(x -> leakyRelu(x, slope));
  }

  /** See {@link #elu(double, double)}. */
  default Tensor elu(double alpha) {
    return self().map(x -> elu(x, alpha));
  }

  /** See {@link #celu(double, double)}. */
  default Tensor celu(double alpha) {
    return self().map(x -> celu(x, alpha));
  }

  /** See {@link #selu(double)}. */
  default Tensor selu() {
    return self().map(Activations::selu);
  }

  /** See {@link #gelu(double)}. */
  default Tensor gelu() {
    return self().map(Activations::gelu);
  }

  /** See {@link #geluTanh(double)}. */
  default Tensor geluTanh() {
    return self().map(Activations::geluTanh);
  }

  /** See {@link #sigmoid(double)}. */
  default Tensor sigmoid() {
    return self().map(Activations::sigmoid);
  }

  /** See {@link #logSigmoid(double)}. */
  default Tensor logSigmoid() {
    return self().map(Activations::logSigmoid);
  }

  /** See {@link #softplus(double)}. */
  default Tensor softplus() {
    return self().map(Activations::softplus);
  }

  /** See {@link #silu(double)}. */
  default Tensor silu() {
    return self().map(Activations::silu);
  }

  /** See {@link #mish(double)}. */
  default Tensor mish() {
    return self().map(Activations::mish);
  }

  /** See {@link #hardTanh(double)}. */
  default Tensor hardTanh() {
    return self().map(Activations::hardTanh);
  }

  /** See {@link #hardSigmoid(double)}. */
  default Tensor hardSigmoid() {
    return self().map(Activations::hardSigmoid);
  }

  /** See {@link #hardSwish(double)}. */
  default Tensor hardSwish() {
    return self().map(Activations::hardSwish);
  }

  /** See {@link #softSign(double)}. */
  default Tensor softSign() {
    return self().map(Activations::softSign);
  }

  /** See {@link #tanhShrink(double)}. */
  default Tensor tanhShrink() {
    return self().map(Activations::tanhShrink);
  }

  /** {@code exp(x) / sum(exp(x))} along an axis; does not overflow. */
  default Tensor softmax(int axis) {
    Tensor e = shifted(axis).exp();
    return e.mul(e.sum(axis).reciprocal().keepDims(axis)).as(self().type().floating());
  }

  /** {@code log(softmax(x))} along an axis; does not underflow. */
  default Tensor logSoftmax(int axis) {
    Tensor x = shifted(axis);
    return x.sub(x.exp().sum(axis).log().keepDims(axis)).as(self().type().floating());
  }

  /** With 0 as the largest element along an axis, which changes no softmax. */
  private Tensor shifted(int axis) {
    Tensor x = self().as(self().type().floating().wide());
    boolean isEmpty = x.shape().length(axis) == 0;
    return isEmpty ? x : x.sub(x.stopGradient().max(axis).keepDims(axis));
  }
}
