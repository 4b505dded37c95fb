package dev.cusp.examples.distributions;

import dev.cusp.prob.*;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * All distributions of numbers: a picture of their densities and draws, and a table of the
 * derivatives of their means, in closed form and estimated from draws in two ways.
 */
public final class Distributions {
  private Distributions() {}

  /** A derivative that was estimated, and its standard error; NaN where there is no estimate. */
  record Estimate(double value, double error) {
    static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

    static Estimate of(Tensor derivatives) {
      double n = derivatives.shape().size();
      return new Estimate(derivatives.mean().item(), derivatives.std().item() / Math.sqrt(n));
    }

    @Override
    public String toString() {
      return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f ± %.4f", value, error);
    }
  }

  /** The derivative of a family's mean by a parameter. */
  record Row(Family family, String parameter, double exact, Estimate pathwise, Estimate score) {}

  /**
   * A distribution for each draw, so that a gradient has a derivative for each, whose mean and
   * spread tell the estimate and its error.
   */
  private static List<Tensor> each(Distribution d, int draws, Function<Distribution, Tensor> f) {
    Distribution many = Leaves.map(d, t -> t.broadcastTo(join(draws, t.shape())).evaluate());
    return Leaves.of(Gradients.<Distribution>of(q -> f.apply(q).sum()).apply(many));
  }

  private static Shape join(int first, Shape rest) {
    List<Integer> lengths = new ArrayList<>(List.of(first));
    lengths.addAll(rest.lengths());
    return new Shape(lengths);
  }

  /** Derivatives of the mean by all parameters that are numbers. */
  static List<Row> rows(Family family, int draws) {
    Distribution d = family.d();
    List<Row> rows = new ArrayList<>();
    if (!family.hasMean()) {
      return rows;
    }
    List<Tensor> exact = Leaves.of(Gradients.<Distribution>of(q -> q.mean().sum()).apply(d));
    List<Tensor> moved =
        d instanceof Reparametrized
            ? each(d, draws, q -> ((Reparametrized) q).rsample(Key.of(1)))
            : List.of();
    List<Tensor> scored =
        each(
            d,
            draws,
            q -> {
              Tensor x = q.sample(Key.of(2));
              return Score.of(x.sub(d.mean()).stopGradient(), q.logProb(x));
            });
    for (int i = 0; i < exact.size(); i++) {
      if (exact.get(i).shape().rank() == 0) {
        rows.add(
            new Row(
                family,
                Leaves.paths(d).get(i),
                exact.get(i).item(),
                moved.isEmpty() ? Estimate.NONE : Estimate.of(moved.get(i)),
                family.isScored() ? Estimate.of(scored.get(i)) : Estimate.NONE));
      }
    }
    return rows;
  }

  /** Prints the table and writes the picture; its name may be given. */
  public static void main(String[] args) throws IOException {
    IO.println("the derivative of the mean, from 20,000 draws");
    String format = "%-28s %-13s %9s   %-18s %-12s %s";
    IO.println(format.formatted("", "by", "exact", "through draws", "these are", "score function"));
    for (Family family : Family.all()) {
      for (Row row : rows(family, 20_000)) {
        IO.println(
            format.formatted(
                family.name(),
                row.parameter(),
                String.format(Locale.ROOT, "%.4f", row.exact()),
                row.pathwise(),
                family.way(),
                row.score()));
      }
    }
    Path file = Path.of(args.length > 0 ? args[0] : "distributions.png");
    Gallery.write(file, Family.all(), 20_000);
    IO.println("wrote " + file);
  }
}
