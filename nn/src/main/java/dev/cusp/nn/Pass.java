package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way through a model: whether it is for training, where its random numbers come from, and what
 * layers find out on the way. Statistics of a batch do not change a layer behind one's back: {@link
 * #updated} gives the model that has them.
 *
 * <p>Belongs to one thread.
 */
public final class Pass {
  private final Key key;
  private int drawn;
  private final Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
  private final Map<String, Tensor> seen = new LinkedHashMap<>();

  private Pass(Key key) {
    this.key = key;
  }

  /** A pass for training, with random numbers of its own. */
  public static Pass training(Key key) {
    return new Pass(key);
  }

  /** A pass to use a model. */
  public static Pass inference() {
    return new Pass(null);
  }

  public boolean isTraining() {
    return key != null;
  }

  /**
   * A key that nobody else has.
   *
   * @throws IllegalStateException outside of training, where nothing is random
   */
  public Key key() {
    if (key == null) {
      throw new IllegalStateException(
          "there are no random numbers in a pass for inference; use Pass.training(key)");
    }
    return key.split(drawn++);
  }

  /** Notes what takes the place of a tensor that is not trained, such as a running mean. */
  public void replace(Tensor old, Tensor next) {
    replaced.put(old, next);
  }

  /** The model with what its layers found out in this pass. */
  public <M> M updated(M model) {
    return Leaves.every(model, (_, t) -> replaced.getOrDefault(t, t));
  }

  /** Lets a tensor be looked at after the pass, such as the activations of a layer. */
  public Tensor watch(String name, Tensor x) {
    seen.put(name, x);
    return x;
  }

  /** What was to be looked at, in order. */
  public Map<String, Tensor> watched() {
    return seen;
  }
}
