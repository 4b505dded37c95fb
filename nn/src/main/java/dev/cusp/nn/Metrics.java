package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How good predictions are, as people count it. */
public final class Metrics {
  private Metrics() {}

  /**
   * The share of examples whose largest logit is the label's.
   *
   * @param logits of shape [n, classes]
   * @param labels of shape [n]
   */
  public static Tensor accuracy(Tensor logits, Tensor labels) {
    return logits.argmax(-1).eq(labels.as(DType.I32)).as(DType.F64).mean();
  }

  /** The share of examples whose label is among the k largest logits; ties count for it. */
  public static Tensor topK(Tensor logits, Tensor labels, int k) {
    Tensor own = logits.mul(labels.oneHot(logits.shape().length(-1)).as(logits.type())).sum(-1);
    Tensor above = logits.gt(own.expandDims(-1)).as(DType.I32).sum(-1);
    return above.lt(k).as(DType.F64).mean();
  }

  /** {@code exp} of a mean cross-entropy. */
  public static double perplexity(double crossEntropy) {
    return Math.exp(crossEntropy);
  }

  /**
   * How often each class, a row, was taken for each, a column.
   *
   * @param predicted classes from 0
   * @param labels classes from 0
   */
  public static int[][] confusion(int[] predicted, int[] labels, int classes) {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predicted[i]]++;
    }
    return counts;
  }

  /** {@code 2 hits / (2 hits + false alarms + misses)} for each class; NaN for one never met. */
  public static double[] f1(int[][] confusion) {
    double[] scores = new double[confusion.length];
    for (int c = 0; c < scores.length; c++) {
      int own = c;
      int met = Arrays.stream(confusion[c]).sum();
      int said = Arrays.stream(confusion).mapToInt(row -> row[own]).sum();
      scores[c] = 2.0 * confusion[c][c] / (met + said);
    }
    return scores;
  }

  /**
   * The probability that a positive example scores above a negative one, ties counting half: the
   * area under the receiver operating characteristic. NaN where one kind is missing.
   */
  public static double rocAuc(double[] scores, boolean[] isPositive) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double below = 0;
    double positives = 0;
    double area = 0;
    for (int i = 0; i < order.length; ) {
      double tiedNegatives = 0;
      double tiedPositives = 0;
      int j = i;
      for (; j < order.length && scores[order[j]] == scores[order[i]]; j++) {
        if (isPositive[order[j]]) {
          tiedPositives++;
        } else {
          tiedNegatives++;
        }
      }
      area += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      positives += tiedPositives;
      i = Math.max(j, i + 1); // a NaN is equal to nothing, itself included
    }
    return area / (below * positives);
  }
}
