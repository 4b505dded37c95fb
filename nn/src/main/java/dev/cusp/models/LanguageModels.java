package dev.cusp.models;

import dev.cusp.nn.Dense;
import dev.cusp.nn.Embedding;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Recurrent;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Stacked;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Networks that predict the next token of a text: for whole numbers of shape [n, time], logits of
 * shape [n, time, vocabulary]. So {@code Losses.crossEntropy} against the tokens one place further
 * trains them.
 */
public final class LanguageModels {
  private LanguageModels() {}

  /** A network for texts of a length. */
  @FunctionalInterface
  public interface ForTexts {
    /**
     * Its template.
     *
     * @param vocabulary how many tokens there are
     * @param time the longest text
     */
    Template<? extends Layer> template(int vocabulary, int time);
  }

  /** A network: what it is, and its template. */
  public record Named(String about, ForTexts forTexts) {}

  private static final Map<String, Named> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        "charlstm",
        new Named("two LSTMs, 256 wide (Karpathy 2015)", (n, _) -> charLstm(n, 256, 2)));
    ALL.put(
        "gpt",
        new Named(
            "four transformer blocks, 128 wide (Radford et al. 2019)",
            (n, time) -> Gpt.of(new Gpt.Sizes(n, time, 128, 4, 4, 0.1))));
  }

  /** All of them, by name. */
  public static Map<String, Named> all() {
    return Collections.unmodifiableMap(ALL);
  }

  /** Long short-term memory for characters, of some layers. */
  public static Template<Sequential> charLstm(int vocabulary, int width, int depth) {
    return Sequential.of(
        Embedding.of(vocabulary, Math.min(width, vocabulary)),
        Stacked.of(depth, Recurrent.lstm(width)),
        Dense.of(vocabulary));
  }

  /**
   * A text with tokens added one by one, each drawn from what the model says of the last {@code
   * time} ones.
   *
   * @param start at least one token
   * @param time what the model was trained with
   * @param temperature what logits are divided by; 0 for always the likeliest
   */
  public static int[] continued(
      Layer model, int[] start, int more, int time, double temperature, Key key) {
    if (start.length == 0) {
      throw new IllegalArgumentException("a text to go on with has to have one token at least");
    }
    int[] text = Arrays.copyOf(start, start.length + more);
    for (int n = start.length; n < text.length; n++) {
      int seen = Math.min(n, time);
      // always as long, so that nothing is compiled again; what is behind is not looked at
      int[] window = Arrays.copyOf(Arrays.copyOfRange(text, n - seen, n), time);
      Tensor logits = model.apply(Tensor.of(window).reshape(1, time)).at(0, 0).at(0, seen - 1);
      Tensor next =
          temperature == 0
              ? logits.argmax()
              : key.split(n).categorical(logits.div(temperature), -1);
      text[n] = (int) next.item();
    }
    return text;
  }
}
