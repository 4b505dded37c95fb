package dev.cusp.data;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A text cut into pieces of equal lengths, for models that predict the next character: x is a
 * piece, as numbers of characters, and y the same one place further.
 *
 * @param alphabet the characters there are, in order; also what {@link #classes} are
 * @param codes the text, as places in the alphabet
 * @param length of a piece
 */
public record Characters(List<String> alphabet, int[] codes, int length) implements Dataset {
  public Characters {
    alphabet = List.copyOf(alphabet);
    if (length < 1 || codes.length <= length) {
      throw new IllegalArgumentException(
          "a text of %d characters has no piece of %d with one to follow"
              .formatted(codes.length, length));
    }
  }

  /** Of a text, with the characters that occur in it. */
  public static Characters of(String text, int length) {
    Map<Integer, Integer> places = new TreeMap<>();
    text.codePoints().forEach(c -> places.put(c, 0));
    List<String> alphabet = new ArrayList<>();
    places.replaceAll((c, _) -> {
      alphabet.add(Character.toString(c));
      return alphabet.size() - 1;
    });
    return new Characters(alphabet, text.codePoints().map(places::get).toArray(), length);
  }

  /**
   * Of a file of UTF-8.
   *
   * @throws IOException if there is no such file, or it is no text
   */
  public static Characters read(Path file, int length) throws IOException {
    try {
      return of(Files.readString(file, StandardCharsets.UTF_8), length);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": it is no text in UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public int size() {
    return (codes.length - 1) / length;
  }

  @Override
  public List<String> classes() {
    return alphabet;
  }

  @Override
  public Batch batch(int[] which, Key key) {
    int[] x = new int[which.length * length];
    int[] y = new int[x.length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(codes, which[i] * length, x, i * length, length);
      System.arraycopy(codes, which[i] * length + 1, y, i * length, length);
    }
    return new Batch(
        Tensor.of(x).reshape(which.length, length), Tensor.of(y).reshape(which.length, length));
  }

  /** The numbers of a text's characters; those of other texts have to be in the alphabet. */
  public int[] encoded(String text) {
    return text.codePoints()
        .map(c -> {
          int at = alphabet.indexOf(Character.toString(c));
          if (at < 0) {
            throw new IllegalArgumentException(
                "the character '%s' is not in the alphabet".formatted(Character.toString(c)));
          }
          return at;
        })
        .toArray();
  }

  /** The text of numbers. */
  public String decoded(int... numbers) {
    return java.util.Arrays.stream(numbers).mapToObj(alphabet::get).collect(Collectors.joining());
  }
}
