package dev.cusp.cli.train;

import dev.cusp.io.SafeTensors;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import dev.cusp.train.Standardization;
import dev.cusp.train.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A network with what is needed to use it, as a file of it says: which one, its inputs and classes.
 *
 * @param shape height, width and channels of images; how many columns of a table
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
  Sequential model(Template<Sequential> template, Standardization first, Key key) {
    List<Layer> both = new ArrayList<>(List.of(first));
    both.add(Family.made(name, template, key, shape));
    return new Sequential(both);
  }

  /** A network that was read from a file. */
  record Read(Saved saved, Sequential model) {}

  /** What a file says of its network, which has to be all of that. */
  static Map<String, String> said(Path file, Map<String, String> metadata, String... keys)
      throws IOException {
    if (!metadata.keySet().containsAll(List.of(keys))) {
      throw new IOException(
          file + ": it does not say which network it is; 'train' writes such files");
    }
    return metadata;
  }

  /** The name of the network in a file. */
  static String name(Path file, SafeTensors all) throws IOException {
    return said(file, all.metadata(), "model").get("model");
  }

  /**
   * The network in a file.
   *
   * @param templates which network a name is, for a number of classes
   */
  static Read read(
      Path file, SafeTensors all, BiFunction<String, Integer, Template<Sequential>> templates)
      throws IOException {
    Map<String, String> said =
        said(file, all.metadata(), "model", "standardize", "classes", "shape");
    try {
      int[] shape =
          Arrays.stream(said.get("shape").split(",")).mapToInt(Integer::parseInt).toArray();
      var kind = Standardization.Kind.valueOf(said.get("standardize"));
      Saved saved =
          new Saved(said.get("model"), kind, List.of(said.get("classes").split("\n")), shape);
      var template = templates.apply(saved.name(), saved.classes().size());
      Sequential like = saved.model(template, Standardization.like(kind, shape), Key.of(0));
      return new Read(saved, Weights.in(file.toString(), all.tensors(), like));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": what it says of its network is wrong: " + e.getMessage(), e);
    }
  }

  /**
   * The same of a network for texts.
   *
   * @param length how many characters it sees at once
   */
  record Text(String name, List<String> alphabet, int length) {
    Map<String, String> metadata() {
      return Map.of(
          "model", name, "alphabet", String.join("", alphabet), "length", String.valueOf(length));
    }

    static Text of(Path file, Map<String, String> metadata) throws IOException {
      Map<String, String> said = said(file, metadata, "model", "alphabet", "length");
      List<String> alphabet =
          said.get("alphabet").codePoints().mapToObj(Character::toString).toList();
      try {
        return new Text(said.get("model"), alphabet, Integer.parseInt(said.get("length")));
      } catch (NumberFormatException e) {
        throw new IOException(
            file + ": the length of its texts is no number: " + e.getMessage(), e);
      }
    }
  }
}
