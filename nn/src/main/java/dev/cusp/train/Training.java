package dev.cusp.train;

import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Loader;
import dev.cusp.nn.Pass;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training that is under way, as its callbacks see it. Belongs to one thread. */
public final class Training<M> {
  /** How many examples are tested at once. */
  private static final int TESTED = 500;

  /** About how many rows an epoch adds to the history's steps. */
  private static final int ROWS = 50;

  private final Trainer<M> trainer;
  private final Loader loader;
  private final Dataset test;
  private final List<? extends Callback<M>> callbacks;
  private Progress<M> progress;
  private double loss = Double.NaN;
  private String stopped;

  Training(
      Trainer<M> trainer,
      Progress<M> from,
      Dataset training,
      Dataset test,
      List<? extends Callback<M>> callbacks) {
    this.trainer = trainer;
    this.loader = Loader.of(training, trainer.batchSize()).shuffled(from.key().split(0));
    this.test = test;
    this.callbacks = callbacks;
    this.progress = from;
    if (loader.batches() == 0) {
      throw new IllegalArgumentException(
          "%d examples do not fill one batch of %d"
              .formatted(training.size(), trainer.batchSize()));
    }
  }

  public Trainer<M> trainer() {
    return trainer;
  }

  /** Where training is: after an epoch's test, at the beginning of the next one. */
  public Progress<M> progress() {
    return progress;
  }

  public History history() {
    return progress.history();
  }

  /** The loss of the last step; NaN before the first. */
  public double loss() {
    return loss;
  }

  /** How many steps an epoch has. */
  public int stepsPerEpoch() {
    return loader.batches();
  }

  /** How many steps have been made in all. */
  public long steps() {
    return progress.now().state().step();
  }

  /** The size of the next step. */
  public double rate() {
    return trainer.optimizer().rate(progress.now().state());
  }

  /** Multiplies all step sizes from now on. */
  public void scaleRate(double factor) {
    if (!(factor > 0) || factor == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("step sizes are multiplied by " + factor);
    }
    set(progress.now().model(), progress.now().state().scaled(factor));
  }

  /** Ends training after this step. */
  public void stop(String reason) {
    stopped = reason;
  }

  /** Why training was stopped; null where it was not. */
  public String stopped() {
    return stopped;
  }

  private void set(M model, Optimizer.State state) {
    Progress<M> p = progress;
    progress =
        new Progress<>(
            new Trained<>(model, state),
            p.average(),
            p.key(),
            p.epoch(),
            p.step(),
            p.sum(),
            p.history());
  }

  Progress<M> run() throws IOException {
    for (Callback<M> callback : callbacks) {
      callback.begin(this);
    }
    while (stopped == null && progress.epoch() <= trainer.epochs()) {
      for (Batch batch : loader.epoch(progress.epoch(), progress.step())) {
        step(batch);
        for (Callback<M> callback : callbacks) {
          callback.step(this);
        }
        if (stopped != null) {
          break;
        }
      }
      if (progress.step() == loader.batches()) {
        finishEpoch();
      }
    }
    for (Callback<M> callback : callbacks) {
      callback.end(this);
    }
    return progress;
  }

  private void step(Batch batch) {
    Progress<M> p = progress;
    long number = steps();
    double rate = rate();
    Key key = p.key().split(1).split(p.epoch()).split(p.step() + 1);
    Norms norms =
        callbacks.stream().anyMatch(callback -> callback.watches(number)) ? new Norms() : null;
    Step<M> step = trainer.parts() == 1 ? whole(batch, key, norms) : inParts(batch, key, norms);
    loss = step.loss().item();
    if (!Double.isFinite(loss)) {
      throw new NotFinite<>(trainer.task(), p, batch, key).exception(number, loss);
    }
    M average =
        p.average() == null ? null : trainer.average().next(p.average(), step.next().model());
    if (average != null) {
      Tensor.evaluate(Leaves.every(average));
    }
    progress =
        new Progress<>(
            step.next(), average, p.key(), p.epoch(), p.step() + 1, p.sum() + loss, p.history());
    if (p.step() % Math.max(1, loader.batches() / ROWS) == 0) {
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("step", (double) number);
      row.put("epoch", (double) p.epoch());
      row.put("rate", rate);
      row.put("loss", loss);
      p.history().steps().add(row);
    }
    if (norms != null) {
      p.history().norms().add(norms.numbers(number));
    }
  }

  /** What came of a step. */
  private record Step<M>(Trained<M> next, Tensor loss) {}

  /** With the gradient of a whole batch; norms are null where nobody watches. */
  private Step<M> whole(Batch batch, Key key, Norms norms) {
    Pass pass = Pass.training(key);
    Trained<M> now = progress.now();
    Gradients.Result<M> result = gradient(now.model(), batch, pass);
    List<Tensor> also = new ArrayList<>(pass.replacements());
    if (norms != null) {
      norms.add(pass, 1);
      also.addAll(norms.with(now.model(), result.gradient()).tensors());
    }
    Trained<M> next = trainer.optimizer().step(now, result, also);
    return new Step<>(new Trained<>(pass.updated(next.model()), next.state()), result.value());
  }

  /** With a batch's gradient summed of those of its parts; the same but for rounding. */
  private Step<M> inParts(Batch batch, Key key, Norms norms) {
    Trained<M> now = progress.now();
    M model = now.model();
    M sum = null;
    Tensor total = Tensor.scalar(0);
    for (int i = 0; i < trainer.parts(); i++) {
      int from = (int) ((long) batch.size() * i / trainer.parts());
      int to = (int) ((long) batch.size() * (i + 1) / trainer.parts());
      double share = (double) (to - from) / batch.size();
      Pass pass = Pass.training(key.split(i));
      Gradients.Result<M> result = gradient(model, batch.range(from, to), pass);
      M part = Leaves.map(result.gradient(), t -> t.mul(share));
      sum = sum == null ? part : Leaves.zip(sum, part, Tensor::add);
      total = total.add(result.value().as(total.type()).mul(share));
      List<Tensor> all = new ArrayList<>(Leaves.of(sum));
      all.addAll(pass.replacements());
      all.add(total);
      if (norms != null) {
        norms.add(pass, share);
        all.addAll(norms.soFar());
      }
      Tensor.evaluate(all);
      model = pass.updated(model);
    }
    if (norms != null) {
      Tensor.evaluate(norms.with(now.model(), sum).tensors());
    }
    Trained<M> next = trainer.optimizer().step(new Trained<>(model, now.state()), sum);
    return new Step<>(next, total);
  }

  private Gradients.Result<M> gradient(M model, Batch batch, Pass pass) {
    return Gradients.<M>valueAndGradient(m -> trainer.task().loss(m, batch, pass)).apply(model);
  }

  private void finishEpoch() throws IOException {
    Progress<M> p = progress;
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("epoch", (double) p.epoch());
    row.put("step", (double) steps());
    row.put("loss", p.sum() / p.step());
    row.putAll(test(trainer.task(), p.model(), test));
    p.history().epochs().add(row);
    progress = new Progress<>(p.now(), p.average(), p.key(), p.epoch() + 1, 0, 0, p.history());
    for (Callback<M> callback : callbacks) {
      callback.epoch(this);
    }
  }

  /** A task's metrics on a data set. */
  public static <M> Map<String, Double> test(Task<M> task, M model, Dataset data) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Batch batch : Loader.of(data, TESTED).epoch(0)) {
      Map<String, Tensor> metrics = task.metrics(model, batch);
      Tensor.evaluate(new ArrayList<>(metrics.values()));
      metrics.forEach((name, value) -> sums.merge(name, value.item() * batch.size(), Double::sum));
    }
    sums.replaceAll((_, sum) -> sum / data.size());
    return task.told(sums);
  }
}
