package dev.cusp.expectation;

import static java.util.stream.Collectors.joining;

import dev.cusp.ad.DerivativeException;
import dev.cusp.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The estimators of a program side by side: how wrong on average, how noisy, how dear. Of a
 * gradient the variance is the sum of those of its numbers, the bias the length of the difference
 * from the reference.
 *
 * @param reference the gradient that biases are measured from
 * @param isExact whether it is; else it is estimated too, and its error is in those of the biases
 * @param refused estimators that are refused for this program or argument, and why
 */
public record Comparison(
    double[] reference, boolean isExact, List<Row> rows, List<String> refused) {
  /** Samples come in so many batches, from which the errors of variances are known. */
  private static final int BATCHES = 20;

  /** 95 of 100 lie within so many standard errors. */
  private static final double WITHIN = 1.96;

  /** A number and half of the interval in which it is with a confidence of 95 percent. */
  public record Interval(double value, double within) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%9.3g ± %-8.2g", value, within);
    }
  }

  /**
   * An estimator.
   *
   * @param name with its baseline or temperature
   * @param isUnbiased whether it is known to be
   * @param bias the length of what its average is off
   * @param variance of one sample
   * @param nanoseconds of one sample
   * @param product of variance and seconds: the squared error after a second of work
   */
  public record Row(
      String name,
      boolean isUnbiased,
      Interval bias,
      Interval variance,
      double nanoseconds,
      Interval product) {}

  private record Way<A>(String name, Expectation<A> expectation) {}

  /**
   * Of a program by numbers, records, tensors; see {@link dev.cusp.Cusp#compareEstimators}.
   *
   * @param exact the gradient, null where it is not known
   */
  public static <A> Comparison of(Expectation<A> f, A at, A exact, long seed, int samples) {
    List<String> refused = new ArrayList<>();
    List<Way<A>> ways = ways(f, at, refused);
    int each = Math.max(2, samples / BATCHES);
    Sampled<A> reference =
        exact == null ? new Sampled<>(ways.getFirst(), at, ~seed, each, 10) : null;
    double[] centre = exact == null ? reference.mean : Tree.flatten(exact);
    double centreError = exact == null ? reference.error : 0;
    List<Row> rows = new ArrayList<>();
    for (Way<A> way : ways) {
      try {
        new Sampled<>(way, at, seed, each, 1); // to be compiled
        rows.add(new Sampled<>(way, at, seed, each, 1).row(centre, centreError));
      } catch (DerivativeException e) {
        refuse(way, e, rows.isEmpty(), refused);
      }
    }
    return new Comparison(centre, exact != null, List.copyOf(rows), List.copyOf(refused));
  }

  /** The others are compared nevertheless, but not with nothing. */
  private static void refuse(
      Way<?> way, DerivativeException e, boolean isFirst, List<String> refused) {
    if (isFirst) {
      throw e;
    }
    refused.add(way.name + ": " + e.getMessage());
  }

  /** Those that some draw has, the default first. */
  private static <A> List<Way<A>> ways(Expectation<A> f, A at, List<String> refused) {
    List<Way<A>> all = new ArrayList<>();
    String own =
        f.sites(at).stream().map(s -> s.estimator().label()).distinct().collect(joining(", "));
    all.add(new Way<>("default: " + own, f));
    for (Estimator e : Estimator.values()) {
      Expectation<A> with = f.with(e).acceptingBias();
      switch (e) {
        case SCORE -> {
          all.add(new Way<>(e.label() + ", no baseline", with.with(Baseline.NONE)));
          all.add(
              new Way<>(e.label() + ", moving average", with.with(new Baseline.MovingAverage(1))));
          all.add(new Way<>(e.label() + ", learned", with.with(new Baseline.Learned(1))));
          all.add(new Way<>(e.label() + ", leave one out", with));
        }
        case GUMBEL_SOFTMAX, GUMBEL_STRAIGHT_THROUGH -> {
          for (double t : new double[] {1, 0.5, 0.1}) {
            all.add(new Way<>(e.label() + " at " + t, with.withTemperature(t)));
          }
        }
        case PATHWISE, ENUMERATION, MEASURE_VALUED, COUPLED, DISARM ->
            all.add(new Way<>(e.label(), with));
        case REBAR, RELAX, STRAIGHT_THROUGH, REINMAX -> all.add(new Way<>(e.label(), with));
      }
    }
    List<Way<A>> kept = new ArrayList<>();
    for (Way<A> way : all) {
      List<DrawSite> sites = List.of();
      try {
        sites = way.expectation.sites(at);
      } catch (DerivativeException e) {
        refuse(way, e, kept.isEmpty(), refused);
      }
      boolean isOwn =
          sites.stream().anyMatch(s -> s.isAsked() && way.name.startsWith(s.estimator().label()));
      boolean isFirst = kept.isEmpty();
      if (isFirst || isOwn) {
        kept.add(way);
      }
    }
    return kept;
  }

  /** Batches of samples of one of them. */
  private static final class Sampled<A> {
    final double[] mean;

    /** The length of the standard errors of the means. */
    double error;

    private final Way<A> way;
    private final double[] variances;
    private final boolean isUnbiased;
    private double nanoseconds = Double.POSITIVE_INFINITY;

    Sampled(Way<A> way, A at, long seed, int samples, int times) {
      this.way = way;
      int batches = BATCHES * times;
      mean = new double[Tree.flatten(at).length];
      variances = new double[batches];
      boolean unbiased = true;
      for (int b = 0; b < batches; b++) {
        long start = System.nanoTime();
        var e = way.expectation.estimate(at, Noise.bits(seed, b), samples);
        nanoseconds = Math.min(nanoseconds, (System.nanoTime() - start) / (double) samples);
        unbiased &= e.isUnbiased();
        double[] gradient = Tree.flatten(e.gradient());
        double[] errors = Tree.flatten(e.errors());
        for (int i = 0; i < mean.length; i++) {
          mean[i] += gradient[i] / batches;
          variances[b] += errors[i] * errors[i] * samples;
        }
      }
      isUnbiased = unbiased;
      error = Math.sqrt(average() / batches / samples);
    }

    private double average() {
      return Arrays.stream(variances).average().orElseThrow();
    }

    Row row(double[] centre, double centreError) {
      double square = 0;
      for (int i = 0; i < mean.length; i++) {
        square += (mean[i] - centre[i]) * (mean[i] - centre[i]);
      }
      double variance = average();
      double spread =
          Arrays.stream(variances).map(v -> (v - variance) * (v - variance)).sum()
              / (variances.length - 1);
      Interval noise = new Interval(variance, WITHIN * Math.sqrt(spread / variances.length));
      double seconds = nanoseconds * 1e-9;
      return new Row(
          way.name,
          isUnbiased,
          new Interval(Math.sqrt(square), WITHIN * Math.hypot(error, centreError)),
          noise,
          nanoseconds,
          new Interval(noise.value * seconds, noise.within * seconds));
    }
  }

  /** The table. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    int width = rows.stream().mapToInt(r -> r.name.length()).max().orElse(0);
    lines.add(
        String.format(
            "%-" + width + "s  %-20s  %-20s  %9s  %-20s",
            "estimator",
            "     bias",
            " variance",
            "ns/sample",
            "variance x s"));
    for (Row r : rows) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-" + width + "s  %-20s  %-20s  %9.0f  %-20s  %s",
                  r.name,
                  r.bias,
                  r.variance,
                  r.nanoseconds,
                  r.product,
                  r.isUnbiased ? "" : "biased")
              .stripTrailing());
    }
    refused.forEach(line -> lines.add("refused: " + line));
    lines.add("");
    lines.add(
        (isExact
                ? "The exact gradient is "
                : "Biases are from the default, with ten times the samples: ")
            + Arrays.toString(reference)
            + "; ± is 95 percent.");
    return String.join("\n", lines);
  }
}
