package dev.cusp.ad.nonsmooth;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.NonsmoothException.Kind;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import dev.cusp.tree.Copy;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives u(v) = lim grad f(x + t v) for t to 0 from above, of programs whatever they do at x.
 *
 * <p>For a locally Lipschitz function definable in an o-minimal structure and almost every v the
 * limit exists, is an element of the B-subdifferential, and is the gradient where there is one.
 */
public final class GermRun {
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
   * The derivatives of a function whose result is a number, compared with the program's own value.
   *
   * @param args the arguments; they stay as they are
   * @param directions for each argument null, a number, or a shadow (see {@link
   *     dev.cusp.runtime.Shadows}) that holds the direction
   * @throws NonsmoothException where there is no derivative or it could not be found
   */
  public static Result gradient(Func f, Object[] args, Object[] directions) {
    Object[] copies = args.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = Copy.of(copies[i]);
    }
    Object value = Interpreter.run(f, copies)[0];
    return gradient(f, args, directions, ((Number) value).doubleValue());
  }

  /**
   * The same, where the program's own value is known.
   *
   * @param own what the program computes at the arguments
   */
  public static Result gradient(Func f, Object[] args, Object[] directions, double own) {
    Ray ahead = new Ray(f, args, new Inputs(directions, 1, true), null);
    Ray behind = new Ray(f, args, new Inputs(directions, -1, false), null);
    boolean atEdge = !ahead.isInside() && behind.isInside();
    Ray ray = atEdge ? new Ray(f, args, new Inputs(directions, -1, true), null) : ahead;
    Result result = ray.result();
    ray.refuseJump(own);
    if (behind.isInside()) {
      behind.refuseJump(own);
    }
    return result;
  }

  /** A run of the program along a ray. */
  private static final class Ray {
    private final Func f;
    private final Object[] args;
    private final Inputs inputs;
    private final Walk walk;
    private RuntimeException failure;
    private Germ germ;

    Ray(Func f, Object[] args, Inputs inputs, Departure departure) {
      this.f = f;
      this.args = args;
      this.inputs = inputs;
      Memory memory = new Memory(inputs);
      walk = new Walk(f, memory, departure);
      try {
        germ = run(memory);
      } catch (NonsmoothException e) {
        throw e;
      } catch (RuntimeException e) {
        failure = e;
      } catch (StackOverflowError _) {
        throw Walk.unresolved("too deep to follow", f.source());
      }
    }

    private Germ run(Memory memory) {
      List<Object> mirrors = new ArrayList<>();
      for (int i = 0; i < args.length; i++) {
        mirrors.add(inputs.argument(args[i], i, memory));
      }
      List<Object> results = walk.call(f, mirrors);
      boolean number =
          results.size() == 1
              && (results.getFirst() instanceof Germ || results.getFirst() instanceof Number);
      if (!number) {
        throw Walk.unresolved("the result is not a number", f.source());
      }
      return Germ.of(results.getFirst());
    }

    /** Whether the program has a value along the ray. */
    boolean isInside() {
      return failure == null && !germ.value().isNaN();
    }

    private Source where() {
      return germ.singular();
    }

    private double limit(Series s) {
      try {
        return s.limit();
      } catch (Unresolved reason) {
        throw Walk.unresolved(reason.getMessage(), where());
      }
    }

    Result result() {
      if (failure != null) {
        throw failure;
      }
      if (germ.value().isNaN()) {
        throw Walk.unresolved("the value is NaN nearby, on both sides", where());
      }
      double value = limit(germ.value());
      if (Double.isInfinite(value)) {
        throw new NonsmoothException(Kind.NOT_LIPSCHITZ, "the value is infinite", where());
      }
      double[] derivatives = new double[inputs.count()];
      double slope = 0;
      double size = 0;
      for (int i = 0; i < derivatives.length; i++) {
        Series dot = germ.dot(i);
        derivatives[i] = dot == null ? 0 : finite(dot);
        double part = derivatives[i] * inputs.direction(i);
        slope += part;
        size += Math.abs(part);
      }
      refuseInconsistency(slope, size);
      return new Result(value, slope, inputs.shaped(derivatives));
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

    /** The derivatives times the direction are the slope of the value, unless some were stopped. */
    private void refuseInconsistency(double slope, double size) {
      Series along = germ.value().derivative();
      if (walk.stops() || along.isSingular()) {
        return;
      }
      double along0 = along.limit();
      if (Math.abs(along0 - slope) > 1e-6 * (size + Math.abs(along0)) + 1e-12 * walk.largest()) {
        throw Walk.unresolved(
            "derivatives along the ray do not add up: %s and %s".formatted(along0, slope), where());
      }
    }

    /** The result along the ray must tend to what the program computes at its start. */
    void refuseJump(double own) {
      double value = limit(germ.value());
      double tolerance =
          1e-9 * Math.max(Math.abs(own), Math.abs(value)) + 64 * Math.ulp(walk.largest());
      if (!(Math.abs(own - value) <= tolerance) && !(own == value)) {
        throw new NonsmoothException(
            Kind.DISCONTINUOUS,
            "the value jumps: %s here, %s nearby".formatted(own, value),
            departure());
      }
    }

    /** Where the program jumps, as far as can be said, by running it again. */
    private Source departure() {
      Departure departure = new Departure();
      Ray again = new Ray(f, args, inputs, departure);
      return departure.where() == null ? again.f.source() : departure.where();
    }
  }
}
