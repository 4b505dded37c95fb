package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/**
 * LeNet-5 with maxima and rectifiers, written directly on tensors: two convolutions of 5x5, to 6
 * and 16 channels, each followed by a maximum over 2x2, then layers of 120, 84 and 10 numbers.
 */
public record LeNet(
    Tensor weight1,
    Tensor bias1,
    Tensor weight2,
    Tensor bias2,
    Tensor weight3,
    Tensor bias3,
    Tensor weight4,
    Tensor bias4,
    Tensor weight5,
    Tensor bias5) {

  /** Weights evenly distributed with a variance of one over the number of inputs; no biases. */
  public static LeNet of(Key key) {
    return new LeNet(
        weight(key.split(0), 6, 5, 5, 1),
        zeros(6),
        weight(key.split(1), 16, 5, 5, 6),
        zeros(16),
        weight(key.split(2), 120, 400),
        zeros(120),
        weight(key.split(3), 84, 120),
        zeros(84),
        weight(key.split(4), 10, 84),
        zeros(10));
  }

  private static Tensor weight(Key key, int... shape) {
    int inputs = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      inputs *= shape[axis];
    }
    double most = Math.sqrt(3.0 / inputs);
    return key.uniform(DType.F32, shape).mul(2 * most).sub(most).evaluate();
  }

  private static Tensor zeros(int n) {
    return Tensor.zeros(DType.F32, n).evaluate();
  }

  /** The scores of ten classes for images of shape (batch, 28, 28, 1). */
  public Tensor scores(Tensor images) {
    Tensor h = pooled(images.convolve(weight1, Window.SAME).add(bias1));
    h = pooled(h.convolve(weight2).add(bias2));
    h = h.reshape(-1, 400);
    h = h.matmul(weight3.transpose()).add(bias3).maximum(0);
    h = h.matmul(weight4.transpose()).add(bias4).maximum(0);
    return h.matmul(weight5.transpose()).add(bias5);
  }

  private static Tensor pooled(Tensor h) {
    return h.maximum(0).maxPool(Window.of(2));
  }

  /** The mean of the cross-entropy with labels from 0 to 9. */
  public Tensor loss(Tensor images, Tensor labels) {
    Tensor scores = scores(images);
    Tensor most = scores.max(-1).keepDims(-1);
    Tensor shifted = scores.sub(most);
    Tensor log = shifted.exp().sum(-1).log();
    return log.sub(shifted.mul(labels.oneHot(10)).sum(-1)).mean();
  }

  /** A step of gradient descent: the loss before it, and the network after it. */
  public Gradients.Result<LeNet> step(Tensor images, Tensor labels, double rate) {
    Gradients.Result<LeNet> result =
        Gradients.valueAndGradient((LeNet net) -> net.loss(images, labels)).apply(this);
    result.value().evaluate(); // and the gradient with it
    LeNet next = Leaves.zip(this, result.gradient(), (x, dot) -> x.sub(dot.mul(rate)));
    return new Gradients.Result<>(result.value(), next);
  }
}
