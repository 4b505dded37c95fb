package dev.cusp.train;

import dev.cusp.data.Dataset;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds a step size before training.
 *
 * @param optimizer the one to be used, with a schedule
 * @param model before training
 */
public record StepSizes<M>(
    Task<M> task, Function<Schedule, Optimizer> optimizer, M model, int batchSize, Key key) {
  /** Rates further than this from the first one are not tried. */
  private static final double FARTHEST = 1e6;

  /**
   * What was tried.
   *
   * @param losses by rate; infinite where training failed
   * @param rate the one that is recommended
   */
  public record Found(Map<Double, Double> losses, double rate) {}

  /**
   * Bottou's procedure (Stochastic gradient descent tricks, 2012, section 5.2): trains an epoch on
   * a small sample with one rate after the other, each twice or half of the one before, while the
   * loss on the sample gets smaller. All training begins at the same model. What is best for a
   * sample is good for all examples, for it does not depend on how many there are.
   *
   * @param count how many examples the sample has
   * @param first the first rate that is tried
   */
  public Found bottou(Dataset training, int count, double first) throws IOException {
    Dataset sample = sample(training, count);
    Map<Double, Double> losses = new TreeMap<>();
    double best = first;
    losses.put(first, loss(sample, first));
    for (double factor : new double[] {2, 0.5}) {
      double rate = best * factor;
      while (!losses.containsKey(rate) && Math.abs(Math.log(rate / first)) < Math.log(FARTHEST)) {
        losses.put(rate, loss(sample, rate));
        if (losses.get(rate) >= losses.get(best)) {
          break;
        }
        best = rate;
        rate *= factor;
      }
    }
    return new Found(losses, best);
  }

  private Dataset sample(Dataset all, int count) {
    if (count < batchSize) {
      throw new IllegalArgumentException(
          "a sample of %d examples does not fill a batch of %d".formatted(count, batchSize));
    }
    int size = Math.min(count, all.size());
    double[] which = key.split(0).choice(all.size(), size).toDoubles();
    return all.subset(Arrays.stream(which).mapToInt(i -> (int) i).toArray());
  }

  private double loss(Dataset sample, double rate) throws IOException {
    Optimizer own = optimizer.apply(Schedule.constant(rate));
    try {
      Progress<M> end =
          Trainer.of(task, own, 1, batchSize, key.split(1)).train(model, sample, sample, List.of());
      double loss = end.history().epochs().last("test_loss");
      return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    } catch (ArithmeticException e) {
      return Double.POSITIVE_INFINITY; // the loss was not finite: the rate is far too large
    }
  }

  /**
   * The learning-rate range test (Smith, Cyclical learning rates, arXiv 1506.01186, section 3.3):
   * one training in which the rate grows from step to step. It ends where the loss, a running mean,
   * is four times the smallest one. Recommended is a tenth of the rate at which it was smallest.
   *
   * @param steps from the least rate to the most
   */
  public Found rangeTest(Dataset training, double least, double most, int steps)
      throws IOException {
    double factor = Math.pow(most / least, 1.0 / (steps - 1));
    Optimizer own = optimizer.apply(Schedule.exponential(least, factor));
    Map<Double, Double> losses = new LinkedHashMap<>();
    Callback<M> watcher =
        new Callback<>() {
          private double mean;
          private double smallest = Double.POSITIVE_INFINITY;

          @Override
          public void step(Training<M> now) {
            long step = now.steps();
            mean = 0.9 * mean + 0.1 * now.loss();
            double loss = mean / (1 - Math.pow(0.9, step));
            losses.put(least * Math.pow(factor, step - 1), loss);
            smallest = Math.min(smallest, loss);
            if (step == steps || loss > 4 * smallest) {
              now.stop("the range test is over");
            }
          }
        };
    int epochs = 1 + steps / Math.max(1, training.size() / batchSize);
    try {
      Trainer.of(task, own, epochs, batchSize, key.split(1))
          .train(model, training, training.range(0, 1), List.of(watcher));
    } catch (ArithmeticException e) {
      // the loss was not finite: the test is over, too
      if (losses.isEmpty()) {
        throw e;
      }
    }
    double best =
        losses.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return new Found(losses, best / 10);
  }
}
