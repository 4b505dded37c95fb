package dev.cusp.bench.byhand;

import java.util.Arrays;

/**
 * The gradient of {@link dev.cusp.bench.problems.Lstm} by main and extra: the gates are stored on
 * the way forward, so that no exponential is computed twice, and the cotangent of a prediction is
 * known as soon as the prediction is.
 */
public final class LstmGradient {
  public double[] main = new double[0];
  public double[] extra = new double[0];

  // for each character and layer, in the order of the sweep
  private double[] forget = new double[0];
  private double[] in = new double[0];
  private double[] out = new double[0];
  private double[] change = new double[0];
  private double[] tanhCell = new double[0];
  private double[] cellBefore = new double[0];
  private double[] hidden = new double[0];
  private double[] hiddenBefore = new double[0];

  /** The cotangents of the top layer's h, for each character. */
  private double[] topBar = new double[0];

  /** Computes {@link #main} and {@link #extra}, and returns the value. */
  public double compute(
      double[] w, double[] e, double[] state, double[] sequence, int layers, int b) {
    int steps = sequence.length / b - 1;
    reserve(w.length, e.length, steps * layers * b, steps * b);
    double scale = -1.0 / (b * steps);
    double[] h = new double[layers * b];
    double[] cell = new double[layers * b];
    for (int layer = 0; layer < layers; layer++) {
      System.arraycopy(state, 2 * b * layer, h, b * layer, b);
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
        forward(w, 8 * b * layer, x, h, cell, b * layer, (t * layers + layer) * b, b);
      }
      total += predictAndTurn(e, x, sequence, t * b, b, scale, exponentials);
    }

    double[] hBar = new double[layers * b];
    double[] cellBar = new double[layers * b];
    double[] xBar = new double[b];
    for (int t = steps - 1; t >= 0; t--) {
      System.arraycopy(topBar, t * b, xBar, 0, b);
      for (int layer = layers - 1; layer >= 0; layer--) {
        int at = (t * layers + layer) * b;
        if (layer > 0) {
          System.arraycopy(hidden, at - b, x, 0, b);
        } else {
          for (int j = 0; j < b; j++) {
            x[j] = sequence[t * b + j] * e[j];
          }
        }
        backward(w, 8 * b * layer, x, xBar, hBar, cellBar, b * layer, at, b);
      }
      for (int j = 0; j < b; j++) {
        extra[j] += xBar[j] * sequence[t * b + j];
      }
    }
    return total * scale;
  }

  private void reserve(int mains, int extras, int gates, int tops) {
    if (main.length != mains || extra.length != extras) {
      main = new double[mains];
      extra = new double[extras];
    }
    Arrays.fill(main, 0);
    Arrays.fill(extra, 0);
    if (forget.length < gates || topBar.length < tops) {
      forget = new double[gates];
      in = new double[gates];
      out = new double[gates];
      change = new double[gates];
      tanhCell = new double[gates];
      cellBefore = new double[gates];
      hidden = new double[gates];
      hiddenBefore = new double[gates];
      topBar = new double[tops];
    }
  }

  private void forward(
      double[] w, int o, double[] x, double[] h, double[] cell, int s, int at, int b) {
    double[] forget = this.forget;
    double[] in = this.in;
    double[] out = this.out;
    double[] change = this.change;
    double[] tanhCell = this.tanhCell;
    double[] cellBefore = this.cellBefore;
    double[] hidden = this.hidden;
    double[] hiddenBefore = this.hiddenBefore;
    for (int j = 0; j < b; j++) {
      double xj = x[j];
      double hj = h[s + j];
      double f = 1 / (1 + Math.exp(-(xj * w[o + j] + w[o + 4 * b + j])));
      double i = 1 / (1 + Math.exp(-(hj * w[o + b + j] + w[o + 5 * b + j])));
      double u = 1 / (1 + Math.exp(-(xj * w[o + 2 * b + j] + w[o + 6 * b + j])));
      double a = Math.tanh(hj * w[o + 3 * b + j] + w[o + 7 * b + j]);
      double before = cell[s + j];
      double after = before * f + i * a;
      double tanh = Math.tanh(after);
      double y = u * tanh;
      forget[at + j] = f;
      in[at + j] = i;
      out[at + j] = u;
      change[at + j] = a;
      tanhCell[at + j] = tanh;
      cellBefore[at + j] = before;
      hiddenBefore[at + j] = hj;
      hidden[at + j] = y;
      cell[s + j] = after;
      h[s + j] = y;
      x[j] = y;
    }
  }

  /** One character's share of the loss, and at once the way back to the top layer's h. */
  private double predictAndTurn(
      double[] e, double[] x, double[] sequence, int at, int b, double scale, double[] exps) {
    double sum = 2;
    double ones = 0;
    double total = 0;
    for (int j = 0; j < b; j++) {
      double prediction = x[j] * e[b + j] + e[2 * b + j];
      double bit = sequence[at + b + j];
      exps[j] = Math.exp(prediction);
      sum += exps[j];
      ones += bit;
      total += bit * prediction;
    }
    double share = ones / sum;
    for (int j = 0; j < b; j++) {
      double bar = scale * (sequence[at + b + j] - exps[j] * share);
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
      int at,
      int b) {
    double[] main = this.main;
    for (int j = 0; j < b; j++) {
      double yBar = xBar[j] + hBar[s + j];
      double f = forget[at + j];
      double i = in[at + j];
      double u = out[at + j];
      double a = change[at + j];
      double tanh = tanhCell[at + j];
      double xj = x[j];
      double hj = hiddenBefore[at + j];
      double afterBar = cellBar[s + j] + yBar * u * (1 - tanh * tanh);
      double fBar = afterBar * cellBefore[at + j] * f * (1 - f);
      double iBar = afterBar * a * i * (1 - i);
      double uBar = yBar * tanh * u * (1 - u);
      double aBar = afterBar * i * (1 - a * a);
      main[o + j] += fBar * xj;
      main[o + b + j] += iBar * hj;
      main[o + 2 * b + j] += uBar * xj;
      main[o + 3 * b + j] += aBar * hj;
      main[o + 4 * b + j] += fBar;
      main[o + 5 * b + j] += iBar;
      main[o + 6 * b + j] += uBar;
      main[o + 7 * b + j] += aBar;
      cellBar[s + j] = afterBar * f;
      hBar[s + j] = iBar * w[o + b + j] + aBar * w[o + 3 * b + j];
      xBar[j] = fBar * w[o + j] + uBar * w[o + 2 * b + j];
    }
  }
}
