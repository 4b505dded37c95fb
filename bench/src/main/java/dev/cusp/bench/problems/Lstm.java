package dev.cusp.bench.problems;

/**
 * The loss of a diagonal LSTM that predicts the next character of a text (Microsoft ADBench,
 * objective LSTM). All its operations are elementwise. With s the logistic function, a layer is
 *
 * <pre>
 * f = s(x wf + bf)    g = s(h wi + bi)    o = s(x wo + bo)    a = tanh(h wc + bc)
 * cell = cell f + g a    h = o tanh(cell)
 * </pre>
 *
 * <p>and its h is the x of the next one. The prediction for the character after t is {@code p = x
 * wOut + bOut}, normalized by {@code log(2 + sum exp p)}; that 2 is an accident of the original
 * program which became its definition.
 */
public final class Lstm {
  private Lstm() {}

  /**
   * The loss: mean negative log-likelihood of each character after the first.
   *
   * @param main for each layer the weights wf, wi, wo, wc and then the biases bf, bi, bo, bc, each
   *     of {@code b} numbers
   * @param extra input weights, output weights, output biases
   * @param state for each layer h and cell before the first character
   * @param sequence the characters, {@code b} bits each
   */
  public static double loss(
      double[] main, double[] extra, double[] state, double[] sequence, int layers, int b) {
    int characters = sequence.length / b;
    double[] s = state.clone();
    double total = 0;
    for (int t = 0; t < characters - 1; t++) {
      double[] prediction = predict(main, extra, s, sequence, t * b, layers, b);
      double normalizer = logSumExp(prediction);
      for (int j = 0; j < b; j++) {
        total += sequence[(t + 1) * b + j] * (prediction[j] - normalizer);
      }
    }
    return -total / (b * (characters - 1));
  }

  /** The prediction for the character after the one at {@code sequence[at]}; moves the state on. */
  private static double[] predict(
      double[] main, double[] extra, double[] state, double[] sequence, int at, int layers, int b) {
    double[] x = new double[b];
    for (int j = 0; j < b; j++) {
      x[j] = sequence[at + j] * extra[j];
    }
    for (int layer = 0; layer < layers; layer++) {
      int w = 8 * b * layer;
      int h = 2 * b * layer;
      for (int j = 0; j < b; j++) {
        double forget = sigmoid(x[j] * main[w + j] + main[w + 4 * b + j]);
        double in = sigmoid(state[h + j] * main[w + b + j] + main[w + 5 * b + j]);
        double out = sigmoid(x[j] * main[w + 2 * b + j] + main[w + 6 * b + j]);
        double change = Math.tanh(state[h + j] * main[w + 3 * b + j] + main[w + 7 * b + j]);
        double cell = state[h + b + j] * forget + in * change;
        double hidden = out * Math.tanh(cell);
        state[h + b + j] = cell;
        state[h + j] = hidden;
        x[j] = hidden;
      }
    }
    double[] prediction = new double[b];
    for (int j = 0; j < b; j++) {
      prediction[j] = x[j] * extra[b + j] + extra[2 * b + j];
    }
    return prediction;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double logSumExp(double[] v) {
    double sum = 2;
    for (int j = 0; j < v.length; j++) {
      sum += Math.exp(v[j]);
    }
    return Math.log(sum);
  }
}
