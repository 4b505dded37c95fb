package dev.cusp.peers;

import static dev.cusp.peers.Torch.all;
import static dev.cusp.peers.Torch.ints;
import static dev.cusp.peers.Torch.number;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operations on arrays: a line each, and one in Cusp's {@code ReferenceOperations}. */
final class ArrayReferences {
  private ArrayReferences() {}

  static void add(References r) {
    for (long[] shape : new long[][] {{}, {1}, {7}, {3, 5}, {33, 9}, {2, 3, 4}, {0}, {0, 3}}) {
      overAll(r, shape);
    }
    for (long[] shape : new long[][] {{3, 5, 2}, {1, 1, 1}, {4, 0, 2}}) {
      overAxes(r, shape);
    }
    gammas(r);
    ties(r);
    composed(r);
    views(r);
    assembled(r);
    products(r);
  }

  private static void overAll(References r, long... shape) {
    r.array("sum", x -> x.sum(), shape);
    r.array("prod", x -> x.prod(), shape);
    r.array("mean", x -> x.mean(), shape);
    r.array("any", x -> x.gt(number(1.5)).any(), shape);
    r.array("all", x -> x.gt(number(-1.5)).all(), shape);
    if (Input.size(shape) > 0) {
      r.array("max", x -> x.amax(), shape);
      r.array("min", x -> x.amin(), shape);
    }
  }

  private static void overAxes(References r, long... shape) {
    r.array("sum 1", x -> x.sum(1), shape);
    r.array("sum 0 -1", x -> x.sum(0, -1), shape);
    r.array("mean 0", x -> x.mean(0), shape);
    r.array("mean -1 0", x -> x.mean(-1, 0), shape);
    r.array("prod 1", x -> x.prod(1), shape);
    r.array("any 1", x -> x.gt(number(1.5)).any(1), shape);
    r.array("all 1", x -> x.gt(number(-1.5)).all(1), shape);
    r.array("max 0", x -> x.amax(new long[] {0}, false), shape);
    r.array("min 2", x -> x.amin(new long[] {2}, false), shape);
    r.array("max 0 2", x -> x.amax(new long[] {0, 2}, false), shape);
    r.array("max keepDims 0", x -> x.amax(new long[] {0}, true), shape);
    r.array("argmax 0", x -> x.argmax(new LongOptional(0), false), shape);
    r.array("argmin -1", x -> x.argmin(new LongOptional(-1), false), shape);
    r.array("var 0", x -> x.var(new long[] {0}, false, false), shape);
    r.array("std 0 2", x -> torch.std(x, new long[] {0, 2}, false, false), shape);
    r.array("norm 1", x -> torch.norm(x, new ScalarOptional(number(2)), 1), shape);
    r.array("cumSum 1", x -> x.cumsum(1), shape);
    r.array("cumProd 0", x -> x.cumprod(0), shape);
    r.array("cumMax 1", x -> torch.cummax(x, 1).get0(), shape);
    r.array("cumMin 1", x -> torch.cummin(x, 1).get0(), shape);
    r.array("cumLogSumExp 1", x -> x.logcumsumexp(1), shape);
    r.array("diff 0", x -> x.diff(1, 0, new TensorOptional(), new TensorOptional()), shape);
    r.array("argsort 1", x -> x.argsort(1, false), shape);
    if (shape[1] > 1) {
      r.array("topK 1 2", x -> x.topk(2, 1, true, true).get0(), shape);
      r.array(
          "quantile 1", x -> torch.quantile(x, 0.3, new LongOptional(1), false, "linear"), shape);
    }
    r.array("sort 1", x -> x.sort(1, false).get0(), shape);
    r.array("sort 0 descending", x -> x.sort(0, true).get0(), shape);
    r.array("softmax -1", x -> x.softmax(-1), shape);
    r.array("softmax 0", x -> x.softmax(0), shape);
    r.array("logSoftmax -1", x -> x.log_softmax(-1), shape);
    r.array("logSumExp -1", x -> x.logsumexp(-1), shape);
  }

  private static void gammas(References r) {
    for (long[] shape : new long[][] {{7}, {3, 5}, {0}}) {
      r.array("logGamma", x -> x.square().add(number(0.2)).lgamma(), shape);
      r.array("digamma", x -> x.square().add(number(0.2)).digamma(), shape);
    }
  }

  private static void ties(References r) {
    Input equal = Input.of(new double[] {2, 2, 1, 2, 0, 0, -1, -1}, 2, 4);
    Input zeros = Input.of(new double[] {0, 2, 3, 0, 0, 5, 1, 2, 3, 0, 0, 0}, 4, 3);
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    Input special = Input.of(new double[] {1, nan, 2, inf, 1, -inf, -inf, 3, inf, 0, 0, 0}, 4, 3);
    for (Input x : new Input[] {equal, zeros, special, special.as("f32")}) {
      r.add("max -1", xs -> xs[0].amax(new long[] {-1}, false), x);
      r.add("min -1", xs -> xs[0].amin(new long[] {-1}, false), x);
      r.add("argmax -1", xs -> xs[0].argmax(new LongOptional(-1), false), x);
      r.add("argmin -1", xs -> xs[0].argmin(new LongOptional(-1), false), x);
      r.add("sum -1", xs -> xs[0].sum(-1), x);
      r.add("prod -1", xs -> xs[0].prod(-1), x);
      r.add("mean -1", xs -> xs[0].mean(-1), x);
    }
    Input counts = Input.of(new double[] {1, -2, 3, 4, 5, 6}, 2, 3).as("i32");
    r.add("sum -1", xs -> xs[0].sum(-1), counts);
    r.add("max -1", xs -> xs[0].amax(new long[] {-1}, false), counts);
    r.add("argmin -1", xs -> xs[0].argmin(new LongOptional(-1), false), counts);
    r.add("mean -1", xs -> xs[0].to(ScalarType.Double).mean(-1), counts);
  }

  private static void composed(References r) {
    for (long[] shape : new long[][] {{3, 8}, {1, 5}}) {
      long n = shape[1];
      r.array("variance -1", x -> x.var(new long[] {-1}, false, false), shape);
      r.array(
          "layerNorm",
          x ->
              torch.layer_norm(
                  x, new long[] {n}, new TensorOptional(), new TensorOptional(), 1e-5, false),
          shape);
    }
    Input labels = Input.of(new double[] {4, 0, 2}, 3).as("i32");
    for (String type : new String[] {"f64", "f32"}) {
      r.add(
          "crossEntropy",
          xs -> torch.cross_entropy_loss(xs[0], xs[1].to(ScalarType.Long)),
          Input.draw(1, -3, 3, 3, 5).as(type),
          labels);
    }
  }

  private static void views(References r) {
    r.array("reshape 6 -1", x -> x.reshape(6, -1), 3, 4);
    r.array("reshape scalar", x -> x.reshape(), 1, 1);
    r.array("expand 1", x -> x.unsqueeze(1), 3, 2);
    r.array("permute 2 0 1", x -> x.permute(2, 0, 1), 2, 3, 4);
    r.array("transpose", x -> x.transpose(0, 1), 3, 5);
    r.array("transpose", x -> x.transpose(0, 1), 0, 5);
    r.array("slice", x -> part(part(x, 0, 1, 3, 1), 1, 0, 5, 2), 4, 5);
    r.array("slice backwards", x -> part(x.flip(0), 0, 0, 6, 2), 7);
    r.array("slice empty", x -> part(x, 0, 3, 3, 1), 7);
    r.array("at 1 -1", x -> x.select(1, -1), 3, 4);
    r.array("broadcast 4 3 5", x -> x.broadcast_to(4, 3, 5), 3, 1);
    r.array("broadcast 0", x -> x.broadcast_to(0), 1);
    r.array("flip 0 1", x -> x.flip(0, 1), 3, 4);
    r.array("roll 1 2", x -> x.roll(new long[] {2}, 1), 3, 5);
    r.array(
        "repeat 0 2",
        x -> torch.repeat_interleave(x, 2, new LongOptional(0), new LongOptional()),
        3,
        2);
    r.array("tile 2 3", x -> x.tile(2, 3), 2, 3);
    r.array("rot90", x -> torch.rot90(x, 1, 0, 1), 3, 4);
    r.array("diagonal", x -> x.diagonal(), 3, 5);
    r.array("diag", x -> torch.diag(x), 4);
    r.array("trace", x -> x.trace(), 4, 4);
    r.array("tril -1", x -> x.tril(-1), 4, 5);
    r.array("triu 1", x -> torch.triu(x, 1), 4, 5);
    r.array("squeeze", x -> x.squeeze(), 3, 1, 2);
    r.array("moveAxis 0 2", x -> torch.movedim(x, 0, 2), 2, 3, 4);
    r.array("pad 0 2 1", x -> torch.constant_pad_nd(x, 0, 0, 2, 1), 3, 2);
  }

  static Tensor part(Tensor x, long axis, long from, long to, long step) {
    return x.slice(axis, new LongOptional(from), new LongOptional(to), step);
  }

  private static void assembled(References r) {
    r.array("concat 1", x -> torch.cat(all(x, x.mul(number(2)), part(x, 1, 0, 1, 1)), 1), 2, 3);
    r.array("concat 0", x -> torch.cat(all(x, x), 0), 0, 3);
    r.array("stack -1", x -> torch.stack(all(x, x.neg()), -1), 2, 3);
    r.array("take", x -> x.index_select(0, ints(2, 0, 2, 1)), 3, 2);
    r.array("take none", x -> x.index_select(0, ints()), 3, 2);
    Input index = Input.of(new double[] {2, 0, 1, 0, 0, 2}, 2, 3).as("i32");
    Input table = Input.draw(3, -2, 2, 3, 3);
    Input values = Input.draw(4, -2, 2, 2, 3);
    r.add("gather 0", xs -> xs[0].gather(0, xs[1].to(ScalarType.Long)), table, index);
    r.add(
        "scatterAdd 0",
        xs -> xs[0].scatter_add(0, xs[1].to(ScalarType.Long), xs[2]),
        table,
        index,
        values);
    for (String mode : new String[] {"amin", "amax"}) {
      r.add(
          mode.equals("amin") ? "scatterMin 0" : "scatterMax 0",
          xs -> xs[0].scatter_reduce(0, xs[1].to(ScalarType.Long), xs[2], mode, true),
          table,
          index,
          values);
    }
    r.add(
        "searchSorted",
        xs -> torch.searchsorted(xs[0], xs[1]),
        Input.of(new double[] {-1.5, 0, 0, 2}, 4),
        Input.of(new double[] {-2, 0, 1, 2, 3}, 5));
    r.add(
        "bincount",
        xs -> torch.bincount(xs[0].to(ScalarType.Long)),
        Input.of(new double[] {2, 0, 1, 2, 5}, 5).as("i32"));
    Input classes = Input.of(new double[] {2, 0, 1, 2}, 4).as("i32");
    r.add(
        "oneHot 3",
        xs -> torch.one_hot(xs[0].to(ScalarType.Long), 3).to(ScalarType.Float),
        classes);
    for (String type : new String[] {"f64", "f32"}) {
      r.add("as i32", xs -> xs[0].to(ScalarType.Int), Input.draw(1, -3, 3, 9).as(type));
      r.add("as f32", xs -> xs[0].to(ScalarType.Float), Input.draw(1, -3, 3, 9).as(type));
      r.add("as bool", xs -> xs[0].to(ScalarType.Bool), Input.draw(1, -1, 1, 99).as(type));
    }
  }

  private static void products(References r) {
    r.arrays("outer", torch::outer, new long[] {3}, new long[] {5});
    r.arrays("kron", torch::kron, new long[] {2, 3}, new long[] {3, 2});
    r.arrays("matmul", Tensor::matmul, new long[] {3, 4}, new long[] {4, 5});
    r.arrays("matmul", Tensor::matmul, new long[] {1, 9}, new long[] {9, 1});
    r.arrays("matmul", Tensor::matmul, new long[] {2, 0}, new long[] {0, 3});
    r.arrays("matmul", Tensor::matmul, new long[] {0, 2}, new long[] {2, 3});
    r.arrays("matmul", Tensor::matmul, new long[] {17, 33}, new long[] {33, 19});
    r.arrays("matmul", Tensor::matmul, new long[] {2, 1, 3, 4}, new long[] {5, 4, 2});
    for (String type : new String[] {"f64", "f32"}) {
      r.add(
          "matmul",
          xs -> xs[0].matmul(xs[1]),
          Input.draw(1, -2, 2, 4, 5).viewed().as(type),
          Input.draw(2, -2, 2, 3, 8).viewed().as(type));
    }
    for (String labels : new String[] {"ij,ji->", "i,j->ji", "aij,kj->ik", "bij,bij->b"}) {
      long[][] shapes =
          switch (labels) {
            case "ij,ji->" -> new long[][] {{3, 4}, {4, 3}};
            case "i,j->ji" -> new long[][] {{3}, {4}};
            case "aij,kj->ik" -> new long[][] {{2, 3, 4}, {5, 4}};
            default -> new long[][] {{2, 3, 4}, {2, 3, 4}};
          };
      r.arrays(
          "contract " + labels, (x, y) -> torch.einsum(labels, all(x, y)), shapes[0], shapes[1]);
    }
  }
}
