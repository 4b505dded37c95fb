package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.Collection;
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
  // tensors are told apart by identity; their order is the model's, so that steps are one graph
  private final Map<Tensor, Tensor> replaced = new LinkedHashMap<>();
  private final Map<String, Tensor> seen = new LinkedHashMap<>();
  private String path = "";

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

  /**
   * What takes the place of other tensors, so that it can be computed with the rest; in the order
   * in which it came about.
   */
  public Collection<Tensor> replacements() {
    return replaced.values();
  }

  /**
   * The result of a layer that is part of another one, which can be looked at after the pass under
   * the layer's path.
   *
   * @param name as in the path of its parameters, such as {@code layers.0}
   */
  public Tensor through(String name, Layer layer, Tensor x) {
    String outer = path;
    path = outer.isEmpty() ? name : outer + "." + name;
    Tensor y = layer.apply(x, this);
    seen.put(path, y);
    path = outer;
    return y;
  }

  /** The results of layers by path, in the order in which they came about. */
  public Map<String, Tensor> watched() {
    return seen;
  }
}
