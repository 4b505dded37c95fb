package dev.cusp.train;

import dev.cusp.data.Batch;
import dev.cusp.nn.Pass;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Map;

/** Finds out where a loss stopped being a number. */
record NotFinite<M>(Task<M> task, Progress<M> before, Batch batch, Key key) {
  ArithmeticException exception(long step, double loss) {
    return new ArithmeticException(
        "the loss is %s at step %d, with batch %d of epoch %d: %s"
            .formatted(loss, step + 1, before.step() + 1, before.epoch(), where()));
  }

  private String where() {
    M model = before.now().model();
    if (!isFinite(batch.x())) {
      return "the batch itself holds numbers that are not finite";
    }
    for (Map.Entry<String, Tensor> each : Weights.of(model).entrySet()) {
      if (!isFinite(each.getValue())) {
        return "the step before made %s not finite; a smaller step size may help"
            .formatted(each.getKey());
      }
    }
    Pass pass = Pass.training(key);
    task.loss(model, batch, pass);
    for (Map.Entry<String, Tensor> each : pass.watched().entrySet()) {
      if (!isFinite(each.getValue())) {
        return "the first results that are not finite are those of %s; a smaller step size may help"
            .formatted(each.getKey());
      }
    }
    return "all layers give finite results; the labels or the loss may be at fault";
  }

  private static boolean isFinite(Tensor x) {
    return !x.type().isFloating() || x.isFinite().all().item() != 0;
  }
}
