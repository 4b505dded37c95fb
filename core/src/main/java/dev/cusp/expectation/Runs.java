package dev.cusp.expectation;

import static java.util.stream.Collectors.joining;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.Into;
import dev.cusp.ad.ReverseMode;
import dev.cusp.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Runs a program, its replays and its derivative, sample by sample. */
final class Runs {
  /** In how many samples of an estimate parameters at the end of their range are looked at. */
  private static final int EDGES = 8;

  private final Compiled program;
  private final List<Object> captured;
  private final List<DrawSite> sites;
  private final boolean isScored;
  private final boolean isReplayed;
  private volatile Compiled.Lifted plain;

  /** Derivatives that no thread uses now; to make one takes longer than a run. */
  private final Queue<Differentiated> free = new ConcurrentLinkedQueue<>();

  /** A derivative, what it asks for its draws, and its arguments, the script before the last. */
  private record Differentiated(Script script, Gradient gradient, Object[] args) {}

  Runs(Around.Code code, List<Object> captured) {
    this.program = code.program();
    this.captured = captured;
    this.sites = code.sites();
    isScored = has(Estimator.SCORE) || sites.stream().anyMatch(Runs::isPartlyScored);
    isReplayed = sites.stream().anyMatch(site -> site.estimator().isReplayed());
  }

  /** See {@link MeasureValued#gamma} and {@link Coupled#negativeBinomial}. */
  private static boolean isPartlyScored(DrawSite site) {
    return switch (site.distribution()) {
      case "gamma" -> site.estimator() == Estimator.MEASURE_VALUED;
      case "negativeBinomial" -> site.estimator().isReplayed();
      default -> false;
    };
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
      known =
          leavesAlone(args)
              ? program.lifted(captured, args)
              : (script, a) -> onCopies(args, script, a);
      plain = known;
    }
    return known;
  }

  /** Whether the program writes to none of its arguments, nor to what it captured. */
  private boolean leavesAlone(Object[] args) {
    Object[] copies = program.copy(args);
    return IntStream.range(0, args.length).allMatch(i -> copies[i] == args[i]);
  }

  private double onCopies(Object[] args, Object script, Object a) {
    Object[] all = args.clone();
    all[all.length - 2] = script;
    all[all.length - 1] = a;
    return (Double) program.value(program.copy(all));
  }

  /** Value and gradient of a run. */
  interface Gradient {
    double run(Object a, double[] gradient);
  }

  private Gradient gradient(Object[] args) {
    int last = args.length - 1;
    if (args[last] instanceof double[] && leavesAlone(args)) {
      Into into = program.into(Arrays.asList(args).subList(0, last));
      return (a, gradient) -> into.run((double[]) a, gradient);
    }
    ReverseMode reverse = program.reverse(Set.of(last), args);
    return (a, gradient) -> {
      args[last] = a;
      ReverseMode.Swept swept = reverse.run(args, 1.0);
      double[] numbers = Tree.flatten(Tree.toGradient(a, swept.bars()[last]));
      System.arraycopy(numbers, 0, gradient, 0, gradient.length);
      return (Double) swept.value();
    };
  }

  private Differentiated differentiated(Object a) {
    Differentiated ready = free.poll();
    if (ready != null && ready.args[ready.args.length - 1].getClass() == a.getClass()) {
      return ready;
    }
    Script script = new Script();
    List<Object> all = new ArrayList<>(captured);
    all.add(script);
    all.add(a);
    Object[] args = all.toArray();
    return new Differentiated(script, gradient(args), args);
  }

  /** Values of probability 0 never come; what their probabilities change is not scored. */
  private DerivativeException unscored() {
    String draws =
        sites.stream()
            .filter(s -> !s.isConstant() && s.estimator().isScored())
            .map(DrawSite::toString)
            .collect(joining("; "));
    return new DerivativeException(
        "a probability (or rate) is at the end of its range, 0 or 1, and changes with the argument;"
            + " what it belongs to is not drawn there, so that a score leaves it out; take"
            + " Estimator.ENUMERATION, COUPLED or MEASURE_VALUED, which do not, or stay inside: "
            + draws,
        null);
  }

  /** One estimate. */
  Moments estimate(Object a, long seed, int samples, Expectation.Options options) {
    Differentiated ready = differentiated(a);
    Moments moments = estimate(a, seed, samples, options, ready);
    free.add(ready);
    return moments;
  }

  private Moments estimate(
      Object a, long seed, int samples, Expectation.Options options, Differentiated ready) {
    Baseline baseline = options.baseline();
    Script script = ready.script;
    script.reset(seed, options.temperature());
    Gradient differentiated = ready.gradient;
    Compiled.Lifted value = isScored || isReplayed ? plain(ready.args) : null;
    Downstream downstream = isScored ? new Downstream(baseline, samples) : null;
    if (downstream != null && !(baseline instanceof Baseline.Constant)) {
      script.keepScored();
    }
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
    boolean isControlled = sites.stream().anyMatch(site -> site.estimator().isControlled());
    Rebar.Control control =
        isControlled ? new Rebar.Control(options.control(), has(Estimator.RELAX), numbers) : null;
    if (isReplayed) {
      script.setReplays(new Replays(script, value, a, options.replays()));
    }
    int looks = EDGES;
    for (int k = 0; k < samples; k++) {
      script.begin(Noise.bits(seed, k));
      boolean again = false;
      boolean hasLooked = false;
      if (downstream != null) {
        script.setBaselines(downstream.baselines(k), downstream.otherwise());
      }
      double sum = 0;
      Arrays.fill(gradient, 0);
      do {
        script.differentiate();
        double result =
            control == null
                ? differentiated.run(a, path)
                : control.run(script, differentiated, a, path);
        sum += script.weight() * result;
        for (int i = 0; i < numbers; i++) {
          gradient[i] += path[i];
        }
        if (downstream != null && !downstream.looksAhead()) {
          downstream.add(k, result, script.scored());
        }
        if (script.hasEdges() && looks > 0) {
          hasLooked = true;
          script.lookForEdges();
          differentiated.run(a, path);
          again |= Arrays.stream(path).anyMatch(slope -> slope != 0);
        }
      } while (script.nextPath());
      looks -= hasLooked ? 1 : 0;
      if (again) {
        boolean goesThere = isReplayed || has(Estimator.ENUMERATION);
        if (!goesThere || script.replaysEdges()) {
          throw unscored();
        }
        script.replayEdges();
        k--;
      } else {
        moments.add(sum, gradient);
      }
    }
    return moments;
  }
}
