package dev.cusp.tensor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The operations that {@code pytorch.txt} has, by their names there. */
final class ReferenceOperations {
  private static final Map<String, Function<List<Tensor>, Tensor>> ALL = new HashMap<>();

  /** Those of one rounding or function of a library, with no sums in which digits are lost. */
  private static final Set<String> EXACT = new HashSet<>();

  private ReferenceOperations() {}

  static Map<String, Function<List<Tensor>, Tensor>> all() {
    return ALL;
  }

  static void one(String name, UnaryOperator<Tensor> f) {
    ALL.put(name, xs -> f.apply(xs.getFirst()));
  }

  static void two(String name, BinaryOperator<Tensor> f) {
    ALL.put(name, xs -> f.apply(xs.get(0), xs.get(1)));
  }

  /** Whether an operation's relative error is small whatever its arguments are. */
  static boolean isExact(String name) {
    return EXACT.contains(name);
  }

  static {
    functions();
    operators();
    EXACT.addAll(ALL.keySet());
    activations();
    reductions();
    composed();
    views();
    products();
    ReferenceArrays.add();
  }

  static void three(String name, Function<List<Tensor>, Tensor> f) {
    ALL.put(name, f);
  }

  private static void functions() {
    one("neg", Tensor::neg);
    one("abs", Tensor::abs);
    one("square", Tensor::square);
    one("acos", Tensor::acos);
    one("asin", Tensor::asin);
    one("atan", Tensor::atan);
    one("ceil", Tensor::ceil);
    one("cos", Tensor::cos);
    one("cosh", Tensor::cosh);
    one("exp", Tensor::exp);
    one("expm1", Tensor::expm1);
    one("floor", Tensor::floor);
    one("log", Tensor::log);
    one("log10", Tensor::log10);
    one("log1p", Tensor::log1p);
    one("rint", Tensor::rint);
    one("signum", Tensor::signum);
    one("sin", Tensor::sin);
    one("sinh", Tensor::sinh);
    one("sqrt", Tensor::sqrt);
    one("tan", Tensor::tan);
    one("tanh", Tensor::tanh);
    one("toDegrees", Tensor::toDegrees);
    one("toRadians", Tensor::toRadians);
    one("pow 3", x -> x.pow(3));
    one("pow 2.5", x -> x.pow(2.5));
    one("add 0.75", x -> x.add(0.75));
    one("div 3", x -> x.div(3));
    one("rem 0.75", x -> x.rem(0.75));
    one("asinh", Tensor::asinh);
    one("acosh", Tensor::acosh);
    one("atanh", Tensor::atanh);
    one("erf", Tensor::erf);
    one("erfc", Tensor::erfc);
    one("erfInv", Tensor::erfInv);
    one("log2", Tensor::log2);
    one("exp2", Tensor::exp2);
    one("reciprocal", Tensor::reciprocal);
    one("rsqrt", Tensor::rsqrt);
    one("trunc", Tensor::trunc);
    one("floorDiv 0.75", x -> x.floorDiv(0.75));
    one("mod 0.75", x -> x.mod(0.75));
    one("clamp", x -> x.clamp(-1, 1));
    one("maximum 0.5", x -> x.maximum(0.5));
  }

  /** Methods that somebody might write, which Cusp lifts. */
  private static void activations() {
    one("relu", x -> x.map(v -> v <= 0 ? 0 : v));
    one("sigmoid", x -> x.map(v -> 1 / (1 + Math.exp(-v))));
    one("silu", x -> x.map(v -> v / (1 + Math.exp(-v))));
    one("softplus", x -> x.map(v -> v > 20 ? v : Math.log1p(Math.exp(v))));
    one("elu", x -> x.map(v -> v > 0 ? v : Math.expm1(v)));
    one(
        "gelu tanh",
        x ->
            x.map(
                v -> v / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)))));
    one("leakyRelu", x -> x.map(v -> v > 0 ? v : v * 0.125));
    one("hardtanh", x -> x.map(v -> v <= -1 ? -1 : v >= 1 ? 1 : v));
    one("relu6", Tensor::relu6);
    one("celu 1.5", x -> x.celu(1.5));
    one("selu", Tensor::selu);
    one("gelu", Tensor::gelu);
    one("logSigmoid", Tensor::logSigmoid);
    one("mish", Tensor::mish);
    one("hardSigmoid", Tensor::hardSigmoid);
    one("hardSwish", Tensor::hardSwish);
    one("softSign", Tensor::softSign);
    one("tanhShrink", Tensor::tanhShrink);
    two("huber", (x, y) -> x.zip(y, Samples::huber));
  }

  private static void operators() {
    two("add", Tensor::add);
    two("sub", Tensor::sub);
    two("mul", Tensor::mul);
    two("div", Tensor::div);
    two("rem", Tensor::rem);
    two("minimum", Tensor::minimum);
    two("maximum", Tensor::maximum);
    two("atan2", Tensor::atan2);
    two("hypot", Tensor::hypot);
    two("pow", Tensor::pow);
    two("logAddExp", Tensor::logAddExp);
    two("copySign", Tensor::copySign);
    two("floorDiv", Tensor::floorDiv);
    two("mod", Tensor::mod);
    two("lt", Tensor::lt);
    two("le", Tensor::le);
    two("gt", Tensor::gt);
    two("ge", Tensor::ge);
    two("eq", Tensor::eq);
    two("ne", Tensor::ne);
    two("and", Tensor::and);
    two("or", Tensor::or);
    one("not", Tensor::not);
    ALL.put("where", xs -> xs.get(0).where(xs.get(1), xs.get(2)));
  }

  private static void reductions() {
    one("sum", Tensor::sum);
    one("prod", Tensor::prod);
    one("mean", Tensor::mean);
    one("max", Tensor::max);
    one("min", Tensor::min);
    one("any", x -> x.gt(1.5).any());
    one("all", x -> x.gt(-1.5).all());
    one("sum 1", x -> x.sum(1));
    one("sum 0 -1", x -> x.sum(0, -1));
    one("sum -1", x -> x.sum(-1));
    one("mean 0", x -> x.mean(0));
    one("mean -1 0", x -> x.mean(-1, 0));
    one("mean -1", x -> x.mean(-1));
    one("prod 1", x -> x.prod(1));
    one("prod -1", x -> x.prod(-1));
    one("any 1", x -> x.gt(1.5).any(1));
    one("all 1", x -> x.gt(-1.5).all(1));
    one("max 0", x -> x.max(0));
    one("max -1", x -> x.max(-1));
    one("max 0 2", x -> x.max(0, 2));
    one("max keepDims 0", x -> x.max(0).keepDims(0));
    one("min 2", x -> x.min(2));
    one("min -1", x -> x.min(-1));
    one("argmax 0", x -> x.argmax(0));
    one("argmax -1", x -> x.argmax(-1));
    one("argmin -1", x -> x.argmin(-1));
  }

  private static void composed() {
    one("softmax -1", x -> softmax(x, -1));
    one("softmax 0", x -> softmax(x, 0));
    one("logSoftmax -1", x -> x.sub(logSumExp(x, -1).keepDims(-1)));
    one("logSumExp -1", x -> logSumExp(x, -1));
    one("variance -1", x -> x.sub(x.mean(-1).keepDims(-1)).square().mean(-1));
    one(
        "layerNorm",
        x -> {
          Tensor centred = x.sub(x.mean(-1).keepDims(-1));
          return centred.div(centred.square().mean(-1).keepDims(-1).add(1e-5).sqrt());
        });
    two(
        "crossEntropy",
        (x, labels) ->
            logSumExp(x, -1)
                .sub(x.mul(labels.oneHot(x.shape().length(1)).as(x.type())).sum(-1))
                .mean());
  }

  private static Tensor softmax(Tensor x, int axis) {
    Tensor e = x.sub(x.max(axis).keepDims(axis)).exp();
    return e.div(e.sum(axis).keepDims(axis));
  }

  private static Tensor logSumExp(Tensor x, int axis) {
    Tensor most = x.max(axis);
    return x.sub(most.keepDims(axis)).exp().sum(axis).log().add(most);
  }

  private static void views() {
    one("reshape 6 -1", x -> x.reshape(6, -1));
    one("reshape scalar", x -> x.reshape());
    one("expand 1", x -> x.expandDims(1));
    one("permute 2 0 1", x -> x.permute(2, 0, 1));
    one("transpose", Tensor::transpose);
    one("slice", x -> x.slice(Range.of(1, 3), Range.every(2)));
    one("slice backwards", x -> x.slice(0, Range.of(-1, 0, -2)));
    one("slice empty", x -> x.slice(0, Range.of(3, 3)));
    one("at 1 -1", x -> x.at(1, -1));
    one("broadcast 4 3 5", x -> x.broadcastTo(4, 3, 5));
    one("broadcast 0", x -> x.broadcastTo(0));
    one("pad 0 2 1", x -> x.pad(0, 2, 1));
    one("concat 1", x -> Views.concat(1, x, x.mul(2), x.slice(1, Range.of(0, 1))));
    one("concat 0", x -> Views.concat(0, x, x));
    one("stack -1", x -> Views.stack(-1, x, x.neg()));
    one("take", x -> x.take(Tensor.of(2, 0, 2, 1)));
    one("take none", x -> x.take(Tensor.of(new int[0])));
    one("oneHot 3", x -> x.oneHot(3));
    one("as i32", x -> x.as(DType.I32));
    one("as f32", x -> x.as(DType.F32));
    one("as bool", x -> x.as(DType.BOOL));
  }

  private static void products() {
    two("matmul", Tensor::matmul);
    for (String labels : new String[] {"ij,ji->", "i,j->ji", "aij,kj->ik", "bij,bij->b"}) {
      two("contract " + labels, (x, y) -> x.contract(labels, y));
    }
  }
}
