package dev.cusp.ad;

import dev.cusp.ad.Lock.Mercy;
import dev.cusp.ad.nonsmooth.GermRun;
import dev.cusp.emit.Emit;
import dev.cusp.ir.Func;
import dev.cusp.runtime.Ray;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import dev.cusp.runtime.Tie;
import dev.cusp.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
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
  private final Object[] args;
  private final Tie tie;
  private final long seed;

  Exact(Compiled program, Object[] args, Tie tie, long seed) {
    this.program = program;
    this.args = args;
    this.tie = tie;
    this.seed = seed;
  }

  /**
   * Reverse mode at a tie: along a ray; where its tangents do not tell enough, by series; and what
   * series cannot tell apart either, as in a loop that runs until a sum stands still, is equal.
   */
  Compiled.Swept reverse(Set<Integer> wrt, Object bar, boolean unitSeed) {
    Object value = program.value(program.copy(args));
    Compiled.Swept tangents = byTangents(wrt, bar, unitSeed, value, Mercy.NONE);
    if (tangents != null) {
      return tangents;
    }
    if (!(value instanceof Number number && bar instanceof Double weight)) {
      // the tangents of other results are all there is: what they do not tell is not guessed
      return lenient(wrt, bar, unitSeed, value, Mercy.MOVING, unresolved(undecided));
    }
    try {
      return bySeries(wrt, number, weight);
    } catch (NonsmoothException e) {
      if (e.kind() != NonsmoothException.Kind.UNRESOLVED) {
        throw e;
      }
      return lenient(wrt, bar, unitSeed, value, Mercy.ALL, e);
    }
  }

  private Compiled.Swept lenient(
      Set<Integer> wrt,
      Object bar,
      boolean unitSeed,
      Object value,
      Mercy mercy,
      NonsmoothException otherwise) {
    Compiled.Swept tangents = byTangents(wrt, bar, unitSeed, value, mercy);
    if (tangents == null) {
      throw otherwise;
    }
    return tangents;
  }

  private String undecided = "its slope is infinite or not a number along a ray";

  /** Null where a comparison is not decided, or a slope is not finite. */
  private Compiled.Swept byTangents(
      Set<Integer> wrt, Object bar, boolean unitSeed, Object value, Mercy mercy) {
    try {
      Compiled locked = program.locked(args, mercy);
      Compiled.Swept up = run(locked, wrt, bar, unitSeed, 1);
      Object[] bars = Arrays.copyOf(up.bars(), program.own());
      Object behind = run(locked, wrt, bar, unitSeed, -1).value();
      if (!isFinite(up.value()) || !isFinite(bars) || !hasValue(behind)) {
        return null;
      }
      requireSame(value, up.value());
      requireSame(value, behind);
      return new Compiled.Swept(value, bars);
    } catch (Ray.Undecided e) {
      undecided = e.getMessage();
      return null;
    }
  }

  private Compiled.Swept bySeries(Set<Integer> wrt, Number value, double bar) {
    Object[] directions = new Object[args.length];
    Object[] rays = along(1);
    int at = program.own();
    for (int i = 0; i < program.own(); i++) {
      if (program.isDifferentiable(i, args[i])) {
        directions[i] = wrt.contains(i) ? rays[at] : null;
        at += Lock.WIDTH;
      }
    }
    Func f = program.func(args);
    GermRun.Result result = GermRun.gradient(f, args, directions, value.doubleValue());
    Object[] bars = new Object[args.length];
    for (int i = 0; i < args.length; i++) {
      bars[i] = scaled(result.derivatives()[i], bar);
    }
    return new Compiled.Swept(value, bars);
  }

  private static Object scaled(Object derivative, double bar) {
    switch (derivative) {
      case null -> {
        return null;
      }
      case Double d -> {
        return d * bar;
      }
      case double[] numbers -> Arrays.setAll(numbers, i -> numbers[i] * bar);
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] *= (float) bar;
        }
      }
      case Object[] parts -> Arrays.stream(parts).forEach(part -> scaled(part, bar));
      case Shadow s -> {
        scaled(s.d, bar);
        scaled(s.r, bar);
      }
      default -> throw new IllegalStateException("not a derivative: " + derivative);
    }
    return derivative;
  }

  private Compiled.Swept run(
      Compiled locked, Set<Integer> wrt, Object bar, boolean unitSeed, int sign) {
    Object[] all = along(sign);
    Compiled.Reverse reverse = unitSeed ? locked.reverse(wrt, all) : locked.reverseSeeded(wrt, all);
    return reverse.run(all, bar);
  }

  /**
   * Forward mode at a tie; dots[direction][argument]. Where tangents do not tell enough, those of a
   * number are had from its gradient.
   */
  Compiled.Pushed forward(Set<Integer> wrt, Object[][] dots) {
    Object value = program.value(program.copy(args));
    try {
      Compiled locked = program.locked(args, Mercy.NONE);
      Compiled.Pushed up = push(locked, wrt, dots, 1);
      Object behind = push(locked, wrt, dots, -1).value();
      if (isFinite(up.value()) && isFinite(up.tangents()) && hasValue(behind)) {
        requireSame(value, up.value());
        requireSame(value, behind);
        return new Compiled.Pushed(value, up.tangents());
      }
    } catch (Ray.Undecided e) {
      undecided = e.getMessage();
    }
    if (!(value instanceof Number)) {
      throw unresolved(undecided);
    }
    Object[] bars = reverse(wrt, 1.0, true).bars();
    Object[] tangents = Arrays.stream(dots).map(dot -> (Object) product(bars, dot)).toArray();
    return new Compiled.Pushed(value, tangents);
  }

  private Compiled.Pushed push(Compiled locked, Set<Integer> wrt, Object[][] dots, int sign) {
    Object[] all = along(sign);
    Object[][] wide =
        Arrays.stream(dots).map(dot -> Arrays.copyOf(dot, all.length)).toArray(Object[][]::new);
    return locked.forward(wrt, all, dots.length).run(all, wide);
  }

  /** The sum of the products of cotangents and tangents. */
  private double product(Object[] bars, Object[] dots) {
    double sum = 0;
    for (int i = 0; i < program.own(); i++) {
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
          Object[] all = along(1);
          Object[][] wide = new Object[dots.length][];
          for (int w = 0; w < dots.length; w++) {
            wide[w] = Arrays.copyOf(dots[w], all.length);
          }
          Object[][] bars = locked.second(wrt, all, dots.length).run(all, wide);
          Object[][] own = new Object[bars.length][];
          for (int w = 0; w < bars.length; w++) {
            own[w] = Arrays.copyOf(bars[w], program.own());
            requireFinite(isFinite(own[w]));
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
            f = Compiled.derivative(f, position, locked.calls());
          }
          try {
            double derivative = (Double) Emit.handle(f).invokeWithArguments(along(1));
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

  /** A derivative of the second order or higher is not read off series. */
  private void requireFinite(boolean isFinite) {
    if (!isFinite) {
      throw unresolved("its higher derivatives are infinite or not numbers along a ray");
    }
  }

  /** Whether two gradients are the same up to rounding. */
  private boolean agree(Object[] these, Object[] those) {
    for (int i = 0; i < program.own(); i++) {
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

  /** Whether all numbers in some cotangents or tangents are finite. */
  static boolean isFinite(Object[] bars) {
    for (Object bar : bars) {
      if (bar != null && !isFinite(bar)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all numbers in a cotangent are finite. */
  static boolean isFinite(Object bar) {
    return switch (bar) {
      case Double d -> Double.isFinite(d);
      case double[] numbers -> isFinite(numbers);
      case float[] numbers -> {
        boolean finite = true;
        for (float x : numbers) {
          finite &= Float.isFinite(x);
        }
        yield finite;
      }
      case Object[] parts -> Arrays.stream(parts).allMatch(part -> part == null || isFinite(part));
      case Shadow s ->
          isFinite(s.d) && Arrays.stream(s.r).allMatch(part -> part == null || isFinite(part));
      default -> true;
    };
  }

  /** A finite sum has finite terms, and costs one operation each; nothing is allocated. */
  private static boolean isFinite(double[] numbers) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < numbers.length - 3; i += 4) {
      s0 += numbers[i];
      s1 += numbers[i + 1];
      s2 += numbers[i + 2];
      s3 += numbers[i + 3];
    }
    for (; i < numbers.length; i++) {
      s0 += numbers[i];
    }
    if (Double.isFinite(s0 + s1 + (s2 + s3))) {
      return true;
    }
    for (double x : numbers) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all numbers in the arguments are finite. */
  static boolean areFinite(Object[] args) {
    for (Object arg : args) {
      boolean finite =
          arg == null
              || (arg instanceof double[] || arg instanceof Double
                  ? isFinite(arg)
                  : Arrays.stream(Tree.flatten(arg)).allMatch(Double::isFinite));
      if (!finite) {
        return false;
      }
    }
    return true;
  }

  /** The arguments followed by the directions. */
  private Object[] along(int sign) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Object> all = new ArrayList<>(Arrays.asList(args).subList(0, program.own()));
    for (int i = 0; i < program.own(); i++) {
      if (program.isDifferentiable(i, args[i])) {
        for (int w = 0; w < Lock.WIDTH; w++) {
          if (program.types().get(i).isPrimitive()) {
            all.add(next(random, sign));
          } else {
            Object shadow = Shadows.zeroLike(args[i]);
            fill(shadow, random, sign);
            all.add(shadow);
          }
        }
      }
    }
    return all.toArray();
  }

  private static void fill(Object shadow, SplittableRandom random, int sign) {
    switch (shadow) {
      case null -> {}
      case double[] numbers -> Arrays.setAll(numbers, i -> next(random, sign));
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) next(random, sign);
        }
      }
      case Object[] parts -> Arrays.stream(parts).forEach(part -> fill(part, random, sign));
      case Shadow s -> {
        fill(s.d, random, sign);
        fill(s.r, random, sign);
      }
      default -> throw new IllegalStateException("not a shadow: " + shadow);
    }
  }

  /**
   * An odd multiple of 2^-21 of size 1/2 to 2: sums and differences of such are exact, so that real
   * cancellations are seen, and two are equal once in two million times.
   */
  private static double next(SplittableRandom random, int sign) {
    int low = 1 << 19;
    int odd = 2 * random.nextInt(low / 2, 2 * low) + 1;
    return sign * (random.nextBoolean() ? 1 : -1) * (odd / (double) (1 << 20));
  }
}
