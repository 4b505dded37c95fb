package dev.cusp.cli.train;

import dev.cusp.optim.Adam;
import dev.cusp.optim.Clip;
import dev.cusp.optim.Lion;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.RmsProp;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Sgd;
import dev.cusp.train.Standardization;
import java.util.Locale;

/**
 * All that a run's results depend on, as {@code config.json} keeps it.
 *
 * @param target which column of a table is learned; null where the data are no table
 * @param standardize what is done with inputs; null where nothing is
 * @param parts into how many parts a batch is divided
 * @param rate the step size that the schedule begins with, or goes up to; NaN, in defaults, for the
 *     usual one of the method
 * @param average what is kept of the average of models; 0 for none
 * @param clip the longest gradient; 0 for any
 * @param limit how many examples are learned from; 0 for all
 */
record Settings(
    String model,
    String data,
    String target,
    Standardization.Kind standardize,
    boolean augment,
    int epochs,
    int batch,
    int parts,
    Method optimizer,
    double rate,
    Rates schedule,
    double decay,
    double clip,
    double average,
    long seed,
    int limit) {
  /** How a step is made. */
  enum Method {
    ADAM(0.002),
    AMSGRAD(0.002),
    NADAM(0.002),
    LION(0.0005),
    RMSPROP(0.001),
    SGD(0.05),
    MOMENTUM(0.05),
    NESTEROV(0.05);

    /** Which step size does for many networks. */
    final double usual;

    Method(double usual) {
      this.usual = usual;
    }
  }

  /** How step sizes change. */
  enum Rates {
    COSINE,
    CONSTANT,
    STEPS,
    ONECYCLE,
    WARMUP
  }

  /** Where nothing else is said. */
  static Settings of(
      String model, String data, Standardization.Kind standardize, int epochs, int batch) {
    return new Settings(
        model,
        data,
        null,
        standardize,
        false,
        epochs,
        batch,
        1,
        Method.ADAM,
        Double.NaN,
        Rates.COSINE,
        0,
        0,
        0,
        1,
        0);
  }

  Settings withRate(double other) {
    return new Settings(
        model,
        data,
        target,
        standardize,
        augment,
        epochs,
        batch,
        parts,
        optimizer,
        other,
        schedule,
        decay,
        clip,
        average,
        seed,
        limit);
  }

  Settings withEpochs(int other) {
    return new Settings(
        model,
        data,
        target,
        standardize,
        augment,
        other,
        batch,
        parts,
        optimizer,
        rate,
        schedule,
        decay,
        clip,
        average,
        seed,
        limit);
  }

  /** The optimizer for epochs of so many steps. */
  Optimizer optimizer(int steps) {
    return optimizer(rates((long) epochs * steps));
  }

  /** The optimizer with another schedule. */
  Optimizer optimizer(Schedule rates) {
    Optimizer plain =
        switch (optimizer) {
          case ADAM -> Adam.of(rates).decay(decay);
          case AMSGRAD -> Adam.of(rates).decay(decay).kind(Adam.Kind.AMSGRAD);
          case NADAM -> Adam.of(rates).decay(decay).kind(Adam.Kind.NADAM);
          case LION -> Lion.of(rates);
          case RMSPROP -> RmsProp.of(rates);
          case SGD -> Sgd.of(rates).decay(decay);
          case MOMENTUM -> Sgd.of(rates).momentum(0.9).decay(decay);
          case NESTEROV -> Sgd.of(rates).nesterov(0.9).decay(decay);
        };
    return clip == 0 ? plain : plain.after(Clip.globalNorm(clip));
  }

  private Schedule rates(long all) {
    return switch (schedule) {
      case COSINE -> Schedule.cosine(rate, rate / 100, all);
      case CONSTANT -> Schedule.constant(rate);
      case STEPS -> Schedule.steps(rate, Math.max(1, all / 3), 0.1);
      case ONECYCLE -> Schedule.oneCycle(rate, all);
      case WARMUP -> {
        long up = Math.max(1, all / 20);
        yield Schedule.cosine(rate, rate / 100, all - up).warmedUp(up);
      }
    };
  }

  String title() {
    return "%s on %s".formatted(model, data.toLowerCase(Locale.ROOT));
  }
}
