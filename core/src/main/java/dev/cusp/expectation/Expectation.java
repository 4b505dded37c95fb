package dev.cusp.expectation;

import static java.util.stream.Collectors.joining;

import dev.cusp.Objective;
import dev.cusp.ad.Compiled;
import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.Kept;
import dev.cusp.ad.Site;
import dev.cusp.ir.Source;
import dev.cusp.lift.Lift;
import dev.cusp.lift.LiftException;
import dev.cusp.tree.Copy;
import dev.cusp.tree.Tree;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The expected result of a program that draws random numbers, and the derivative of that by the
 * program's argument: not the derivative of one run, but of the average over all.
 *
 * <p>Each draw passes the derivative on by an {@link Estimator}: the one it names, else the best
 * unbiased one it has. Where a pathwise draw decides a branch, which makes a pathwise derivative
 * wrong, that is found in the program's code: the default is another estimator then, and a draw
 * that asks for it is refused. They may be mixed: Lew, Huot, Staton and Mansinghka, ADEV: sound
 * automatic differentiation of expected values of probabilistic programs, 2023.
 *
 * <p>The same seed gives the same estimate. Thread-safe where the program is.
 *
 * @param <A> what is differentiated by: numbers, arrays, records
 */
public final class Expectation<A> {
  /**
   * How it is estimated.
   *
   * @param control see {@link #withControl}; NaN for the best one
   */
  record Options(
      Estimator estimator,
      Baseline baseline,
      double temperature,
      int replays,
      double control,
      boolean isBiasAccepted) {}

  private static final Options USUAL =
      new Options(null, Baseline.LEAVE_ONE_OUT, 1, 8, Double.NaN, false);

  private final Around f;
  private final Options options;

  /** Shared with those that need the same code. */
  private final AtomicReference<Runs> runs;

  private Expectation(Around f, Options options, AtomicReference<Runs> runs) {
    this.f = f;
    this.options = options;
    this.runs = runs;
  }

  /** Of a program that is given its source of random numbers. */
  public static <A> Expectation<A> of(Objective.Two<A, Sampler> f) {
    return new Expectation<>(Around.of(f), USUAL, new AtomicReference<>());
  }

  /**
   * Of a static method whose last parameter is a {@link Sampler}, as a function of a record of its
   * other arguments.
   *
   * @param arguments makes the record
   */
  public record OfMethod(Expectation<Record> expectation, Function<Object[], Record> arguments) {
    /**
     * That of a method.
     *
     * @throws IllegalArgumentException for other methods
     */
    public static OfMethod of(Method method) {
      Target target = Target.of(method);
      Method around = target.around();
      Lift.Lambda lambda = new Lift.Lambda(around, List.of(), method.getDeclaringClass());
      return new OfMethod(
          new Expectation<>(new Around(lambda), USUAL, new AtomicReference<>()), target::arguments);
    }
  }

  private Expectation<A> with(Options other) {
    boolean hasSameCode =
        other.estimator == options.estimator && other.isBiasAccepted == options.isBiasAccepted;
    return new Expectation<>(f, other, hasSameCode ? runs : new AtomicReference<>());
  }

  /** The same with an estimator for all draws that name none and have it. */
  public Expectation<A> with(Estimator estimator) {
    Options o = options;
    return with(
        new Options(estimator, o.baseline, o.temperature, o.replays, o.control, o.isBiasAccepted));
  }

  /** The same with another baseline for the score function; the default is leave-one-out. */
  public Expectation<A> with(Baseline baseline) {
    Options o = options;
    return with(
        new Options(o.estimator, baseline, o.temperature, o.replays, o.control, o.isBiasAccepted));
  }

  /**
   * The same with another temperature of relaxed draws; the default is 1. It costs nothing, so a
   * temperature may fall from step to step: see {@link Cooling}.
   */
  public Expectation<A> withTemperature(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature is " + temperature + "; it must be positive");
    }
    Options o = options;
    return with(
        new Options(o.estimator, o.baseline, temperature, o.replays, o.control, o.isBiasAccepted));
  }

  /**
   * The same with another limit to how many changes of draws are replayed in each sample: where
   * there are more, that many are drawn from them.
   */
  public Expectation<A> withReplays(int replays) {
    if (replays < 1) {
      throw new IllegalArgumentException(replays + " replays; at least 1 is needed");
    }
    Options o = options;
    return with(
        new Options(o.estimator, o.baseline, o.temperature, replays, o.control, o.isBiasAccepted));
  }

  /**
   * The same with a fixed factor before the control variate of {@link Estimator#REBAR} and {@link
   * Estimator#RELAX}. If it is not given, it is that which would have been best for the samples
   * before.
   */
  public Expectation<A> withControl(double factor) {
    Options o = options;
    return with(
        new Options(o.estimator, o.baseline, o.temperature, o.replays, factor, o.isBiasAccepted));
  }

  /** The same where a pathwise draw may decide: for programs whose result does not jump there. */
  public Expectation<A> acceptingBias() {
    Options o = options;
    return with(new Options(o.estimator, o.baseline, o.temperature, o.replays, o.control, true));
  }

  /**
   * Averages over samples, and their standard errors: estimates of the standard deviations that the
   * averages have over seeds.
   *
   * @param value the average result
   * @param error its standard error
   * @param gradient of the expected result
   * @param errors its standard errors
   * @param isUnbiased whether all draws are; {@link Expectation#sites} tells which are not
   */
  public record Estimate<A>(
      double value, double error, A gradient, A errors, int samples, boolean isUnbiased) {}

  /** Value and gradient, from a number of samples. */
  public Estimate<A> estimate(A a, long seed, int samples) {
    if (samples < 2) {
      throw new IllegalArgumentException(
          samples + " samples; at least 2 are needed to know a standard error");
    }
    A open = opened(a);
    Runs r = runs(open);
    Moments moments = r.estimate(open, seed, samples, options);
    @SuppressWarnings("unchecked") // a gradient has the shape of its argument
    A like = (A) Tree.toGradient(open, null);
    return new Estimate<>(
        moments.mean(0),
        moments.error(0),
        Tree.unflatten(like, moments.gradient()),
        Tree.unflatten(like, moments.errors()),
        samples,
        r.sites().stream().allMatch(DrawSite::isUnbiased));
  }

  /** Numbers in collections are differentiated by in collections that can be looked into. */
  @SuppressWarnings("unchecked") // the copy is used as the original is
  private static <A> A opened(A a) {
    return Tree.isInCollection(a) ? (A) Copy.opened(new Object[] {a}, 0)[0] : a;
  }

  /** Where the program draws, and how each draw passes a derivative on. */
  public List<DrawSite> sites(A a) {
    return runs(opened(a)).sites();
  }

  /**
   * The draws of a method that takes a sampler, with the estimators they would have.
   *
   * @throws LiftException where it cannot be lifted
   */
  public static List<DrawSite> sites(Method method) {
    Lift.Lambda lambda = new Lift.Lambda(method, List.of(), method.getDeclaringClass());
    int first = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
    return Survey.of(new Around(lambda).compiled(Survey.KEEP), null, first, null);
  }

  private Runs runs(A a) {
    Runs known = runs.get();
    if (known == null) {
      known = make(a);
      runs.set(known);
    }
    return known;
  }

  private Runs make(A a) {
    Around.Key key = new Around.Key(a.getClass(), options.estimator, options.isBiasAccepted);
    return new Runs(f.code(key, () -> code(a)), f.captured());
  }

  private Around.Code code(A a) {
    Object[] args = args(new Script(), a);
    int last = args.length - 1;
    Compiled surveyed = f.compiled(Survey.KEEP);
    List<DrawSite> sites = Survey.of(surveyed, args, last, options.estimator);
    if (!options.isBiasAccepted) {
      Kept.of(surveyed.func(args)).forEach(Expectation::refuseKept);
      sites.forEach(Expectation::refuseJumps);
    }
    sites.forEach(site -> refuseMixture(site, sites));
    return new Around.Code(f.compiled(new Plan(sites)), sites);
  }

  /**
   * The runs of REBAR and RELAX differ in their draws, so what others note in one is not true in
   * another.
   */
  private static void refuseMixture(DrawSite site, List<DrawSite> sites) {
    boolean fits =
        switch (site.estimator()) {
          case ENUMERATION, COUPLED, MEASURE_VALUED, DISARM ->
              sites.stream().noneMatch(s -> s.estimator().isControlled());
          default -> true;
        };
    if (!fits) {
      throw new DerivativeException(
          "%s: %s of a %s draw does not go together with REBAR or RELAX in one program; name Estimator.SCORE or PATHWISE for it"
              .formatted(site.source(), site.estimator().label(), site.distribution()),
          null);
    }
  }

  private Object[] args(Script script, A a) {
    List<Object> args = new ArrayList<>(f.captured());
    args.add(script);
    args.add(a);
    return args.toArray();
  }

  private static void refuseKept(String name, Source source) {
    throw new DerivativeException(
        "%s: what this run leaves in %s is there in the next, so that runs are not draws of one result; make it in the program, or, if each run sets it before it reads it, Expectation.acceptingBias()"
            .formatted(source, name),
        null);
  }

  private static void refuseJumps(DrawSite site) {
    List<Site> jumps = site.jumps().stream().filter(jump -> !jump.isRequest()).toList();
    if (jumps.isEmpty() || !site.isConstant() && site.estimator().isBiased()) {
      return;
    }
    Site first = jumps.getFirst();
    if (site.isCompared() && jumps.stream().allMatch(DrawSite::isPole)) {
      return; // told by sites: most divisors are never 0
    }
    String jump = "%s (%s)".formatted(first.source(), first.operation());
    String what =
        site.isCompared()
            ? "%s: %s compares a %s draw with numbers that depend on what is differentiated by, and no"
                + " estimator of the draw tells how a jump there moves; put those numbers into the"
                + " parameters of the draw, as in normal(m - x, s) > 0 for normal(m, s) > x"
            : "%s: the pathwise derivative, which is "
                + (site.isAsked() ? "asked for" : "all that it has")
                + ", leaves out what a jump contributes, and %s decides by this %s draw; take "
                + remedy(site.distribution())
                + " for it";
    throw new DerivativeException(
        what.formatted(site.source(), jump, site.distribution())
            + ", or, where the result does not jump there, "
            + (DrawSite.isPole(first) ? "Math.max(divisor, least) or " : "")
            + "Expectation.acceptingBias()",
        null);
  }

  private static String remedy(String distribution) {
    List<Estimator> others = new ArrayList<>(Survey.available(distribution));
    others.remove(Estimator.PATHWISE);
    return others.isEmpty()
        ? "another distribution, such as a flip for a draw compared with a probability,"
        : others.stream().map(e -> "Estimator." + e).collect(joining(" or "));
  }
}
