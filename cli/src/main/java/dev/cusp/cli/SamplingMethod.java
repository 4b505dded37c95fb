package dev.cusp.cli;

import dev.cusp.cli.json.Arguments;
import dev.cusp.expectation.DrawSite;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.tree.Tree;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A method that draws random numbers: its last parameter is a sampler. */
record SamplingMethod(Subject subject) {
  private static final int SAMPLES = 1000;

  /** Whether a method takes a sampler. */
  static boolean is(Method method) {
    return Arrays.asList(method.getParameterTypes()).contains(Sampler.class);
  }

  /** Its draws, and where a point is given an estimate there. */
  String explain(List<String> words) {
    List<String> lines = new ArrayList<>();
    Attempt attempt = new Attempt(subject);
    if (!words.isEmpty()) {
      Expectation.OfMethod method = expectation();
      Record at = point(method, words);
      var e = attempt.of(() -> method.expectation().estimate(at, 0, SAMPLES));
      double[] gradient = Tree.flatten(e.gradient());
      double[] errors = Tree.flatten(e.errors());
      List<String> names = Tree.names(at);
      lines.add(
          "%s = %s ± %s on average, by %d samples"
              .formatted(
                  Answer.call(subject.method()), rounded(e.value()), rounded(e.error()), SAMPLES));
      for (int i = 0; i < gradient.length; i++) {
        lines.add(
            "  d/d%s = %s ± %s".formatted(names.get(i), rounded(gradient[i]), rounded(errors[i])));
      }
      lines.add("");
    }
    List<DrawSite> sites = attempt.of(() -> Expectation.sites(subject.method()));
    if (sites.isEmpty()) {
      lines.add("Draws nothing.");
    }
    sites.forEach(site -> lines.add(site.toString()));
    boolean isUnbiased = sites.stream().allMatch(DrawSite::isUnbiased);
    lines.add("");
    lines.add(isUnbiased ? "Right on average." : "Biased: see above.");
    return String.join("\n", lines);
  }

  private static String rounded(double x) {
    return String.format(Locale.ROOT, "%.4g", x);
  }

  /** Its expected result, as a function of a record of the other arguments. */
  Expectation.OfMethod expectation() {
    try {
      return Expectation.OfMethod.of(subject.method());
    } catch (IllegalArgumentException e) {
      throw Failure.no(subject.where() + ": " + e.getMessage(), e);
    }
  }

  /** The arguments that words give. */
  Record point(Expectation.OfMethod method, List<String> words) {
    Record at = method.arguments().apply(Arguments.read(subject.method(), words, subject::where));
    if (Tree.names(at).isEmpty()) {
      throw Failure.no(
          "%s: %s has no numbers to differentiate by"
              .formatted(subject.where(), Arguments.declaration(subject.method())));
    }
    return at;
  }
}
