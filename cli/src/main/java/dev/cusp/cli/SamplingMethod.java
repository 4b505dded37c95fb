package dev.cusp.cli;

import dev.cusp.cli.json.Arguments;
import dev.cusp.expectation.DrawSite;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A method that draws random numbers: it takes an array of doubles, or some doubles, and last a
 * sampler.
 */
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
      double[] at = point(words);
      var e = attempt.of(() -> expectation().estimate(at, 0, SAMPLES));
      lines.add(
          "%s = %s ± %s on average, by %d samples"
              .formatted(
                  Answer.call(subject.method()), rounded(e.value()), rounded(e.error()), SAMPLES));
      for (int i = 0; i < at.length; i++) {
        lines.add(
            "  d/d%s = %s ± %s"
                .formatted(name(i), rounded(e.gradient()[i]), rounded(e.errors()[i])));
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

  private String name(int i) {
    Parameter[] parameters = subject.method().getParameters();
    return parameters[0].getType() == double[].class
        ? parameters[0].getName() + "[" + i + "]"
        : parameters[i].getName();
  }

  /** Its expected result, as a function of an array. */
  Expectation<double[]> expectation() {
    try {
      return Expectation.of(subject.method());
    } catch (IllegalArgumentException e) {
      throw Failure.no(subject.where() + ": " + e.getMessage(), e);
    }
  }

  /** The numbers that words give: one array, or a number each. */
  double[] point(List<String> words) {
    expectation(); // refuses a method with other parameters
    Object[] given = Arguments.read(subject.method(), words, subject::where);
    return given.length == 1 && given[0] instanceof double[] array
        ? array
        : Stream.of(given).mapToDouble(number -> (double) number).toArray();
  }
}
