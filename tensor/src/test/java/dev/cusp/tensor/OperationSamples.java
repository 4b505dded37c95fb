package dev.cusp.tensor;

import static dev.cusp.tensor.Samples.draw;
import static dev.cusp.tensor.Samples.one;
import static dev.cusp.tensor.Samples.positive;
import static dev.cusp.tensor.Samples.two;

/** Samples of the methods of {@link Tensor}, interface by interface. */
final class OperationSamples {
  private OperationSamples() {}

  static void add() {
    functions();
    activations();
    arrangement();
    reductions();
    products();
  }

  private static void functions() {
    positive("asinh", x -> x.sub(0.5).asinh());
    positive("acosh", x -> x.add(1).acosh());
    positive("atanh", Tensor::atanh);
    one("erf", x -> x.mul(2).erf(), 3, 7);
    one("erfc", x -> x.mul(4).erfc(), 3, 7);
    one("erfInv", x -> x.tanh().erfInv(), 3, 7);
    one("logGamma", x -> x.square().add(0.2).logGamma(), 3, 7);
    one("digamma", x -> x.square().add(1.2).digamma(), 9);
    one("lowerGamma", x -> x.exp().lowerGamma(x.square().add(0.1)), 7);
    positive("log2", Tensor::log2);
    positive("exp2", Tensor::exp2);
    positive("reciprocal", Tensor::reciprocal);
    positive("rsqrt", Tensor::rsqrt);
    positive("trunc", x -> x.mul(4).trunc());
    positive("round", x -> x.round(1));
    one("clamp", x -> x.clamp(-0.5, 1), 9);
    one("stop", x -> x.stopGradient().mul(x), 0);
    one("where number", x -> x.gt(0).where(x.square(), 3), 5);
    two("logAddExp", Tensor::logAddExp, draw(1, 5), draw(2, 3, 1));
    two("copySign", Tensor::copySign, draw(1, 5), draw(2, 3, 1));
    two("mod", Tensor::mod, draw(1, 5), draw(2, 3, 1).square().add(1));
    two("floorDiv", Tensor::floorDiv, draw(1, 5), draw(2, 3, 1).square().add(1));
  }

  private static void activations() {
    one("relu", Tensor::relu, 9);
    one("relu6", x -> x.mul(5).relu6(), 9);
    one("leakyRelu", x -> x.leakyRelu(0.1), 9);
    one("elu", x -> x.elu(1.5), 9);
    one("celu", x -> x.celu(1.5), 9);
    one("selu", Tensor::selu, 9);
    one("gelu", Tensor::gelu, 9);
    one("geluTanh", Tensor::geluTanh, 9);
    one("sigmoid", Tensor::sigmoid, 9);
    one("logSigmoid", Tensor::logSigmoid, 9);
    one("softplus", Tensor::softplus, 9);
    one("silu", Tensor::silu, 9);
    one("mish", Tensor::mish, 9);
    one("hardTanh", Tensor::hardTanh, 9);
    one("hardSigmoid", x -> x.mul(3).hardSigmoid(), 9);
    one("hardSwish", x -> x.mul(3).hardSwish(), 9);
    one("softSign", Tensor::softSign, 9);
    one("tanhShrink", Tensor::tanhShrink, 9);
    one("softmax", x -> x.softmax(0), 5, 3);
    one("logSoftmax", x -> x.logSoftmax(-1), 5, 3);
    one("softmax of nothing", x -> x.softmax(-1), 2, 0);
  }

  private static void arrangement() {
    one("squeeze", x -> x.squeeze().exp(), 3, 1, 2, 1);
    one("flatten", x -> x.flatten(0, 1).exp(), 3, 2, 2);
    one("swapAxes", x -> x.swapAxes(0, -1).exp(), 3, 2, 4);
    one("moveAxis", x -> x.moveAxis(0, -1).exp(), 3, 2, 4);
    one("split", x -> x.split(1, 1, 3).getLast().exp(), 2, 4);
    one("chunk", x -> x.chunk(1, 2).getFirst().exp(), 2, 5);
    one("flip", x -> x.flip(0, 2).mul(x), 2, 3, 4);
    one("roll", x -> x.roll(1, -2).mul(x), 2, 5);
    one("repeat", x -> x.repeat(0, 3).exp(), 2, 3);
    one("tile", x -> x.tile(2, 1, 3).exp(), 2, 3);
    one("rot90", x -> x.rot90(1).mul(x.rot90(3)), 3, 3);
    one("pad with a number", x -> x.pad(1, 1, 2, 5).square(), 2, 3);
    for (Padding padding : Padding.values()) {
      one("pad " + padding, x -> x.pad(1, 2, 1, padding).square(), 2, 3);
    }
    one("diagonal", x -> x.diagonal(1, 0, 2).exp(), 3, 2, 4);
    one("diagonal below", x -> x.diagonal(-1, 0, 1).exp(), 4, 3);
    one("diag", x -> x.diag(-2).add(1).square(), 2, 3);
    one("trace", x -> x.exp().trace(), 2, 3, 3);
    one("tril", x -> x.tril(-1).exp(), 4, 3);
    one("triu", x -> x.triu(1).exp(), 2, 3, 4);
  }

  private static void reductions() {
    for (int[] axes : new int[][] {{}, {1}, {-1, 0}}) {
      String over = java.util.Arrays.toString(axes);
      one("var " + over, x -> x.var(axes), 3, 5, 2);
      one("sampleVar " + over, x -> x.sampleVar(axes), 3, 5, 2);
      one("std " + over, x -> x.std(axes), 3, 5, 2);
      one("sampleStd " + over, x -> x.sampleStd(axes), 3, 5, 2);
      one("norm " + over, x -> x.norm(axes), 3, 5, 2);
      one("pNorm " + over, x -> x.pNorm(3, axes), 3, 5, 2);
      one("logSumExp " + over, x -> x.logSumExp(axes), 3, 5, 2);
    }
    one("largest norm", x -> x.pNorm(Double.POSITIVE_INFINITY, 1), 3, 5);
  }

  private static void products() {
    two("dot", Tensor::dot, draw(1, 3, 4), draw(2, 3, 4));
    two("outer", Tensor::outer, draw(1, 2, 3), draw(2, 4));
    two("kron", Tensor::kron, draw(1, 2, 3), draw(2, 4));
    two("matmul, vector", Tensor::matmul, draw(1, 4), draw(2, 4, 3));
    two("matmul, by vector", Tensor::matmul, draw(1, 2, 3, 4), draw(2, 4));
    two(
        "contract tensordot",
        (x, y) -> x.tensordot(y, new int[] {0, 2}, new int[] {1, 0}),
        draw(1, 3, 2, 4),
        draw(2, 4, 3, 5));
    two("contract diagonal", (x, y) -> x.contract("iij,j->i", y), draw(1, 3, 3, 4), draw(2, 4));
    two(
        "contract points",
        (x, y) -> x.contract("...ij,...jk", y),
        draw(1, 2, 1, 2, 3),
        draw(2, 4, 3, 2));
    two(
        "contract three",
        (x, y) -> x.contract("ij,jk,kl->il", y, x.exp()),
        draw(1, 3, 4),
        draw(2, 4, 3));
    one("contract one", x -> x.exp().contract("iji->j"), 3, 2, 3);
  }
}
