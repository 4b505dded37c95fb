package dev.cusp.expectation;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.Into;
import dev.cusp.ad.ReverseMode;
import dev.cusp.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs a program, its replays and its derivative, sample by sample. */
final class Runs {
  /** The program's arguments: itself, a script, and what is differentiated by. */
  private static final int ARGUMENT = 2;

  private final Compiled program;
  private final Object f;
  private final List<DrawSite> sites;
  private final Baseline baseline;
  private final double temperature;
  private final int replays;
  private final boolean isScored;
  private final boolean isReplayed;
  private volatile Compiled.Lifted plain;

  Runs(
      Compiled program,
      Object f,
      List<DrawSite> sites,
      Baseline baseline,
      double temperature,
      int replays) {
    this.program = program;
    this.f = f;
    this.sites = sites;
    this.baseline = baseline;
    this.temperature = temperature;
    this.replays = replays;
    isScored = has(Estimator.SCORE) || sites.stream().anyMatch(Runs::isPartlyScored);
    isReplayed = has(Estimator.COUPLED) || has(Estimator.MEASURE_VALUED);
  }

  /** See {@link MeasureValued#gamma}. */
  private static boolean isPartlyScored(DrawSite site) {
    return site.estimator() == Estimator.MEASURE_VALUED && site.distribution().equals("gamma");
  }

  private boolean has(Estimator estimator) {
    return sites.stream().anyMatch(s -> s.estimator() == estimator);
  }

  List<DrawSite> sites() {
    return sites;
  }

  private Compiled.Lifted plain(Object[] args) {
    Compiled.Lifted known = plain;
    if (known == null) {
      known = program.lifted(args);
      plain = known;
    }
    return known;
  }

  /** Value and gradient of a run. */
  private interface Gradient {
    double run(Object a, double[] gradient);
  }

  private Gradient gradient(Object[] args) {
    if (args[ARGUMENT] instanceof double[]) {
      Into into = program.into(List.of(f, args[1]));
      return (a, gradient) -> {
        Arrays.fill(gradient, 0);
        return into.run((double[]) a, gradient);
      };
    }
    ReverseMode reverse = program.reverse(Set.of(ARGUMENT), args);
    return (a, gradient) -> {
      ReverseMode.Swept swept = reverse.run(args, 1.0);
      double[] numbers = Tree.flatten(Tree.toGradient(a, swept.bars()[ARGUMENT]));
      System.arraycopy(numbers, 0, gradient, 0, gradient.length);
      return (Double) swept.value();
    };
  }

  /** One estimate. */
  Moments estimate(Object a, long seed, int samples) {
    Script script = new Script(seed, temperature);
    Object[] args = {f, script, a};
    Gradient differentiated = gradient(args);
    Compiled.Lifted value = isScored || isReplayed ? plain(args) : null;
    Downstream downstream = isScored ? new Downstream(baseline, samples) : null;
    if (downstream != null && downstream.looksAhead()) {
      for (int k = 0; k < samples; k++) {
        script.begin(Noise.bits(seed, k));
        script.draw();
        downstream.add(k, value.run(script, a), script.scored());
      }
    }
    int numbers = Tree.flatten(a).length;
    Moments moments = new Moments(numbers);
    double[] path = new double[numbers];
    double[] gradient = new double[numbers];
    Replays replayed = isReplayed ? new Replays(script, value, a, replays) : null;
    for (int k = 0; k < samples; k++) {
      script.begin(Noise.bits(seed, k));
      if (downstream != null) {
        script.setBaselines(downstream.baselines(k), downstream.otherwise());
      }
      double sum = 0;
      Arrays.fill(gradient, 0);
      do {
        if (replayed != null) {
          replayed.run();
        }
        script.differentiate();
        double result = differentiated.run(a, path);
        sum += script.weight() * result;
        for (int i = 0; i < numbers; i++) {
          gradient[i] += path[i];
        }
        if (downstream != null && !downstream.looksAhead()) {
          downstream.add(k, result, script.scored());
        }
      } while (script.nextPath());
      moments.add(sum, gradient);
    }
    return moments;
  }
}
