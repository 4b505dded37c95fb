package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Operations with arguments to test them at; shapes of 0, 1, odd, strided and broadcast ones. */
final class Samples {
  private Samples() {}

  /** An operation. */
  record Sample(String name, Function<List<Tensor>, Tensor> f, List<Tensor> args) {
    @Override
    public String toString() {
      return name + args.stream().map(Tensor::shape).toList();
    }
  }

  static double huber(double x, double y) {
    double error = x - y;
    return Math.abs(error) < 1 ? error * error / 2 : Math.abs(error) - 0.5;
  }

  static double polynomial(double x) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      sum = sum * x + k;
    }
    return sum;
  }

  static double mix(double x, double y, double z) {
    return x * y + Math.sin(z);
  }

  static final List<Sample> ALL = new ArrayList<>();

  static Tensor draw(int seed, int... shape) {
    return Key.of(seed).normal(DType.F64, shape);
  }

  static void one(String name, Function<Tensor, Tensor> f, int... shape) {
    ALL.add(new Sample(name, xs -> f.apply(xs.getFirst()), List.of(draw(7, shape))));
  }

  static void positive(String name, Function<Tensor, Tensor> f) {
    Tensor x = Key.of(3).uniform(DType.F64, 3, 5).mul(0.8).add(0.1);
    ALL.add(new Sample(name, xs -> f.apply(xs.getFirst()), List.of(x)));
  }

  interface Two {
    Tensor apply(Tensor x, Tensor y);
  }

  static void two(String name, Two f, Tensor x, Tensor y) {
    ALL.add(new Sample(name, xs -> f.apply(xs.get(0), xs.get(1)), List.of(x, y)));
  }

  static List<Sample> all() {
    return ALL;
  }

  static {
    elementwise();
    views();
    reductions();
    products();
    convolutions();
    windows();
    ALL.addAll(LinalgSamples.all());
    OperationSamples.add();
    IndexingSamples.add();
  }

  private static void elementwise() {
    positive("acos", Tensor::acos);
    positive("asin", Tensor::asin);
    positive("atan", Tensor::atan);
    positive("cbrt", Tensor::cbrt);
    positive("ceil", Tensor::ceil);
    positive("cos", Tensor::cos);
    positive("cosh", Tensor::cosh);
    positive("exp", Tensor::exp);
    positive("expm1", Tensor::expm1);
    positive("floor", Tensor::floor);
    positive("log", Tensor::log);
    positive("log10", Tensor::log10);
    positive("log1p", Tensor::log1p);
    positive("rint", x -> x.mul(0.4).rint());
    positive("signum", Tensor::signum);
    positive("sin", Tensor::sin);
    positive("sinh", Tensor::sinh);
    positive("sqrt", Tensor::sqrt);
    positive("tan", Tensor::tan);
    positive("tanh", Tensor::tanh);
    positive("toDegrees", Tensor::toDegrees);
    positive("toRadians", Tensor::toRadians);
    positive("pow 2.5", x -> x.pow(2.5));
    one("neg", Tensor::neg, 4);
    one("abs", Tensor::abs, 1);
    one("square", Tensor::square);
    one("rem", x -> x.rem(0.75), 5);
    one("as", x -> x.as(DType.F32).as(DType.F64).mul(x), 0);
    one("map", x -> x.map(Samples::polynomial), 2, 3);
    double captured = 1.75;
    one("map of a number", x -> x.map(v -> captured * v * v), 7);
    one("where", x -> x.gt(0).where(x.exp(), x.mul(3)), 3, 3);
    one("fused", x -> x.exp().add(1).log().mul(x.sin()).sub(x.div(x.square().add(1))), 3, 33);
    for (int[][] shapes :
        new int[][][] {
          {{3, 4}, {3, 4}}, {{3, 1}, {4}}, {{}, {5}}, {{2, 1, 3}, {4, 1}}, {{0, 3}, {3}}
        }) {
      Tensor x = draw(1, shapes[0]);
      Tensor y = draw(2, shapes[1]);
      two("add", Tensor::add, x, y);
      two("sub", Tensor::sub, x, y);
      two("mul", Tensor::mul, x, y);
      two("div", Tensor::div, x, y.square().add(1));
      two("minimum", Tensor::minimum, x, y);
      two("maximum", Tensor::maximum, x, y);
      two("atan2", Tensor::atan2, x, y);
      two("hypot", Tensor::hypot, x, y);
      two("pow", Tensor::pow, x.square().add(0.5), y);
      two("zip", (a, b) -> a.zip(b, Samples::huber), x, y);
      two("zip3", (a, b) -> a.zip3(b, a.mul(b), Samples::mix), x, y);
    }
  }

  private static void views() {
    one("reshape", x -> x.reshape(6, -1).square(), 3, 4);
    one("reshape of a permutation", x -> x.transpose().reshape(12).exp(), 3, 4);
    one("expand", x -> x.expandDims(1).mul(x), 3, 3);
    one("permute", x -> x.permute(2, 0, 1).square(), 2, 3, 4);
    one("transpose and itself", x -> x.mul(x.transpose()), 4, 4);
    one("slice", x -> x.slice(Range.of(1, 3), Range.every(2)).exp(), 4, 5);
    one("slice backwards", x -> x.slice(0, Range.of(-1, 0, -2)).mul(2), 7);
    one("slice empty", x -> x.slice(0, Range.of(3, 3)).exp(), 7);
    one("at", x -> x.at(1, -1).square(), 3, 4);
    one("broadcast", x -> x.sin().broadcastTo(4, 3, 5).mul(2), 3, 1);
    one("concat", x -> Views.concat(1, x, x.mul(2), x.slice(1, Range.of(0, 1))), 2, 3);
    one("stack", x -> Views.stack(-1, x, x.exp()), 2, 3);
    one("pad", x -> x.pad(0, 2, 1).add(1).square(), 3);
    one("take", x -> x.take(Tensor.of(2, 0, 2, -1)).square(), 3, 2);
    one("convolution of views", x -> x.slice(0, Range.from(1)).sub(x.slice(0, Range.of(0, -1))), 9);
  }

  private static void reductions() {
    for (int[] axes : new int[][] {{}, {0}, {1}, {-1, 0}, {0, 1, 2}}) {
      String over = java.util.Arrays.toString(axes);
      one("sum " + over, x -> x.square().sum(axes), 3, 5, 2);
      one("mean " + over, x -> x.sin().mean(axes), 3, 5, 2);
      one("prod " + over, x -> x.prod(axes), 3, 5, 2);
      one("max " + over, x -> x.max(axes), 3, 5, 2);
      one("min " + over, x -> x.mul(2).min(axes), 3, 5, 2);
    }
    one("sum of nothing", x -> x.sum(1), 3, 0);
    one("prod of nothing", x -> x.prod(0), 0, 2);
    one("softmax", x -> softmax(x), 3, 11);
    one("variance", x -> x.sub(x.mean(0)).square().mean(0), 9, 4);
    one("sum of a transposed one", x -> x.transpose().exp().sum(1), 6, 7);
    ALL.add(
        new Sample(
            "prod with zeros",
            xs -> xs.getFirst().prod(1),
            List.of(Tensor.ofNested(new double[][] {{0, 2, 3}, {0, 0, 5}, {1, 2, 3}}))));
  }

  static Tensor softmax(Tensor x) {
    Tensor e = x.sub(x.max(-1).keepDims(-1)).exp();
    return e.div(e.sum(-1).keepDims(-1));
  }

  private static void products() {
    two("matmul", Tensor::matmul, draw(1, 3, 4), draw(2, 4, 5));
    two("matmul of vectors", Tensor::matmul, draw(1, 1, 9), draw(2, 9, 1));
    two("matmul of nothing", Tensor::matmul, draw(1, 2, 0), draw(2, 0, 3));
    two("matmul, large", (x, y) -> x.matmul(y).sin(), draw(1, 67, 19), draw(2, 19, 13));
    two("matmul, batch", Tensor::matmul, draw(1, 2, 1, 3, 4), draw(2, 5, 4, 2));
    two(
        "matmul, transposed",
        (x, y) -> x.transpose().matmul(y.exp()),
        draw(1, 9, 3),
        draw(2, 9, 5));
    two(
        "matmul, sliced",
        (x, y) -> x.slice(0, Range.every(-2)).matmul(y),
        draw(1, 5, 3),
        draw(2, 3, 3));
    two("contract trace", (x, y) -> x.contract("ij,ji->", y), draw(1, 3, 4), draw(2, 4, 3));
    two("contract outer", (x, y) -> x.contract("i,j->ji", y), draw(1, 3), draw(2, 4));
    two("contract alone", (x, y) -> x.contract("aij,kj->ik", y), draw(1, 2, 3, 4), draw(2, 5, 4));
    two("contract two", (x, y) -> x.contract("bij,bij->b", y), draw(1, 2, 3, 4), draw(2, 2, 3, 4));
  }

  private static void convolutions() {
    two("convolve", (x, w) -> x.convolve(w), draw(1, 2, 5, 4, 3), draw(2, 4, 3, 2, 3));
    two(
        "convolve, same, stride 2",
        (x, w) -> x.convolve(w, Window.SAME.stride(2)).square(),
        draw(1, 2, 5, 4, 1),
        draw(2, 2, 3, 2, 1));
    two(
        "convolve, dilation, padding, groups",
        (x, w) -> x.convolve(w, Window.VALID.dilation(2, 1).padding(1, 2).stride(1, 3), 2),
        draw(1, 1, 5, 4, 4),
        draw(2, 6, 3, 2, 2));
    two(
        "convolve, depthwise",
        (x, w) -> x.convolve(w, Window.SAME, 3).exp(),
        draw(1, 2, 4, 3, 3),
        draw(2, 3, 3, 3, 1));
    two("convolve 1x1", (x, w) -> x.convolve(w), draw(1, 2, 3, 3, 5), draw(2, 2, 1, 1, 5));
    two("convolve 1d", (x, w) -> x.convolve(w, Window.SAME), draw(1, 2, 9, 2), draw(2, 3, 3, 2));
    two(
        "convolve 3d",
        (x, w) -> x.convolve(w, Window.VALID.stride(2).padding(1)),
        draw(1, 1, 4, 3, 5, 2),
        draw(2, 2, 2, 3, 2, 2));
    two("convolve nothing", (x, w) -> x.convolve(w), draw(1, 0, 3, 3, 2), draw(2, 2, 2, 2, 2));
    two(
        "convolveTransposed",
        (x, w) -> x.convolveTransposed(w, Window.VALID.stride(2, 3), 2),
        draw(1, 2, 3, 2, 4),
        draw(2, 4, 3, 2, 3));
    two(
        "convolveTransposed, lengths",
        (x, w) -> x.convolveTransposed(w, Window.SAME.stride(2), 1, 5, 4),
        draw(1, 2, 3, 2, 2),
        draw(2, 2, 3, 3, 1));
    two("convolve itself", (x, w) -> x.convolve(x), draw(1, 2, 3, 3, 2), draw(2, 1));
  }

  private static void windows() {
    one("maxPool", x -> x.maxPool(Window.of(2)).square(), 2, 4, 6, 3);
    one("maxPool, overlapping", x -> x.maxPool(Window.of(3).stride(2).padding(1)), 1, 5, 4, 2);
    one("maxPool 1d", x -> x.mul(2).maxPool(Window.of(2).dilation(2).stride(1)), 2, 7, 1);
    one("averagePool", x -> x.averagePool(Window.of(2, 3)).exp(), 2, 4, 6, 3);
    one("averagePool, same", x -> x.averagePool(Window.of(3).same().stride(2)), 1, 5, 4, 2);
    one("adaptiveMaxPool", x -> x.adaptiveMaxPool(3, 2).square(), 2, 7, 5, 2);
    one("adaptiveAveragePool", x -> x.adaptiveAveragePool(3, 4).square(), 2, 7, 3, 2);
    one("global pooling", x -> x.mean(1, 2).add(x.max(1, 2)), 2, 4, 3, 2);
    for (Interpolation i : Interpolation.values()) {
      one("resize up " + i, x -> x.resize(i, 7, 5).square(), 2, 3, 4, 2);
      one("resize down " + i, x -> x.resize(i, 2, 1), 1, 5, 4, 3);
    }
    one("unfold", x -> x.unfold(Window.of(3, 2).stride(2, 1).padding(1)).exp(), 2, 5, 4, 3);
    one("fold", x -> x.square().fold(Window.of(3, 2).stride(1), 4, 3), 1, 2, 2, 3, 2, 2);
  }
}
