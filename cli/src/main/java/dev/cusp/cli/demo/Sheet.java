package dev.cusp.cli.demo;

import dev.cusp.data.Batch;
import dev.cusp.nn.Sequential;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What a network of digits has learned: the filters of its first layer, and what it reads. */
final class Sheet {
  private static final int TILE = 88;
  private static final int GAP = 12;
  private static final int COLUMNS = 12;
  private static final int ROWS = 3;
  private static final int MARGIN = 28;
  private static final int LINE = 46;
  private static final int WIDTH = 2 * MARGIN + COLUMNS * (TILE + GAP) - GAP;

  private static final Color RIGHT = new Color(0x2b6a4d);
  private static final Color WRONG = new Color(0xc0392b);
  private static final Color TEXT = new Color(0x333b44);

  private final Graphics2D graphics;
  private int y = MARGIN;

  private Sheet(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** The examples whose most probable class is not theirs. */
  static int[] wrong(Tensor probabilities, Batch all) {
    double[] read = probabilities.argmax(-1).toDoubles();
    double[] labels = all.y().toDoubles();
    return IntStream.range(0, labels.length).filter(i -> read[i] != labels[i]).toArray();
  }

  /** The picture as the bytes of a PNG file. */
  static byte[] png(Sequential model, Batch all, Tensor probabilities) throws IOException {
    System.setProperty("java.awt.headless", "true");
    int height = 2 * MARGIN + 3 * LINE + 2 * (TILE + GAP) + (ROWS + 1) * (TILE + GAP + LINE / 2);
    var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    new Sheet(graphics).draw(model, all, probabilities);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private void draw(Sequential model, Batch all, Tensor probabilities) {
    Tensor filters = Leaves.of(model).getFirst(); // filters, height, width, 1
    Tensor seen = model.layers().get(1).apply(model.layers().get(0).apply(all.range(0, 1).x()));
    int count = filters.shape().length(0);
    title(
        "The filters that the first layer has learned, and what each sees in the first digit below");
    for (int i = 0; i < count; i++) {
      tile(i, filters.slice(0, Range.of(i, i + 1)));
    }
    y += TILE + GAP;
    for (int i = 0; i < count; i++) {
      tile(i, seen.slice(-1, Range.of(i, i + 1)));
    }
    y += TILE + GAP;
    title("Digits that it had not seen, what it takes them for, and how sure it is");
    int shown = Math.min(ROWS * COLUMNS, all.size());
    digits(IntStream.range(0, shown).toArray(), all, probabilities);
    int[] wrong = wrong(probabilities, all);
    if (wrong.length > 0) {
      title("Where it is wrong");
      digits(Arrays.copyOf(wrong, Math.min(COLUMNS, wrong.length)), all, probabilities);
    }
  }

  private void title(String words) {
    graphics.setColor(TEXT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    graphics.drawString(words, MARGIN, y + LINE / 2);
    y += LINE;
  }

  private void digits(int[] which, Batch all, Tensor probabilities) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    for (int k = 0; k < which.length; k++) {
      int i = which[k];
      tile(k % COLUMNS, all.range(i, i + 1).x());
      int read = (int) probabilities.slice(Range.of(i, i + 1)).argmax(-1).get(0);
      graphics.setColor(read == (int) all.y().get(i) ? RIGHT : WRONG);
      graphics.drawString(
          Screen.text("%d  %.0f%%", read, 100 * probabilities.get(i, read)),
          MARGIN + k % COLUMNS * (TILE + GAP) + 4,
          y + TILE + 18);
      if (k % COLUMNS == COLUMNS - 1 || k == which.length - 1) {
        y += TILE + GAP + LINE / 2;
      }
    }
  }

  /** An image of one channel, from its smallest number in black to its largest in white. */
  private void tile(int column, Tensor image) {
    int side = (int) Math.round(Math.sqrt(image.shape().size()));
    double[] values = image.toDoubles();
    double least = Arrays.stream(values).min().orElseThrow();
    double range = Arrays.stream(values).max().orElseThrow() - least;
    int left = MARGIN + column * (TILE + GAP);
    for (int i = 0; i < values.length; i++) {
      float shade = range > 0 ? (float) ((values[i] - least) / range) : 0;
      graphics.setColor(new Color(shade, shade, shade));
      int x0 = i % side * TILE / side;
      int y0 = i / side * TILE / side;
      graphics.fillRect(
          left + x0, y + y0, (i % side + 1) * TILE / side - x0, (i / side + 1) * TILE / side - y0);
    }
  }
}
