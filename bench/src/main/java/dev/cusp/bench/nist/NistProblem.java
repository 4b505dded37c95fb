package dev.cusp.bench.nist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One data set with its certified answer.
 *
 * @param difficulty "Lower", "Average" or "Higher"
 * @param starts two starting points for the parameters
 * @param certified the parameters
 * @param squares the certified residual sum of squares
 * @param y the responses
 * @param x the predictors of each response
 */
record NistProblem(
    String name,
    String difficulty,
    double[][] starts,
    double[] certified,
    double squares,
    double[] y,
    double[][] x) {
  private static final Pattern DATA_LINES = Pattern.compile("Data\\s+\\(lines (\\d+) to\\s+(\\d+)");
  private static final Pattern DIFFICULTY = Pattern.compile("(\\w+) Level of Difficulty");
  private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =\\s+(.*)");
  private static final Pattern SQUARES = Pattern.compile("Residual Sum of Squares:\\s+(\\S+)");

  /** Reads a {@code .dat} file, whose header says on which lines the data are. */
  static NistProblem read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    List<double[]> parameters = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = PARAMETER.matcher(line);
      if (matcher.matches()) {
        parameters.add(numbers(matcher.group(1), file));
      }
    }
    Matcher range = find(DATA_LINES, lines, file);
    int from = Integer.parseInt(range.group(1)) - 1;
    int to = Integer.parseInt(range.group(2));
    if (parameters.isEmpty() || from >= to || to > lines.size()) {
      throw new IOException(file + ": no parameters or no data where a NIST StRD file has them");
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : lines.subList(from, to)) {
      rows.add(numbers(line, file));
    }
    return new NistProblem(
        file.getFileName().toString().replaceFirst("\\.dat$", ""),
        find(DIFFICULTY, lines, file).group(1),
        new double[][] {column(parameters, 0), column(parameters, 1)},
        column(parameters, 2),
        Double.parseDouble(find(SQUARES, lines, file).group(1)),
        column(rows, 0),
        rows.stream().map(row -> Arrays.copyOfRange(row, 1, row.length)).toArray(double[][]::new));
  }

  private static Matcher find(Pattern pattern, List<String> lines, Path file) throws IOException {
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
    throw new IOException(file + " is not a NIST StRD file: nothing matches " + pattern);
  }

  private static double[] numbers(String text, Path file) throws IOException {
    String[] words = text.strip().split("\\s+");
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      try {
        numbers[i] = Double.parseDouble(words[i]);
      } catch (NumberFormatException e) {
        throw new IOException(file + ": not a number: " + words[i], e);
      }
    }
    return numbers;
  }

  private static double[] column(List<double[]> rows, int i) {
    return rows.stream().mapToDouble(row -> row[i]).toArray();
  }
}
