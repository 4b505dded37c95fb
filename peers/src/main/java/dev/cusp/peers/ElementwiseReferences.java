package dev.cusp.peers;

import static dev.cusp.peers.Torch.number;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on elements: a line each, and one in Cusp's {@code ReferenceOperations}. */
final class ElementwiseReferences {
  private ElementwiseReferences() {}

  static void add(References r) {
    functions(r);
    activations(r);
    operators(r);
    conditions(r);
  }

  private static void functions(References r) {
    r.unary("neg", Tensor::neg);
    r.unary("abs", Tensor::abs);
    r.unary("square", Tensor::square);
    r.unary("acos", -0.9, 0.9, Tensor::acos);
    r.unary("asin", -0.9, 0.9, Tensor::asin);
    r.unary("atan", Tensor::atan);
    r.unary("ceil", Tensor::ceil);
    r.unary("cos", Tensor::cos);
    r.unary("cosh", Tensor::cosh);
    r.unary("exp", Tensor::exp);
    r.unary("expm1", Tensor::expm1);
    r.unary("floor", Tensor::floor);
    r.unary("log", 0.1, 3, Tensor::log);
    r.unary("log10", 0.1, 3, Tensor::log10);
    r.unary("log1p", -0.9, 3, Tensor::log1p);
    r.unary("rint", Tensor::round);
    r.unary("signum", Tensor::sign);
    r.unary("sin", Tensor::sin);
    r.unary("sinh", Tensor::sinh);
    r.unary("sqrt", 0.1, 3, Tensor::sqrt);
    r.unary("tan", -1.4, 1.4, Tensor::tan);
    r.unary("tanh", Tensor::tanh);
    r.unary("toDegrees", Tensor::rad2deg);
    r.unary("toRadians", Tensor::deg2rad);
    r.unary("pow 3", x -> x.pow(number(3)));
    r.unary("pow 2.5", 0.1, 3, x -> x.pow(number(2.5)));
    r.unary("add 0.75", x -> x.add(number(0.75)));
    r.unary("div 3", x -> x.div(number(3)));
    r.unary("rem 0.75", x -> x.fmod(number(0.75)));
    r.unary("asinh", torch::asinh);
    r.unary("acosh", 1.1, 3, torch::acosh);
    r.unary("atanh", -0.9, 0.9, torch::atanh);
    r.unary("erf", torch::erf);
    r.unary("erfc", torch::erfc);
    r.unary("erfInv", -0.9, 0.9, torch::erfinv);
    r.unary("log2", 0.1, 3, torch::log2);
    r.unary("exp2", torch::exp2);
    r.unary("reciprocal", 0.25, 3, torch::reciprocal);
    r.unary("rsqrt", 0.1, 3, torch::rsqrt);
    r.unary("trunc", torch::trunc);
    r.unary("floorDiv 0.75", x -> x.detach().floor_divide(number(0.75)));
    r.unary("mod 0.75", x -> x.remainder(number(0.75)));
    r.unary("clamp", torch::hardtanh);
    r.unary("maximum 0.5", x -> torch.clamp_min(x, number(0.5)));
  }

  private static void activations(References r) {
    r.unary("relu", torch::relu);
    r.unary("sigmoid", torch::sigmoid);
    r.unary("silu", torch::silu);
    r.unary("softplus", torch::softplus);
    r.unary("elu", torch::elu);
    r.unary("gelu tanh", x -> torch.gelu(x, "tanh"));
    r.unary("leakyRelu", x -> torch.leaky_relu(x, number(0.125)));
    r.unary("hardtanh", torch::hardtanh);
    r.unary("relu6", torch::relu6);
    r.unary("celu 1.5", x -> torch.celu(x, number(1.5)));
    r.unary("selu", torch::selu);
    r.unary("gelu", x -> torch.gelu(x));
    r.unary("logSigmoid", torch::log_sigmoid);
    r.unary("mish", torch::mish);
    r.unary("hardSigmoid", torch::hardsigmoid);
    r.unary("hardSwish", torch::hardswish);
    r.unary("softSign", torch::softsign);
    r.unary("tanhShrink", torch::tanhshrink);
    r.binary(
        "huber",
        (x, y) -> torch.huber_loss(x.broadcast_to(both(x, y)), y.broadcast_to(both(x, y)), 0, 1));
  }

  private static long[] both(Tensor x, Tensor y) {
    return x.detach().add(y.detach()).shape();
  }

  private static void operators(References r) {
    r.binary("add", (x, y) -> x.add(y));
    r.binary("sub", (x, y) -> x.sub(y));
    r.binary("mul", (x, y) -> x.mul(y));
    r.binary("div", 0.25, 3, (x, y) -> x.div(y));
    r.binary("rem", 0.25, 3, (x, y) -> x.fmod(y));
    r.binary("minimum", Tensor::minimum);
    r.binary("maximum", Tensor::maximum);
    r.binary("atan2", Tensor::atan2);
    r.binary("hypot", Tensor::hypot);
    r.binary("pow", (x, y) -> x.pow(y));
    r.binary("logAddExp", torch::logaddexp);
    r.binary("copySign", 0.25, 3, torch::copysign);
    r.binary("mod", 0.25, 3, (x, y) -> x.remainder(y));
    r.ints("floorDiv", (x, y) -> x.floor_divide(y));
    r.ints("mod", (x, y) -> x.remainder(y));
    r.ints("add", (x, y) -> x.add(y));
    r.ints("sub", (x, y) -> x.sub(y));
    r.ints("mul", (x, y) -> x.mul(y));
    r.ints("rem", (x, y) -> x.fmod(y));
    r.ints("minimum", Tensor::minimum);
    r.ints("maximum", Tensor::maximum);
  }

  private static void conditions(References r) {
    r.binary("lt", (x, y) -> x.lt(y));
    r.binary("le", (x, y) -> x.le(y));
    r.binary("gt", (x, y) -> x.gt(y));
    r.binary("ge", (x, y) -> x.ge(y));
    r.binary("eq", (x, y) -> x.eq(y));
    r.binary("ne", (x, y) -> x.ne(y));
    r.ints("lt", (x, y) -> x.lt(y));
    r.ints("ge", (x, y) -> x.ge(y));
    r.ints("eq", (x, y) -> x.eq(y));
    Input p = Input.of(new double[] {0, 1, 0, 1}, 4, 1).as("bool");
    Input q = Input.of(new double[] {0, 1, 1}, 3).as("bool");
    r.add("and", xs -> xs[0].logical_and(xs[1]), p, q);
    r.add("or", xs -> xs[0].logical_or(xs[1]), p, q);
    r.add("not", xs -> xs[0].logical_not(), p);
    Input x = Input.draw(1, -2, 2, 4, 3);
    Input y = Input.draw(2, -2, 2, 3);
    r.add("where", xs -> xs[1].where(xs[0], xs[2]), p, x, y);
    r.add("where", xs -> xs[1].where(xs[0], xs[2]), p, x.as("f32"), y.as("f32"));
  }
}
