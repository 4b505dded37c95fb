package dev.cusp.nn;

import dev.cusp.tensor.Activations;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;

/**
 * How wrong predictions are, in the mean over all examples. Each is a scalar that is 0, or as small
 * as it can be, for the best prediction.
 */
public final class Losses {
  private Losses() {}

  /**
   * {@code -log softmax(logits)[label]}.
   *
   * @param logits of shape [..., classes]
   * @param labels whole numbers of shape [...]
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return crossEntropy(logits, labels, 0);
  }

  /**
   * The same against labels that are believed with {@code 1 - smoothing}, the rest being spread
   * over all classes (Szegedy et al., arXiv 1512.00567, section 7).
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
    int classes = logits.shape().length(-1);
    Tensor wanted = labels.oneHot(classes).as(logits.type());
    if (smoothing != 0) {
      wanted = wanted.mul(1 - smoothing).add(smoothing / classes);
    }
    return crossEntropyOf(logits, wanted);
  }

  /** {@code -sum(wanted log softmax(logits))}, for wanted probabilities of the logits' shape. */
  public static Tensor crossEntropyOf(Tensor logits, Tensor wanted) {
    return logits.logSoftmax(-1).mul(wanted).sum(-1).neg().mean();
  }

  /**
   * {@code -t log sigmoid(x) - (1 - t) log(1 - sigmoid(x))}, without overflow.
   *
   * @param targets probabilities, of the logits' shape
   */
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    return logits.zip(targets.as(logits.type()), (x, t) -> Activations.softplus(x) - x * t).mean();
  }

  /** Binary cross-entropy weighed by {@code (1 - p)^gamma} (Lin et al., arXiv 1708.02002). */
  public static Tensor focal(Tensor logits, Tensor targets, double gamma) {
    Tensor t = targets.as(logits.type());
    return logits
        .zip(
            t,
            (x, target) -> {
              double loss = Activations.softplus(x) - x * target;
              double p = 1 / (1 + Math.exp(-x));
              double missed = target * (1 - p) + (1 - target) * p;
              return Math.pow(missed, gamma) * loss;
            })
        .mean();
  }

  /** {@code (x - y)^2}. */
  public static Tensor meanSquared(Tensor x, Tensor y) {
    return x.sub(y).square().mean();
  }

  /** {@code |x - y|}. */
  public static Tensor meanAbsolute(Tensor x, Tensor y) {
    return x.sub(y).abs().mean();
  }

  /** Half the square up to an error of delta, straight from there on (Huber 1964). */
  public static Tensor huber(Tensor x, Tensor y, double delta) {
    return x.zip(
            y,
            (a, b) -> {
              double error = Math.abs(a - b);
              return error <= delta ? error * error / 2 : delta * (error - delta / 2);
            })
        .mean();
  }

  /** {@code max(0, 1 - y x)}, for y = 1 and -1. */
  public static Tensor hinge(Tensor x, Tensor y) {
    return x.zip(y.as(x.type()), (a, b) -> Math.max(0, 1 - a * b)).mean();
  }

  /**
   * {@code sum p log(p / q)} over the last axis, 0 where p is.
   *
   * @param logQ logarithms, as from a log-softmax
   */
  public static Tensor kullbackLeibler(Tensor logQ, Tensor p) {
    return p.zip(logQ, (a, b) -> a > 0 ? a * (Math.log(a) - b) : 0).sum(-1).mean();
  }

  /**
   * Connectionist temporal classification: {@code -log} of the probability that a sequence of
   * classes, one for each time, is the labels once what is repeated is said once and blanks are
   * left out (Graves et al. 2006). Infinite, with no slope, where there are too few times for the
   * labels.
   *
   * @param logits of shape [batch, time, classes]; class 0 is the blank
   * @param labels whole numbers from 1, of shape [batch, most]; what is behind an example's own
   *     does not matter
   * @param times how many times of each example there are, at least 1, of shape [batch]
   * @param lengths how many labels of each example there are, of shape [batch]
   */
  public static Tensor ctc(Tensor logits, Tensor labels, Tensor times, Tensor lengths) {
    return Ctc.losses(logits, labels, times, lengths).mean();
  }

  /** {@code max(0, |anchor - like| - |anchor - other| + margin)}, norms over the last axis. */
  public static Tensor triplet(Tensor anchor, Tensor like, Tensor other, double margin) {
    Tensor near = distance(anchor, like);
    Tensor far = distance(anchor, other);
    return near.zip(far, (a, b) -> Math.max(0, a - b + margin)).mean();
  }

  /** {@code d^2} for like pairs, {@code max(0, margin - d)^2} for others (Hadsell et al. 2006). */
  public static Tensor contrastive(Tensor x, Tensor y, Tensor isLike, double margin) {
    Tensor d = distance(x, y);
    return d.zip(
            isLike.as(x.type()),
            (a, like) -> {
              double gap = Math.max(0, margin - a);
              return like * a * a + (1 - like) * gap * gap;
            })
        .mean();
  }

  /** The root is that of something above 0, for it to have a slope where both are the same. */
  private static Tensor distance(Tensor x, Tensor y) {
    return x.sub(y).square().sum(-1).add(x.type() == DType.F64 ? 1e-24 : 1e-12).sqrt();
  }
}
