package dev.cusp.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses what a misspelled word was to be. */
public final class Spelling {
  private Spelling() {}

  /** The candidate that takes the fewest corrections, if it takes one in three letters at most. */
  public static Optional<String> nearest(String word, Stream<String> candidates) {
    int allowed = Math.max(1, word.length() / 3);
    return candidates
        .filter(candidate -> distance(word, candidate) <= allowed)
        .min(Comparator.comparing(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance, blind to case, where swapped neighbours count as one correction. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], last[j]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
