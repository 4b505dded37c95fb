package dev.cusp.bench.nist;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.Result;
import dev.cusp.ValueAndGradient;
import dev.cusp.ad.NonsmoothException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** A model with its gradient by the parameters, and how it sees the data. */
interface Regression {
  /** The model's value at the predictors x. */
  double value(double[] b, double[] x);

  /** The value and its gradient by b. */
  Result<double[]> valueAndGradient(double[] b, double[] x);

  /** What the model predicts, of a response. */
  default double response(double y) {
    return y;
  }

  /** The model of the data set of this name. */
  static Regression of(String name) {
    if (name.equals("Nelson")) {
      return nelson();
    }
    Objective.Two<double[], Double> model = MODELS.get(name);
    if (model == null) {
      throw new IllegalArgumentException("no model for the data set " + name);
    }
    ValueAndGradient.Two<double[], Double> gradient = Cusp.valueAndGradient(model);
    return new Regression() {
      @Override
      public double value(double[] b, double[] x) {
        return model.applyAsDouble(b, x[0]);
      }

      @Override
      public Result<double[]> valueAndGradient(double[] b, double[] x) {
        return orNothing(b, () -> gradient.apply(b, x[0]));
      }
    };
  }

  /** Far from the solution a model may overflow; the optimizer then has to step back. */
  private static Result<double[]> orNothing(double[] b, Supplier<Result<double[]>> gradient) {
    try {
      return gradient.get();
    } catch (NonsmoothException _) {
      double[] nothing = new double[b.length];
      Arrays.fill(nothing, Double.NaN);
      return new Result<>(Double.NaN, nothing);
    }
  }

  /** Two predictors, and the logarithm of the response. */
  private static Regression nelson() {
    ValueAndGradient.Three<double[], Double, Double> gradient =
        Cusp.valueAndGradient(NistModels::nelson);
    return new Regression() {
      @Override
      public double value(double[] b, double[] x) {
        return NistModels.nelson(b, x[0], x[1]);
      }

      @Override
      public Result<double[]> valueAndGradient(double[] b, double[] x) {
        return orNothing(b, () -> gradient.apply(b, x[0], x[1]));
      }

      @Override
      public double response(double y) {
        return Math.log(y);
      }
    };
  }

  Map<String, Objective.Two<double[], Double>> MODELS =
      Map.ofEntries(
          Map.entry("Bennett5", NistModels::bennett5),
          Map.entry("BoxBOD", NistModels::saturation),
          Map.entry("Chwirut1", NistModels::chwirut),
          Map.entry("Chwirut2", NistModels::chwirut),
          Map.entry("DanWood", NistModels::danWood),
          Map.entry("ENSO", NistModels::enso),
          Map.entry("Eckerle4", NistModels::eckerle4),
          Map.entry("Gauss1", NistModels::gauss),
          Map.entry("Gauss2", NistModels::gauss),
          Map.entry("Gauss3", NistModels::gauss),
          Map.entry("Hahn1", NistModels::cubics),
          Map.entry("Kirby2", NistModels::kirby2),
          Map.entry("Lanczos1", NistModels::lanczos),
          Map.entry("Lanczos2", NistModels::lanczos),
          Map.entry("Lanczos3", NistModels::lanczos),
          Map.entry("MGH09", NistModels::mgh09),
          Map.entry("MGH10", NistModels::mgh10),
          Map.entry("MGH17", NistModels::mgh17),
          Map.entry("Misra1a", NistModels::saturation),
          Map.entry("Misra1b", NistModels::misra1b),
          Map.entry("Misra1c", NistModels::misra1c),
          Map.entry("Misra1d", NistModels::misra1d),
          Map.entry("Rat42", NistModels::rat42),
          Map.entry("Rat43", NistModels::rat43),
          Map.entry("Roszman1", NistModels::roszman1),
          Map.entry("Thurber", NistModels::cubics));
}
