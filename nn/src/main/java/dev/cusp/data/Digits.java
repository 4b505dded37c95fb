package dev.cusp.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * 1797 handwritten digits of 8 x 8 pixels with 17 shades, which come with Cusp (Alpaydin and Kaynak
 * 1998, the test part of the UCI repository's "Optical recognition of handwritten digits").
 */
public final class Digits {
  public static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  private static final int COUNT = 1797;
  private static final int AREA = 64;

  private Digits() {}

  /** All of them. Pixels are scaled from 0..16 to bytes. */
  public static Images all() {
    try (InputStream raw = Digits.class.getResourceAsStream("digits.csv.gz");
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      List<String> lines = in.lines().toList();
      byte[] pixels = new byte[lines.size() * AREA];
      int[] labels = new int[lines.size()];
      for (int i = 0; i < labels.length; i++) {
        String[] fields = lines.get(i).split(",");
        for (int j = 0; j < AREA; j++) {
          pixels[i * AREA + j] = (byte) Math.min(255, 16 * Integer.parseInt(fields[j]));
        }
        labels[i] = Integer.parseInt(fields[AREA]);
      }
      return Images.of(pixels, 8, 8, 1, labels, CLASSES);
    } catch (IOException e) {
      throw new UncheckedIOException("the digits that come with Cusp cannot be read", e);
    }
  }

  /** Four fifths of them to learn from. */
  public static Dataset training() {
    return all().subset(which(false));
  }

  /** Every fifth of them, beginning with the first. */
  public static Dataset test() {
    return all().subset(which(true));
  }

  /** Which of all are for testing, or are learned from. */
  public static int[] which(boolean forTesting) {
    return IntStream.range(0, COUNT).filter(i -> i % 5 == 0 == forTesting).toArray();
  }
}
