package dev.cusp.bench.tensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Milliseconds that other tools took on a reference machine in an earlier run, and what they
 * computed; NaN and nothing where there is none. {@code recorded.tsv} has them.
 *
 * @param pytorch op by op, the better of its layouts and optimizers
 * @param check the first five losses, or the sum of the absolute gradients
 */
record Recorded(double pytorch, double compile, double jax, List<Double> check) {
  private static final Recorded NONE = new Recorded(Double.NaN, Double.NaN, Double.NaN, List.of());

  private static final Map<String, Recorded> ALL = read();

  static Recorded of(String workload, int threads) {
    return ALL.getOrDefault(workload + " " + threads, NONE);
  }

  /** What is to come out, on any number of threads. */
  static List<Double> check(String workload) {
    List<Double> check = of(workload, 2).check;
    return check.isEmpty() ? of(workload, 1).check : check;
  }

  private static Map<String, Recorded> read() {
    Map<String, Recorded> all = new LinkedHashMap<>();
    try (var file = Objects.requireNonNull(Recorded.class.getResourceAsStream("recorded.tsv"));
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("case\t"))
          .map(line -> line.split("\t"))
          .forEach(words ->
              all.put(
                  words[0] + " " + words[1],
                  new Recorded(
                      number(words[2]), number(words[3]), number(words[4]), numbers(words[5]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static double number(String word) {
    return word.equals("-") ? Double.NaN : Double.parseDouble(word);
  }

  private static List<Double> numbers(String words) {
    return words.equals("-")
        ? List.of()
        : Arrays.stream(words.split(" ")).map(Double::valueOf).toList();
  }
}
