package dev.cusp.examples.xray;

import dev.cusp.data.Rows;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Drawings that look a little like X-ray images of the chest, 28 x 28 as those of ChestMNIST, with
 * findings at random. They are no X-ray images, and nothing is learned of patients from them.
 *
 * @param examples the images, and which findings each has
 * @param places for each image and finding where it is: 1 in its pixels; [n, 28, 28, findings]
 */
record Phantoms(Rows examples, Tensor places) {
  static final int SIDE = 28;
  static final List<String> FINDINGS =
      List.of("large heart", "nodule", "effusion", "consolidation", "pneumothorax");

  /** How often each finding is there. */
  private static final double FREQUENCY = 0.25;

  static Phantoms draw(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int k = FINDINGS.size();
    float[] x = new float[n * SIDE * SIDE];
    float[] y = new float[n * k];
    float[] places = new float[n * SIDE * SIDE * k];
    for (int i = 0; i < n; i++) {
      Chest chest = new Chest(random);
      for (int f = 0; f < k; f++) {
        y[i * k + f] = chest.has[f] ? 1 : 0;
      }
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        double across = (pixel % SIDE + 0.5) / SIDE * 2 - 1;
        double down = (pixel / SIDE + 0.5) / SIDE * 2 - 1;
        double value = chest.at(across, down, random);
        x[i * SIDE * SIDE + pixel] = (float) Math.clamp(value, 0, 1);
        for (int f = 0; f < k; f++) {
          boolean isThere = chest.has[f] && chest.inside[f];
          places[(i * SIDE * SIDE + pixel) * k + f] = isThere ? 1 : 0;
        }
      }
    }
    Rows rows =
        new Rows(Tensor.of(x).reshape(n, SIDE, SIDE, 1), Tensor.of(y).reshape(n, k), FINDINGS);
    return new Phantoms(rows, Tensor.of(places).reshape(n, SIDE, SIDE, k));
  }

  /** One body, with its sizes and its findings; coordinates go from -1 to 1. */
  private static final class Chest {
    private final boolean[] has = new boolean[5];
    private final boolean[] inside = new boolean[5];
    private final double shift;
    private final double size;
    private final double light;
    private final double heart;
    private final double[] nodule;
    private final double[] consolidation;
    private final int wetSide;
    private final double level;
    private final int airSide;

    Chest(SplittableRandom random) {
      for (int f = 0; f < has.length; f++) {
        has[f] = random.nextDouble() < FREQUENCY;
      }
      shift = random.nextDouble(-0.08, 0.08);
      size = random.nextDouble(0.9, 1.1);
      light = random.nextDouble(-0.06, 0.06);
      heart = random.nextDouble(0.9, 1.1) * (has[0] ? 1.6 : 1);
      nodule = inLung(random);
      consolidation = inLung(random);
      wetSide = random.nextBoolean() ? 1 : -1;
      level = random.nextDouble(0.15, 0.35);
      airSide = random.nextBoolean() ? 1 : -1;
    }

    private static double[] inLung(SplittableRandom random) {
      int side = random.nextBoolean() ? 1 : -1;
      return new double[] {side * random.nextDouble(0.32, 0.52), random.nextDouble(-0.35, 0.25)};
    }

    private static double ellipse(double x, double y, double a, double b) {
      return x * x / (a * a) + y * y / (b * b);
    }

    /** How bright it is at a place; also notes which findings are there. */
    double at(double across, double down, SplittableRandom noise) {
      double x = (across - shift) / size;
      double y = down / size;
      int side = x < 0 ? -1 : 1;
      boolean isLung = ellipse(x - side * 0.42, y, 0.3, 0.65) < 1;
      double ribs = 0.1 * Math.max(0, Math.sin(15 * (y + 0.4 * x * x)));
      double value = isLung ? 0.22 + ribs : 0.55;
      inside[4] = isLung && side == airSide && x * side > 0.5;
      if (has[4] && inside[4]) {
        value = 0.08; // air without lung in it
      }
      double far = Math.hypot(x - consolidation[0], y - consolidation[1]) / 0.25;
      inside[3] = far < 1.2;
      if (has[3]) {
        value += 0.28 * Math.exp(-far * far);
      }
      double near = Math.hypot(x - nodule[0], y - nodule[1]) / 0.1;
      inside[1] = near < 1.6;
      if (has[1]) {
        value += 0.35 * Math.exp(-near * near);
      }
      inside[2] = isLung && side == wetSide && y > level + 0.15 * (1 - Math.abs(x));
      if (has[2] && inside[2]) {
        value = 0.55;
      }
      inside[0] = ellipse(x - 0.1, y - 0.3, 0.25 * heart, 0.28 * heart) < 1;
      if (inside[0]) {
        value = Math.max(value, 0.62);
      }
      return value + light + 0.04 * noise.nextGaussian();
    }
  }
}
