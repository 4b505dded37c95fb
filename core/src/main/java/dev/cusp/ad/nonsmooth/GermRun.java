package dev.cusp.ad.nonsmooth;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.NonsmoothException.Kind;
import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Derivatives u(v) = lim grad f(x + t v) for t to 0 from above, of programs whatever they do at x.
 *
 * <p>For a locally Lipschitz function definable in an o-minimal structure and almost every v the
 * limit exists, is an element of the B-subdifferential, and is the gradient where there is one.
 */
public final class GermRun {
  /** So many derivatives are taken in one run: all have room in memory at once. */
  private static final int BLOCK = 256;

  private GermRun() {}

  /**
   * A value with its derivatives.
   *
   * @param value the result for t to 0
   * @param slope its derivative along the ray
   * @param derivatives for each argument in the structure of its direction; null for constants
   */
  public record Result(double value, double slope, Object[] derivatives) {}

  /**
   * The derivatives of a sum of results times weights, for results that are numbers, arrays or
   * objects; compared with the program's own results.
   *
   * @param args the arguments; they stay as they are
   * @param directions for each argument null, a number, or a shadow (see {@link
   *     dev.cusp.runtime.Shadows}) that holds the direction
   * @param own the numbers that the program computes at the arguments, in the order of {@link
   *     dev.cusp.tree.Tree#flatten}
   * @param weights as many
   * @throws NonsmoothException where there is no derivative or it could not be found
   */
  public static Result gradient(
      Func f, Object[] args, Object[] directions, double[] own, double[] weights) {
    Ray behind = new Ray(f, args, new Inputs(directions, -1, 0, 0), weights, null);
    Ray ahead = new Ray(f, args, new Inputs(directions, 1, 0, BLOCK), weights, null);
    boolean atEdge = !ahead.isInside() && behind.isInside();
    int sign = atEdge ? -1 : 1;
    Ray ray =
        atEdge ? new Ray(f, args, new Inputs(directions, sign, 0, BLOCK), weights, null) : ahead;
    double value = ray.value();
    double[] derivatives = new double[ray.inputs.count()];
    ray.differentiate(derivatives);
    ray.refuseJump(own);
    if (behind.isInside()) {
      behind.refuseJump(own);
    }
    for (int from = BLOCK; from < derivatives.length; from += BLOCK) {
      Inputs block = new Inputs(directions, sign, from, from + BLOCK);
      new Ray(f, args, block, weights, null).differentiate(derivatives);
    }
    double slope = ray.slope(derivatives);
    return new Result(value, slope, ray.inputs.shaped(derivatives));
  }

  /** A run of the program along a ray. */
  private static final class Ray {
    private final Func f;
    private final Object[] args;
    private final Inputs inputs;
    private final double[] weights;
    private final Walk walk;
    private Exception failure;
    private List<Germ> results;

    /** The sum of results times weights. */
    private Germ germ;

    Ray(Func f, Object[] args, Inputs inputs, double[] weights, Departure departure) {
      this.f = f;
      this.args = args;
      this.inputs = inputs;
      this.weights = weights;
      Memory memory = new Memory(inputs);
      walk = new Walk(f, memory, departure);
      try {
        results = run(memory);
        germ = weighted();
      } catch (NonsmoothException e) {
        throw e;
      } catch (Exception e) { // the program's own, checked or not
        failure = e;
      } catch (StackOverflowError _) {
        throw Walk.unresolved("too deep to follow", f.source());
      }
    }

    private List<Germ> run(Memory memory) {
      List<Object> mirrors = new ArrayList<>();
      for (int i = 0; i < args.length; i++) {
        mirrors.add(inputs.argument(args[i], i, memory));
      }
      List<Germ> numbers = memory.numbers(walk.call(f, mirrors).getFirst());
      if (numbers.size() != weights.length) {
        throw Walk.unresolved(
            "the result has %d numbers nearby, not %d".formatted(numbers.size(), weights.length),
            f.source());
      }
      return numbers;
    }

    private Germ weighted() {
      Germ sum = Germ.of(0.0);
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] != 0) {
          Germ result = results.get(i);
          Germ part = weights[i] == 1 ? result : Germ.product(result, Germ.of(weights[i]));
          sum = weights.length == 1 ? part : Germ.sum(sum, part);
        }
      }
      return sum;
    }

    /** Whether the program has a value along the ray. */
    boolean isInside() {
      return failure == null && !germ.value().isNaN();
    }

    private Source where() {
      return results.stream().map(Germ::singular).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private double limit(Series s) {
      try {
        return s.limit();
      } catch (Unresolved reason) {
        throw Walk.unresolved(reason.getMessage(), where());
      }
    }

    /** The value for t to 0. */
    double value() {
      if (failure != null) {
        throw GermRun.<RuntimeException>asThrown(failure);
      }
      if (germ.value().isNaN()) {
        throw Walk.unresolved("the value is NaN nearby, on both sides", where());
      }
      double value = limit(germ.value());
      if (Double.isInfinite(value)) {
        throw new NonsmoothException(Kind.NOT_LIPSCHITZ, "the value is infinite", where());
      }
      return value;
    }

    /** Fills in the derivatives by the inputs of this run's block. */
    void differentiate(double[] derivatives) {
      for (int i = inputs.from(); i < inputs.to(); i++) {
        Series dot = inputs.derivative(germ, i);
        derivatives[i] = dot == null ? 0 : finite(dot);
      }
    }

    /** The derivative along the ray, which is that of the value unless derivatives were stopped. */
    double slope(double[] derivatives) {
      double slope = 0;
      double size = 0;
      for (int i = 0; i < derivatives.length; i++) {
        double part = derivatives[i] * inputs.direction(i);
        slope += part;
        size += Math.abs(part);
      }
      Series along = germ.value().derivative();
      if (!walk.stops() && !along.isSingular()) {
        double same = along.limit();
        double tolerance = 1e-6 * (size + Math.abs(same)) + 1e-12 * walk.largest();
        if (Math.abs(same - slope) > tolerance) {
          throw Walk.unresolved(
              "derivatives do not add up to that along the ray: %s, not %s".formatted(slope, same),
              where());
        }
      }
      return slope;
    }

    private double finite(Series dot) {
      double limit = limit(dot);
      if (Double.isInfinite(limit)) {
        throw new NonsmoothException(
            Kind.NOT_LIPSCHITZ,
            "the derivative is infinite, it grows like " + Series.power(dot.lead()),
            where());
      }
      if (Double.isNaN(limit)) {
        throw Walk.unresolved("the derivative is NaN nearby", where());
      }
      return limit;
    }

    /** The results along the ray must tend to what the program computes at its start. */
    void refuseJump(double[] own) {
      for (int i = 0; i < own.length; i++) {
        double value = limit(results.get(i).value());
        double tolerance =
            1e-9 * Math.max(Math.abs(own[i]), Math.abs(value)) + 64 * Math.ulp(walk.largest());
        if (!(Math.abs(own[i] - value) <= tolerance) && Double.compare(own[i], value) != 0) {
          throw new NonsmoothException(
              Kind.DISCONTINUOUS,
              "the value jumps: %s here, %s nearby".formatted(own[i], value),
              departure());
        }
      }
    }

    /** Where the program jumps, as far as can be said, by running it again. */
    private Source departure() {
      Departure departure = new Departure();
      Ray again = new Ray(f, args, inputs, weights, departure);
      return departure.where() == null ? again.f.source() : departure.where();
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E asThrown(Throwable e) throws E {
    throw (E) e;
  }
}
