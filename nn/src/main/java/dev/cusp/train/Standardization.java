package dev.cusp.train;

import dev.cusp.NonDifferentiable;
import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Loader;
import dev.cusp.linalg.Linalg;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Pass;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Inputs brought to mean 0 and, but for {@link Kind#CENTER}, variance 1, by numbers that the
 * training examples tell. It is a layer without anything to train, the first one of a model, so
 * that a file of the model has it.
 *
 * @param mean subtracted, for each entry or for each channel
 * @param factor what follows is divided by, for each entry or channel; or a matrix with which each
 *     example, as a vector, is multiplied
 */
public record Standardization(
    Kind kind, @NonDifferentiable Tensor mean, @NonDifferentiable Tensor factor) implements Layer {
  /** What is done. */
  public enum Kind {
    /** Each entry's mean is subtracted. */
    CENTER,
    /** Each channel's mean is subtracted, and the rest divided by its standard deviation. */
    CHANNEL,
    /** Turned into the principal axes, each divided by its standard deviation. */
    PCA,
    /** As PCA and then turned back: of all whitenings the one that changes least. */
    ZCA
  }

  /** Added to the variances of PCA and ZCA, of pixels from 0 to 1: noise is not blown up. */
  private static final double EPSILON = 0.01;

  /** How many examples are looked at at once. */
  private static final int BATCH = 1000;

  /** Without numbers, for those of a file. */
  public static Standardization like(Kind kind, int... shape) {
    int channels = shape[shape.length - 1];
    int size = Shape.of(shape).size();
    return switch (kind) {
      case CENTER ->
          new Standardization(kind, Tensor.zeros(DType.F32, shape), Tensor.ones(DType.F32, 1));
      case CHANNEL ->
          new Standardization(
              kind, Tensor.zeros(DType.F32, channels), Tensor.ones(DType.F32, channels));
      case PCA, ZCA ->
          new Standardization(
              kind, Tensor.zeros(DType.F32, shape), Tensor.zeros(DType.F32, size, size));
    };
  }

  /** What the examples of a data set want; they are looked at as they are, without changes. */
  public static Standardization of(Kind kind, Dataset examples) {
    Tensor sum = null;
    for (Batch batch : Loader.of(examples, BATCH).epoch(0)) {
      Tensor x = batch.x().as(DType.F64);
      Tensor own = kind == Kind.CHANNEL ? perChannel(x, false) : x.sum(0);
      sum = sum == null ? own : sum.add(own);
      sum.evaluate();
    }
    double count = examples.size();
    if (kind == Kind.CHANNEL) {
      count *= (double) examples.range(0, 1).all().x().shape().size() / sum.shape().size();
    }
    Tensor mean = sum.div(count);
    Tensor factor = Tensor.ones(DType.F32, 1);
    if (kind == Kind.CHANNEL) {
      Tensor square = squares(examples, mean, true).div(count);
      factor = square.map(v -> v > 0 ? Math.sqrt(v) : 1);
    } else if (kind != Kind.CENTER) {
      factor = whitening(squares(examples, mean, false).div(count), kind == Kind.ZCA);
    }
    Tensor.evaluate(java.util.List.of(mean, factor));
    return new Standardization(kind, mean.as(DType.F32), factor.as(DType.F32));
  }

  private static Tensor perChannel(Tensor x, boolean isSquared) {
    int[] others = IntStream.range(0, x.shape().rank() - 1).toArray();
    return (isSquared ? x.square() : x).sum(others);
  }

  /** The sum of squares of each channel, or of all products of two entries. */
  private static Tensor squares(Dataset examples, Tensor mean, boolean isChannel) {
    Tensor sum = null;
    for (Batch batch : Loader.of(examples, BATCH).epoch(0)) {
      Tensor x = batch.x().as(DType.F64).sub(mean);
      Tensor flat = x.reshape(batch.size(), -1);
      Tensor own = isChannel ? perChannel(x, true) : flat.transpose().matmul(flat);
      sum = sum == null ? own : sum.add(own);
      sum.evaluate();
    }
    return sum;
  }

  private static Tensor whitening(Tensor covariance, boolean turnsBack) {
    Linalg.Eigen axes = Linalg.eigh(covariance);
    Tensor scaled = axes.vectors().div(axes.values().maximum(0).add(EPSILON).sqrt());
    return turnsBack ? scaled.matmul(axes.vectors().transpose()) : scaled;
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor centred = x.sub(mean);
    return switch (kind) {
      case CENTER -> centred;
      case CHANNEL -> centred.div(factor);
      case PCA, ZCA -> {
        int n = x.shape().length(0);
        int[] shape = x.shape().lengths().stream().mapToInt(length -> length).toArray();
        yield centred.reshape(n, -1).matmul(factor).reshape(shape);
      }
    };
  }
}
