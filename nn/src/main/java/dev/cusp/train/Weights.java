package dev.cusp.train;

import dev.cusp.io.SafeTensors;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a model in a {@code .safetensors} file, by their paths, such as {@code
 * layers.0.weight}; also those that are not trained, such as running means.
 */
public final class Weights {
  private Weights() {}

  /** All tensors of a model by path. */
  public static Map<String, Tensor> of(Object model) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    Leaves.every(
        model,
        (path, t) -> {
          all.put(path, t);
          return t;
        });
    return all;
  }

  /** Writes a model, whole or not at all; the metadata are for whoever reads it. */
  public static void write(Path file, Object model, Map<String, String> metadata)
      throws IOException {
    new SafeTensors(of(model), metadata).write(file);
  }

  /**
   * A model with the tensors of a file.
   *
   * @param like a model of the same structure
   * @throws IOException with the path and both shapes, where the file is of another model
   */
  public static <M> M read(Path file, M like) throws IOException {
    return in(file.toString(), SafeTensors.read(file).tensors(), like);
  }

  /**
   * A model with other tensors.
   *
   * @param where they are from, for errors
   * @param tensors by path; none may be missing or left over
   */
  public static <M> M in(String where, Map<String, Tensor> tensors, M like) throws IOException {
    Map<String, Tensor> own = of(like);
    for (Map.Entry<String, Tensor> each : own.entrySet()) {
      Tensor found = tensors.get(each.getKey());
      if (found == null) {
        throw new IOException(
            "%s: there is no %s in it, which the model has, but %s"
                .formatted(where, each.getKey(), some(tensors.keySet())));
      }
      check(where, each.getKey(), found, each.getValue());
    }
    Set<String> more = new LinkedHashSet<>(tensors.keySet());
    more.removeAll(own.keySet());
    if (!more.isEmpty()) {
      throw new IOException(
          "%s: the model has no place for %s; it has %s"
              .formatted(where, some(more), some(own.keySet())));
    }
    return Leaves.every(like, (path, _) -> tensors.get(path));
  }

  /** Refuses a tensor of another shape or type than that in whose place it is to be. */
  static void check(String where, String path, Tensor found, Tensor like) throws IOException {
    if (!found.shape().equals(like.shape()) || found.type() != like.type()) {
      throw new IOException(
          "%s: %s is %s of shape %s, but the model's is %s of shape %s"
              .formatted(where, path, found.type(), found.shape(), like.type(), like.shape()));
    }
  }

  private static String some(Set<String> names) {
    String first = String.join(", ", names.stream().limit(5).toList());
    return names.isEmpty() ? "nothing" : names.size() > 5 ? first + " and so on" : first;
  }
}
