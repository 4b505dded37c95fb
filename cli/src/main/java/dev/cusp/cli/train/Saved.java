package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.io.SafeTensors;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Sequential;
import dev.cusp.tensor.Key;
import dev.cusp.train.Standardization;
import dev.cusp.train.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network with what is needed to use it, as a file of it says: which one, its images and classes.
 *
 * @param shape height, width and channels
 */
record Saved(String name, Standardization.Kind kind, List<String> classes, int... shape) {
  /** What a file keeps of it besides the tensors. */
  Map<String, String> metadata() {
    return Map.of(
        "model",
        name,
        "standardize",
        kind.name(),
        "classes",
        String.join("\n", classes),
        "shape",
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(",")));
  }

  /** The network, not trained, behind its standardization. */
  Sequential model(Standardization first, Key key) {
    Classifiers.Named named = Classifiers.all().get(name);
    if (named == null) {
      throw Failure.wrongUse(
          "there is no model '%s'; there are %s".formatted(name, Classifiers.all().keySet()));
    }
    List<Layer> both = new ArrayList<>(List.of(first));
    both.add(named.template().apply(classes.size()).make(key, shape));
    return new Sequential(both);
  }

  /** A network that was read from a file. */
  record Read(Saved saved, Sequential model) {}

  /** Reads a file. */
  static Read read(Path file) throws IOException {
    SafeTensors all = SafeTensors.read(file);
    Map<String, String> said = all.metadata();
    if (!said.keySet().containsAll(List.of("model", "standardize", "classes", "shape"))) {
      throw new IOException(
          file + ": it does not say which network it is; 'train' writes such files");
    }
    try {
      int[] shape =
          Arrays.stream(said.get("shape").split(",")).mapToInt(Integer::parseInt).toArray();
      var kind = Standardization.Kind.valueOf(said.get("standardize"));
      Saved saved =
          new Saved(said.get("model"), kind, List.of(said.get("classes").split("\n")), shape);
      Sequential like = saved.model(Standardization.like(kind, shape), Key.of(0));
      return new Read(saved, Weights.in(file.toString(), all.tensors(), like));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": what it says of its network is wrong: " + e.getMessage(), e);
    }
  }
}
