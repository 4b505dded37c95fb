package dev.cusp.bench.byhand;

import java.util.Arrays;

/**
 * The gradient of {@link dev.cusp.bench.problems.Lstm} by main and extra.
 *
 * <p>The derivatives of the gates are computed and stored on the way forward: no exponential is
 * computed twice, and the products overlap with the exponentials. The cotangent of a prediction is
 * known as soon as the prediction is.
 */
public final class LstmGradient {
  public double[] main = new double[0];
  public double[] extra = new double[0];

  // For each character, layer and bit: the derivatives of the new cell by the arguments of forget,
  // in and change and by the old cell, and those of h by the argument of out and by the cell.
  private double[] byForget = new double[0];
  private double[] byIn = new double[0];
  private double[] byChange = new double[0];
  private double[] byCell = new double[0];
  private double[] byOut = new double[0];
  private double[] byTanh = new double[0];

  /** h of each layer, before the first character and after each. */
  private double[] hidden = new double[0];

  /** The cotangents of the top layer's h, for each character. */
  private double[] topBar = new double[0];

  /** Computes {@link #main} and {@link #extra}, and returns the value. */
  public double compute(
      double[] w, double[] e, double[] state, double[] sequence, int layers, int b) {
    int steps = sequence.length / b - 1;
    int all = layers * b;
    reserve(w.length, e.length, steps * all, all, steps * b);
    double scale = -1.0 / (b * steps);
    double[] cell = new double[all];
    for (int layer = 0; layer < layers; layer++) {
      System.arraycopy(state, 2 * b * layer, hidden, b * layer, b);
      System.arraycopy(state, 2 * b * layer + b, cell, b * layer, b);
    }
    double[] x = new double[b];
    double[] exponentials = new double[b];
    double total = 0;
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < b; j++) {
        x[j] = sequence[t * b + j] * e[j];
      }
      for (int layer = 0; layer < layers; layer++) {
        forward(w, 8 * b * layer, x, cell, b * layer, t * all + layer * b, all);
      }
      total += predictAndTurn(e, x, sequence, t * b, scale, exponentials);
    }

    double[] hBar = new double[all];
    double[] cellBar = new double[all];
    double[] xBar = new double[b];
    for (int t = steps - 1; t >= 0; t--) {
      System.arraycopy(topBar, t * b, xBar, 0, b);
      for (int layer = layers - 1; layer >= 0; layer--) {
        int at = t * all + layer * b;
        if (layer > 0) {
          System.arraycopy(hidden, at + all - b, x, 0, b);
        } else {
          for (int j = 0; j < b; j++) {
            x[j] = sequence[t * b + j] * e[j];
          }
        }
        backward(w, 8 * b * layer, x, xBar, hBar, cellBar, b * layer, at);
      }
      for (int j = 0; j < b; j++) {
        extra[j] += xBar[j] * sequence[t * b + j];
      }
    }
    return total * scale;
  }

  private void reserve(int mains, int extras, int gates, int all, int tops) {
    if (main.length != mains || extra.length != extras) {
      main = new double[mains];
      extra = new double[extras];
    }
    Arrays.fill(main, 0);
    Arrays.fill(extra, 0);
    if (byForget.length != gates || topBar.length != tops) {
      byForget = new double[gates];
      byIn = new double[gates];
      byChange = new double[gates];
      byCell = new double[gates];
      byOut = new double[gates];
      byTanh = new double[gates];
      hidden = new double[gates + all];
      topBar = new double[tops];
    }
  }

  /** One layer: from x, the cells and the h at {@code hidden[at..]} to those {@code all} later. */
  private void forward(double[] w, int o, double[] x, double[] cell, int s, int at, int all) {
    double[] byForget = this.byForget;
    double[] byIn = this.byIn;
    double[] byChange = this.byChange;
    double[] byCell = this.byCell;
    double[] byOut = this.byOut;
    double[] byTanh = this.byTanh;
    double[] hidden = this.hidden;
    int b = x.length;
    for (int j = 0; j < b; j++) {
      double xj = x[j];
      double hj = hidden[at + j];
      double f = 1 / (1 + Math.exp(-(xj * w[o + j] + w[o + 4 * b + j])));
      double i = 1 / (1 + Math.exp(-(hj * w[o + b + j] + w[o + 5 * b + j])));
      double u = 1 / (1 + Math.exp(-(xj * w[o + 2 * b + j] + w[o + 6 * b + j])));
      double a = Math.tanh(hj * w[o + 3 * b + j] + w[o + 7 * b + j]);
      double before = cell[s + j];
      double after = before * f + i * a;
      double tanh = Math.tanh(after);
      double y = u * tanh;
      byForget[at + j] = before * f * (1 - f);
      byIn[at + j] = a * i * (1 - i);
      byChange[at + j] = i * (1 - a * a);
      byCell[at + j] = f;
      byOut[at + j] = y * (1 - u);
      byTanh[at + j] = u * (1 - tanh * tanh);
      cell[s + j] = after;
      hidden[at + all + j] = y;
      x[j] = y;
    }
  }

  /** One character's share of the loss, and at once the way back to the top layer's h. */
  private double predictAndTurn(
      double[] e, double[] x, double[] sequence, int at, double scale, double[] exponentials) {
    int b = x.length;
    double sum = 2;
    double ones = 0;
    double total = 0;
    for (int j = 0; j < b; j++) {
      double prediction = x[j] * e[b + j] + e[2 * b + j];
      double bit = sequence[at + b + j];
      exponentials[j] = Math.exp(prediction);
      sum += exponentials[j];
      ones += bit;
      total += bit * prediction;
    }
    double share = ones / sum;
    for (int j = 0; j < b; j++) {
      double bar = scale * (sequence[at + b + j] - exponentials[j] * share);
      extra[b + j] += bar * x[j];
      extra[2 * b + j] += bar;
      topBar[at + j] = bar * e[b + j];
    }
    return total - ones * Math.log(sum);
  }

  /** Takes xBar from the cotangent of the layer's h to that of its x. */
  private void backward(
      double[] w,
      int o,
      double[] x,
      double[] xBar,
      double[] hBar,
      double[] cellBar,
      int s,
      int at) {
    double[] main = this.main;
    int b = x.length;
    for (int j = 0; j < b; j++) {
      double xj = x[j];
      double hj = hidden[at + j];
      double yBar = xBar[j] + hBar[s + j];
      double afterBar = cellBar[s + j] + yBar * byTanh[at + j];
      double fBar = afterBar * byForget[at + j];
      double iBar = afterBar * byIn[at + j];
      double uBar = yBar * byOut[at + j];
      double aBar = afterBar * byChange[at + j];
      main[o + j] += fBar * xj;
      main[o + b + j] += iBar * hj;
      main[o + 2 * b + j] += uBar * xj;
      main[o + 3 * b + j] += aBar * hj;
      main[o + 4 * b + j] += fBar;
      main[o + 5 * b + j] += iBar;
      main[o + 6 * b + j] += uBar;
      main[o + 7 * b + j] += aBar;
      cellBar[s + j] = afterBar * byCell[at + j];
      hBar[s + j] = iBar * w[o + b + j] + aBar * w[o + 3 * b + j];
      xBar[j] = fBar * w[o + j] + uBar * w[o + 2 * b + j];
    }
  }
}
