package dev.cusp.examples.neurons;

import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.Loader;
import dev.cusp.nn.Assembly;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Metrics;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.prob.Bernoulli;
import dev.cusp.prob.Score;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Digits are read by hidden neurons that fire with probability {@code sigmoid(a)} and say 1, else 0
 * (Hinton's lecture 15b; Bengio, Leonard and Courville, arXiv 1308.3432). What they say has no
 * derivative. Several ways to train them all the same.
 */
public final class Neurons {
  private static final int UNITS = 64;
  private static final int BATCH = 32;
  private static final int EPOCHS = 30;

  /** How often each neuron is asked for each example and step. */
  private static final int DRAWS = 4;

  private Neurons() {}

  /** What takes the place of the derivative of what a neuron says. */
  enum Way {
    MEAN("no chance: sigmoid(a)"),
    IDENTITY("straight-through: 1"),
    SIGMOID("straight-through: sigmoid'(a)"),
    ANNEALED("the same, slope 1 to 5"),
    SCORE("REINFORCE, no baseline"),
    COMPARED("REINFORCE, leave-one-out");

    final String title;

    Way(String title) {
      this.title = title;
    }
  }

  /** One layer of neurons, and an affine one. */
  record Network(Dense hidden, Dense out) {
    static Template<Network> of(int units) {
      return Assembly.template(a -> {
        a.add(Functions.flatten());
        return new Network(a.add(Dense.of(units)), a.add(Dense.of(10)));
      });
    }

    Bernoulli neurons(Batch batch, double slope) {
      Tensor x = Functions.flatten().apply(batch.x());
      return new Bernoulli(hidden.apply(x).mul(slope));
    }

    /** The logits for what neurons say, of shape [draws, batch, classes]. */
    Tensor logits(Batch batch, Way way, double slope, Key key) {
      Bernoulli neurons = neurons(batch, slope);
      return out.apply(way == Way.MEAN ? neurons.mean().expandDims(0) : neurons.sample(key, DRAWS));
    }

    /** The cross-entropy for each draw of the neurons and each example. */
    Tensor costs(Tensor said, Batch batch) {
      Tensor wanted = batch.y().oneHot(10).as(said.type());
      return out.apply(said).logSoftmax(-1).mul(wanted).sum(-1).neg();
    }

    /** The mean cost over draws and examples, with a way's derivative. */
    Tensor loss(Batch batch, Way way, double slope, Key key) {
      Bernoulli neurons = neurons(batch, slope);
      Tensor drawn = neurons.sample(key, DRAWS); // constants
      Tensor said =
          switch (way) {
            case MEAN -> neurons.mean().expandDims(0);
            case IDENTITY -> drawn.straightThrough(neurons.logits());
            case SIGMOID, ANNEALED -> drawn.straightThrough(neurons.mean());
            case SCORE, COMPARED -> drawn;
          };
      Tensor costs = costs(said, batch);
      Tensor log = neurons.logProb(drawn).sum(-1);
      Tensor all =
          switch (way) {
            case SCORE -> Score.of(costs, log);
            case COMPARED -> Score.of(costs, log, Score.leaveOneOut(costs));
            default -> costs;
          };
      return all.mean();
    }
  }

  /** From 1 to 5 in equal steps, where slopes are annealed. */
  private static double slope(Way way, int epoch, int epochs) {
    return way == Way.ANNEALED && epochs > 1 ? 1 + 4.0 * epoch / (epochs - 1) : 1;
  }

  /** A network, and how it does on the test with fresh draws. */
  record Tested(Network network, double loss, double accuracy) {}

  private static Tested tested(Network network, Way way, double slope) {
    Batch test = Digits.test().all();
    Tensor logits = network.logits(test, way, slope, Key.of(4));
    Tensor loss = network.loss(test, way, slope, Key.of(4));
    return new Tested(network, loss.item(), Metrics.accuracy(logits, test.y()).item());
  }

  /** Trains a network. */
  static Tested train(Network first, Way way, Dataset training, int epochs) {
    Adam adam = Adam.of(0.005);
    Trained<Network> now = adam.start(first);
    Loader loader = Loader.of(training, BATCH).shuffled(Key.of(2));
    for (int epoch = 0; epoch < epochs; epoch++) {
      double slope = slope(way, epoch, epochs);
      for (Batch batch : loader.epoch(epoch)) {
        Key key = Key.of(3).split((int) now.state().step());
        now =
            adam.step(
                now,
                Gradients.<Network>valueAndGradient(m -> m.loss(batch, way, slope, key))
                    .apply(now.model()));
      }
    }
    return tested(now.model(), way, slope(way, epochs - 1, epochs));
  }

  /**
   * How an estimate of the gradient by the first layer's weights spreads.
   *
   * @param mean over the estimates
   * @param variances of single estimates
   * @param count how many estimates there were
   */
  record Spread(Tensor mean, Tensor variances, int count) {
    /** The mean squared distance of an estimate from the mean. */
    double variance() {
      return variances.sum().item();
    }

    /** The square of the length of the mean, less what noise adds to it. */
    double square() {
      return mean.square().sum().item() - variance() / count;
    }

    /** The cosine of the angle between the means of independent estimates, noise taken out. */
    double cosine(Spread other) {
      return mean.mul(other.mean).sum().item() / Math.sqrt(square() * other.square());
    }
  }

  /** Estimates the gradient of the loss of a batch several times at the same weights. */
  static Spread spread(Network at, Batch batch, Way way, double slope, int count, Key keys) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Key key = keys.split(i);
      Network gradient = Gradients.<Network>of(m -> m.loss(batch, way, slope, key)).apply(at);
      Tensor weight = gradient.hidden().weight();
      Tensor.evaluate(List.of(weight));
      all.add(weight);
    }
    Tensor estimates = Views.stack(0, all.toArray(Tensor[]::new)).as(DType.F64);
    return new Spread(estimates.mean(0), estimates.sampleVar(0), count);
  }

  /** Compares all ways. */
  public static void main(String[] args) {
    Dataset digits = Digits.training();
    Network first = Network.of(UNITS).make(Key.of(1), 8, 8, 1);
    Network later = train(first, Way.SIGMOID, digits, 3).network();
    Batch batch = digits.range(0, BATCH).all();
    IO.println("of the test after %d epochs, and gradients at the same weights".formatted(EPOCHS));
    IO.println("                               loss  right  seconds  variance  relative  cosine");
    for (Way way : Way.values()) {
      long start = System.nanoTime();
      Tested last = train(first, way, digits, EPOCHS);
      double seconds = (System.nanoTime() - start) / 1e9;
      double slope = slope(way, EPOCHS - 1, EPOCHS);
      Spread spread = spread(later, batch, way, slope, 1000, Key.of(6));
      Spread right = spread(later, batch, Way.COMPARED, slope, 4000, Key.of(5));
      IO.println(
          String.format(
              Locale.ROOT,
              "%-29s %5.3f %5.1f%% %8.1f %9.4f %9.3f %7.2f",
              way.title,
              last.loss(),
              100 * last.accuracy(),
              seconds,
              spread.variance(),
              spread.variance() / spread.square(),
              spread.cosine(right)));
    }
  }
}
