package dev.cusp.bench.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** The words of a text file one after the other, as numbers; line structure is ignored. */
final class Words {
  private final Path file;
  private final StringTokenizer words;

  Words(Path file) throws IOException {
    this.file = file;
    words = new StringTokenizer(Files.readString(file, StandardCharsets.US_ASCII));
  }

  double number() throws IOException {
    if (!words.hasMoreTokens()) {
      throw new IOException(file + " ends too early");
    }
    String word = words.nextToken();
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": not a number: " + word, e);
    }
  }

  int count() throws IOException {
    double value = number();
    if (value != (int) value || value < 0) {
      throw new IOException(file + ": not a count: " + value);
    }
    return (int) value;
  }

  double[] numbers(int n) throws IOException {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = number();
    }
    return numbers;
  }
}
