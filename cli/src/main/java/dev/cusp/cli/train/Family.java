package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.io.SafeTensors;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Networks that learn the same thing: what settings mean to them, and what they are used for. */
sealed interface Family permits ImageClasses, Autoencoders, Texts, Tables {
  List<Family> ALL = List.of(new ImageClasses(), new Autoencoders(), new Texts(), new Tables());

  /** What they do, in a line. */
  String about();

  /** The names of the networks, and what each is. */
  Map<String, String> networks();

  /** How many parameters a network has, of the size that {@link #about} names. */
  long parameters(String name);

  /**
   * The settings of those who say nothing but the name and, if not null, the data.
   *
   * @throws IOException if the data are there and cannot be read
   */
  Settings defaults(String name, String data) throws IOException;

  /** Refuses settings that mean nothing here. */
  void check(Settings settings);

  /** A network with its data, before training. */
  Job<?> job(Settings settings, Key key, Consumer<String> progress) throws IOException;

  /** Uses a network that was trained. */
  void predict(Path file, SafeTensors trained, Predict options, PrintWriter out) throws IOException;

  /** What each network is, of networks by name. */
  static <N> Map<String, String> abouts(Map<String, N> networks, Function<N, String> about) {
    Map<String, String> all = new LinkedHashMap<>();
    networks.forEach((name, network) -> all.put(name, about.apply(network)));
    return all;
  }

  /**
   * That of a network.
   *
   * @param target the column that it learns; null where it learns no table
   */
  static Family of(String name, String target) {
    if (target != null && isNetwork(name)) {
      return new Tables();
    }
    List<String> all = new ArrayList<>();
    for (Family family : ALL) {
      if (family.networks().containsKey(name)) {
        return family;
      }
      all.addAll(family.networks().keySet());
    }
    throw Failure.wrongUse("there is no model '%s'; there are %s".formatted(name, all));
  }

  static boolean isNetwork(String name) {
    return ALL.stream().anyMatch(family -> family.networks().containsKey(name));
  }

  /** A network for inputs of a shape; one that does not go with it is refused. */
  static <M> M made(String name, Template<M> template, Key key, int... shape) {
    try {
      M model = template.make(key, shape);
      Summary.of(model);
      return model;
    } catch (IllegalArgumentException e) {
      String sizes =
          String.join(" x ", java.util.Arrays.stream(shape).mapToObj("%d"::formatted).toList());
      throw Failure.wrongUse(
          "%s does not take inputs of %s: %s".formatted(name, sizes, e.getMessage()));
    }
  }
}
