package dev.cusp.ad;

import dev.cusp.ad.Lock.Mercy;
import dev.cusp.ad.nonsmooth.GermRun;
import dev.cusp.emit.Emit;
import dev.cusp.ir.Func;
import dev.cusp.runtime.Ray;
import dev.cusp.runtime.Tie;
import dev.cusp.tree.Tree;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/**
 * Derivatives at points where the program is not smooth: the limit of the derivatives along a ray
 * {@code x + t v}, which is an element of the B-subdifferential, and the derivative where there is
 * one (Kakade and Lee 2018; Khan and Barton 2013; Nesterov 2005).
 */
final class Exact {
  /** Values on both sides of a point agree up to rounding where the program is continuous. */
  private static final double CONTINUOUS = 1e-9;

  private final Compiled program;
  private final Signature signature;
  private final Object[] args;
  private final Tie tie;
  private final RandomDirections directions;

  Exact(Compiled program, Object[] args, Tie tie, long seed) {
    this.program = program;
    this.signature = program.signature();
    this.args = args;
    this.tie = tie;
    this.directions = new RandomDirections(signature, args, seed);
  }

  /**
   * Reverse mode at a tie: along a ray; where its tangents do not tell enough, by series; and what
   * series cannot tell apart either, as in a loop that runs until a sum stands still, is equal.
   */
  ReverseMode.Swept reverse(Set<Integer> wrt, Object bar, boolean unitSeed) {
    Object value = program.value(program.copy(args));
    ReverseMode.Swept tangents = byTangents(wrt, bar, unitSeed, value, Mercy.NONE);
    if (tangents != null) {
      return tangents;
    }
    try {
      return bySeries(wrt, value, bar);
    } catch (NonsmoothException e) {
      if (e.kind() != NonsmoothException.Kind.UNRESOLVED) {
        throw e;
      }
      ReverseMode.Swept lenient = byTangents(wrt, bar, unitSeed, value, Mercy.ALL);
      if (lenient == null) {
        throw e;
      }
      return lenient;
    }
  }

  private String undecided = "its slope is infinite or not a number along a ray";

  /** Null where a comparison is not decided, or a slope is not finite. */
  private ReverseMode.Swept byTangents(
      Set<Integer> wrt, Object bar, boolean unitSeed, Object value, Mercy mercy) {
    try {
      Compiled locked = program.locked(args, mercy);
      ReverseMode.Swept up = run(locked, wrt, bar, unitSeed, 1);
      Object[] bars = Arrays.copyOf(up.bars(), signature.own());
      Object behind = run(locked, wrt, bar, unitSeed, -1).value();
      if (!Finite.isFinite(up.value()) || !Finite.isFinite(bars) || !hasValue(behind)) {
        return null;
      }
      requireSame(value, up.value());
      requireSame(value, behind);
      return new ReverseMode.Swept(value, bars);
    } catch (NonsmoothException e) {
      throw e;
    } catch (RuntimeException e) {
      undecided = why(e);
      return null;
    }
  }

  /**
   * Why tangents do not tell. The numbers of a decided program are those of the point, where it may
   * divide by zero and fail with what comes of that.
   */
  private static String why(RuntimeException e) {
    return e instanceof Ray.Undecided ? e.getMessage() : "the program throws " + e + " along a ray";
  }

  private ReverseMode.Swept bySeries(Set<Integer> wrt, Object value, Object bar) {
    Object[] along = new Object[args.length];
    Object[] rays = directions.along(1);
    int at = signature.own();
    for (int i = 0; i < signature.own(); i++) {
      if (signature.isDifferentiable(i, args[i])) {
        along[i] = wrt.contains(i) ? rays[at] : null;
        at += Lock.WIDTH;
      }
    }
    Func f = program.func(args);
    double[] weights =
        bar instanceof Number weight
            ? new double[] {weight.doubleValue()}
            : Tree.flatten(Tree.toGradient(value, bar));
    double[] own =
        value instanceof Number number ? new double[] {number.doubleValue()} : Tree.flatten(value);
    Object[] bars = GermRun.gradient(f, args, along, own, weights).derivatives();
    return new ReverseMode.Swept(value, Arrays.copyOf(bars, args.length));
  }

  private ReverseMode.Swept run(
      Compiled locked, Set<Integer> wrt, Object bar, boolean unitSeed, int sign) {
    Object[] all = directions.along(sign);
    ReverseMode reverse = unitSeed ? locked.reverse(wrt, all) : locked.reverseSeeded(wrt, all);
    return reverse.run(all, bar);
  }

  /**
   * Forward mode at a tie; dots[direction][argument]. Where tangents do not tell enough, those of a
   * number are had from its gradient.
   */
  ForwardMode.Pushed forward(Set<Integer> wrt, Object[][] dots) {
    Object value = program.value(program.copy(args));
    try {
      Compiled locked = program.locked(args, Mercy.NONE);
      ForwardMode.Pushed up = push(locked, wrt, dots, 1);
      Object behind = push(locked, wrt, dots, -1).value();
      if (Finite.isFinite(up.value()) && Finite.isFinite(up.tangents()) && hasValue(behind)) {
        requireSame(value, up.value());
        requireSame(value, behind);
        return new ForwardMode.Pushed(value, up.tangents());
      }
    } catch (NonsmoothException e) {
      throw e;
    } catch (RuntimeException e) {
      undecided = why(e);
    }
    return new ForwardMode.Pushed(value, products(wrt, dots, value));
  }

  /**
   * Tangents by direction: the products of the gradient of each number of the result and a tangent.
   */
  private Object[] products(Set<Integer> wrt, Object[][] dots, Object value) {
    if (value instanceof Number) {
      Object[] bars = reverse(wrt, 1.0, true).bars();
      return Arrays.stream(dots).map(dot -> (Object) product(bars, dot)).toArray();
    }
    double[][] tangents = new double[dots.length][Tree.flatten(value).length];
    double[] unit = new double[tangents[0].length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = 1;
      Object bar = Tree.fromTangent(value, Tree.unflatten(value, unit));
      unit[i] = 0;
      Object[] bars = reverse(wrt, bar, false).bars();
      for (int k = 0; k < dots.length; k++) {
        tangents[k][i] = product(bars, dots[k]);
      }
    }
    return Arrays.stream(tangents)
        .map(tangent -> Tree.fromTangent(value, Tree.unflatten(value, tangent)))
        .toArray();
  }

  private ForwardMode.Pushed push(Compiled locked, Set<Integer> wrt, Object[][] dots, int sign) {
    Object[] all = directions.along(sign);
    Object[][] wide =
        Arrays.stream(dots).map(dot -> Arrays.copyOf(dot, all.length)).toArray(Object[][]::new);
    return locked.forward(wrt, all, dots.length).run(all, wide);
  }

  /** The sum of the products of cotangents and tangents. */
  private double product(Object[] bars, Object[] dots) {
    double sum = 0;
    for (int i = 0; i < signature.own(); i++) {
      if (bars[i] != null && dots[i] != null) {
        double[] bar = Tree.flatten(Tree.toGradient(args[i], bars[i]));
        double[] dot = Tree.flatten(Tree.toGradient(args[i], dots[i]));
        for (int k = 0; k < bar.length; k++) {
          sum += bar[k] * dot[k];
        }
      }
    }
    return sum;
  }

  /** The Hessian of the smooth piece that the ray runs into. */
  Object[][] second(Set<Integer> wrt, Object[][] dots) {
    return onPiece(
        wrt,
        locked -> {
          Object[] all = directions.along(1);
          Object[][] wide = new Object[dots.length][];
          for (int w = 0; w < dots.length; w++) {
            wide[w] = Arrays.copyOf(dots[w], all.length);
          }
          Object[][] bars = locked.second(wrt, all, dots.length).run(all, wide);
          Object[][] own = new Object[bars.length][];
          for (int w = 0; w < bars.length; w++) {
            own[w] = Arrays.copyOf(bars[w], signature.own());
            requireFinite(Finite.isFinite(own[w]));
          }
          return own;
        });
  }

  /** A higher derivative with respect to a number, of the smooth piece that the ray runs into. */
  double derivative(int order, int position) {
    return onPiece(
        Set.of(position),
        locked -> {
          Func f = locked.func(args);
          for (int k = 0; k < order; k++) {
            f = ScalarDerivative.of(f, position, locked.calls());
          }
          try {
            double derivative = (Double) Emit.handle(f).invokeWithArguments(directions.along(1));
            requireFinite(Double.isFinite(derivative));
            return derivative;
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /**
   * Asks the program with its comparisons decided. Where tangents do not decide, numbers that move
   * alike are taken for equal, if the gradient is right with that: they are one number compared
   * with itself, most likely.
   */
  private <T> T onPiece(Set<Integer> wrt, Function<Compiled, T> question) {
    requireContinuous(wrt);
    try {
      return question.apply(program.locked(args, Mercy.NONE));
    } catch (Ray.Undecided e) {
      undecided = e.getMessage();
    }
    Object[] bars = reverse(wrt, 1.0, true).bars();
    try {
      Compiled lenient = program.locked(args, Mercy.MOVING);
      if (!agree(bars, run(lenient, wrt, 1.0, true, 1).bars())) {
        throw unresolved(undecided);
      }
      return question.apply(lenient);
    } catch (Ray.Undecided e) {
      throw unresolved(e.getMessage());
    }
  }

  /** Where the program jumps it has no derivative of any order. */
  private void requireContinuous(Set<Integer> wrt) {
    try {
      reverse(wrt, 1.0, true);
    } catch (NonsmoothException e) {
      if (e.kind() == NonsmoothException.Kind.DISCONTINUOUS) {
        throw e;
      }
    }
  }

  /** A derivative of the second order or higher is not read off series. */
  private void requireFinite(boolean isFinite) {
    if (!isFinite) {
      throw unresolved("its higher derivatives are infinite or not numbers along a ray");
    }
  }

  /** Whether two gradients are the same up to rounding. */
  private boolean agree(Object[] these, Object[] those) {
    for (int i = 0; i < signature.own(); i++) {
      if (these[i] != null || those[i] != null) {
        double[] x = Tree.flatten(Tree.toGradient(args[i], these[i]));
        double[] y = Tree.flatten(Tree.toGradient(args[i], those[i]));
        for (int k = 0; k < x.length; k++) {
          if (!(Math.abs(x[k] - y[k]) <= CONTINUOUS * (1 + Math.abs(x[k])))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private String site() {
    return tie == null ? "a point" : tie.getMessage();
  }

  private NonsmoothException unresolved(String why) {
    return new NonsmoothException(
        NonsmoothException.Kind.UNRESOLVED,
        "no derivative could be found at a tie (%s): %s".formatted(site(), why),
        null);
  }

  private void requireSame(Object value, Object onRay) {
    double[] here = Tree.flatten(value);
    double[] there = Tree.flatten(onRay);
    for (int i = 0; i < here.length; i++) {
      double scale = 1 + Math.abs(here[i]);
      if (!(Math.abs(here[i] - there[i]) <= CONTINUOUS * scale) && here[i] != there[i]) {
        throw new NonsmoothException(
            NonsmoothException.Kind.DISCONTINUOUS,
            "the program jumps (%s): its value is %s here and %s nearby"
                .formatted(site(), here[i], there[i]),
            null);
      }
    }
  }

  /** Whether there are numbers; beyond the edge of its domain a program has none. */
  private static boolean hasValue(Object value) {
    return Arrays.stream(Tree.flatten(value)).noneMatch(Double::isNaN);
  }
}
