package dev.cusp.tensor;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.NonsmoothException.Kind;
import dev.cusp.runtime.Ray;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One evaluation of a function along a ray in a random direction, see {@link AlongRay}. */
final class ExactKinks<A, R> {
  private final Function<A, R> f;
  private final A at;
  private final long seed;
  private final A own;
  private final R value;
  private final List<Tensor> results;
  private final Graph graph;
  private final Map<Tensor, String> lines = new IdentityHashMap<>();

  private ExactKinks(Function<A, R> f, A at, long seed, boolean notes) {
    this.f = f;
    this.at = at;
    this.seed = seed;
    own = Gradients.own(at);
    value = notes ? TensorTrace.noting(lines, () -> f.apply(own)) : f.apply(own);
    results = Leaves.of(value);
    graph = Sweeps.graph(results, Leaves.of(own));
  }

  /** The value, recorded so that its derivatives are those along the ray. */
  static <A, R> R of(Function<A, R> f, A at, long seed) {
    return Gradients.recording(() -> {
      ExactKinks<A, R> exact = new ExactKinks<>(f, Gradients.own(at), seed, false);
      try {
        return exact.decided(false);
      } catch (Ray.Undecided _) {
        R lenient = exact.decided(true);
        exact.requireLimit(lenient);
        return lenient;
      }
    });
  }

  private AlongRay along(int sign, boolean isLenient) {
    List<Moving> moving = new ArrayList<>();
    for (Tensor leaf : Leaves.of(at)) {
      List<Tensor> dots = new ArrayList<>();
      for (int w = 0; w < Moving.WIDTH; w++) {
        dots.add(direction(Key.of(seed).split(moving.size()).split(w), leaf).mul(sign));
      }
      moving.add(new Moving(leaf, dots));
    }
    return AlongRay.of(graph, Leaves.of(own), moving, isLenient);
  }

  /**
   * Odd multiples of a small power of two, of size 1/2 to 2: sums and differences of a few are
   * exact, so that real cancellations are seen.
   */
  private static Tensor direction(Key key, Tensor like) {
    int unit = like.type() == DType.F64 ? 1 << 20 : 1 << 10;
    int[] shape = Shape.ints(like.shape().lengths());
    Tensor odd = key.split(0).integers(unit / 4, unit, shape).mul(2).add(1).as(like.type());
    Tensor sign = key.split(1).integers(0, 2, shape).mul(2).sub(1).as(like.type());
    return odd.mul(sign).div(unit);
  }

  private R decided(boolean isLenient) {
    AlongRay up = along(1, isLenient);
    AlongRay behind = along(-1, isLenient);
    List<Tensor> all = new ArrayList<>(results);
    for (Tensor result : results) {
      all.add(up.of(result).value());
      all.add(behind.of(result).value());
      if (up.of(result).moves()) {
        all.addAll(up.of(result).dots());
      }
    }
    Tensor.evaluate(all);
    for (Tensor result : results) {
      requireSame(result, up.of(result).value());
      requireSame(result, behind.of(result).value());
      requireFinite(up.of(result));
    }
    return Leaves.with(value, results.stream().map(t -> up.of(t).value()).toList());
  }

  /** Values agree up to rounding where the function is continuous. */
  private static double rounding(Tensor t) {
    return t.type() == DType.F64 ? 1e-9 : t.type() == DType.F32 ? 1e-4 : 1e-2;
  }

  private static int jump(Tensor here, Tensor onRay) {
    double[] x = here.toDoubles();
    double[] y = onRay.toDoubles();
    for (int i = 0; i < x.length; i++) {
      boolean isSame = Double.compare(x[i], y[i]) == 0;
      if (!isSame && !(Math.abs(x[i] - y[i]) <= rounding(here) * (1 + Math.abs(x[i])))) {
        return i;
      }
    }
    return -1;
  }

  private void requireSame(Tensor here, Tensor onRay) {
    int at = jump(here, onRay);
    if (at >= 0) {
      throw new NonsmoothException(
          Kind.DISCONTINUOUS,
          "the function jumps: element %d of its result is %s here and %s nearby%s"
              .formatted(at, here.number(at), onRay.number(at), where(Search.JUMP)),
          null);
    }
  }

  private static boolean isEndless(Moving x) {
    return x.moves() && x.dot(0).isFinite().all().item() == 0;
  }

  private void requireFinite(Moving result) {
    if (isEndless(result)) {
      throw new NonsmoothException(
          Kind.UNRESOLVED,
          "the slope of the function is infinite or not a number along a ray%s"
              .formatted(where(Search.SLOPE)),
          null);
    }
  }

  /** What is looked for in the order of computation, to name its line. */
  private enum Search {
    JUMP,
    SLOPE,
    UNDECIDED
  }

  private String where(Search search) {
    ExactKinks<A, R> noted = new ExactKinks<>(f, at, seed, true);
    AlongRay ray = noted.along(1, search != Search.UNDECIDED);
    for (int i = 0; i < noted.graph.size(); i++) {
      Tensor t = noted.graph.tensor(noted.graph.at(i));
      if (noted.isFound(search, t, ray.of(t))) {
        String line = noted.lines.getOrDefault(t, "");
        return line.isEmpty() ? "" : ", from %s on".formatted(line);
      }
    }
    return "";
  }

  private boolean isFound(Search search, Tensor t, Moving moved) {
    return switch (search) {
      case JUMP -> t.type().isFloating() && jump(t, moved.value()) >= 0;
      case SLOPE -> isEndless(moved);
      case UNDECIDED -> {
        try {
          moved.value().data();
          yield false;
        } catch (Ray.Undecided _) {
          yield true;
        }
      }
    };
  }

  /**
   * Where tangents did not decide everything: whether the gradient is the limit of those along the
   * ray after all, by the gradient of a random combination of all results a little further.
   */
  private void requireLimit(R lenient) {
    Tensor here = combined(lenient);
    List<Tensor> from = Leaves.of(at);
    List<Tensor> bars = gradient(here, from);
    List<Tensor> there = new ArrayList<>();
    for (Tensor leaf : from) {
      Tensor v = direction(Key.of(seed).split(there.size()).split(0), leaf);
      there.add(leaf.add(v.mul(leaf.type() == DType.F64 ? 0x1p-20 : 0x1p-9)));
    }
    A near = Gradients.own(Leaves.with(at, there));
    List<Tensor> nearBars = gradient(combined(f.apply(near)), Leaves.of(near));
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).shape().size() == 0) {
        continue;
      }
      double scale = bars.get(i).abs().max().item() + 1;
      double off = bars.get(i).sub(nearBars.get(i)).abs().max().item();
      if (!(off <= (bars.get(i).type() == DType.F64 ? 1e-3 : 0.1) * scale)) {
        throw new NonsmoothException(
            Kind.UNRESOLVED,
            "no derivative could be found at a tie that tangents in three directions do not"
                + " decide%s; as a program called on tensors it may have one"
                    .formatted(where(Search.UNDECIDED)),
            null);
      }
    }
  }

  private Tensor combined(R results) {
    Tensor sum = Tensor.number(0, DType.F64);
    int number = 0;
    for (Tensor t : Leaves.of(results)) {
      Tensor weights =
          Key.of(~seed).split(number++).normal(DType.F64, Shape.ints(t.shape().lengths()));
      sum = sum.add(t.mul(weights).sum());
    }
    return sum;
  }

  private static List<Tensor> gradient(Tensor scalar, List<Tensor> from) {
    List<Tensor> bars = Sweeps.vjp(List.of(scalar), from, List.of(Tensor.number(1, scalar.type())));
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      filled.add(Gradients.filled(bars.get(i), from.get(i)));
    }
    return filled;
  }
}
