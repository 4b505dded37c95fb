package dev.cusp.train;

import dev.cusp.io.SafeTensors;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@link Progress} in a {@code .safetensors} file: {@code model.PATH}, {@code average.PATH}, {@code
 * optimizer.NAME.NUMBER} and {@code history.TABLE} are tensors, the rest metadata. Training that is
 * resumed from one goes on bit for bit as if it had not been interrupted.
 */
public final class Checkpoint {
  private static final String FORMAT = "cusp checkpoint 1";

  private Checkpoint() {}

  /** Writes a checkpoint; a file that is there is replaced once all is written. */
  public static void write(Path file, Progress<?> progress) throws IOException {
    write(file, progress, Map.of());
  }

  /**
   * Writes a checkpoint.
   *
   * @param more metadata for whoever reads it
   */
  public static void write(Path file, Progress<?> progress, Map<String, String> more)
      throws IOException {
    Map<String, Tensor> tensors = new TreeMap<>();
    Map<String, String> metadata = new TreeMap<>(more);
    Optimizer.State state = progress.now().state();
    Weights.of(progress.now().model()).forEach((path, t) -> tensors.put("model." + path, t));
    if (progress.average() != null) {
      Weights.of(progress.average()).forEach((path, t) -> tensors.put("average." + path, t));
    }
    state
        .memory()
        .forEach((name, all) -> {
          for (int i = 0; i < all.size(); i++) {
            tensors.put("optimizer." + name + "." + i, all.get(i));
          }
        });
    metadata.put("format", FORMAT);
    metadata.put("optimizer.names", String.join(",", state.memory().keySet()));
    metadata.put("optimizer.step", Long.toString(state.step()));
    metadata.put("optimizer.scale", Double.toString(state.scale()));
    metadata.put("key", Long.toString(progress.key().bits()));
    metadata.put("epoch", Integer.toString(progress.epoch()));
    metadata.put("step", Integer.toString(progress.step()));
    metadata.put("sum", Double.toString(progress.sum()));
    put("steps", progress.history().steps(), tensors, metadata);
    put("epochs", progress.history().epochs(), tensors, metadata);
    put("norms", progress.history().norms(), tensors, metadata);
    new SafeTensors(tensors, metadata).write(file);
  }

  private static void put(
      String name, Table table, Map<String, Tensor> tensors, Map<String, String> metadata) {
    tensors.put("history." + name, table.numbers());
    metadata.put("history." + name, String.join(",", table.columns()));
  }

  /**
   * Reads a checkpoint.
   *
   * @param like a model of the same structure
   * @param optimizer the one that training goes on with
   * @throws IOException where the file is none, is damaged, or is of another model or optimizer
   */
  public static <M> Progress<M> read(Path file, M like, Optimizer optimizer) throws IOException {
    SafeTensors all = SafeTensors.read(file);
    Reader in = new Reader(file.toString(), all);
    if (!FORMAT.equals(all.metadata().get("format"))) {
      throw new IOException(file + ": no checkpoint, though its tensors can be read");
    }
    M model = Weights.in(in.file, in.part("model."), like);
    Map<String, Tensor> average = in.part("average.");
    Map<String, List<Tensor>> memory = in.memory();
    in.check(optimizer.start(model).state().memory(), memory);
    Optimizer.State state =
        new Optimizer.State(
            in.number("optimizer.step", Long::parseLong),
            in.number("optimizer.scale", Double::parseDouble),
            memory);
    return new Progress<>(
        new Trained<>(model, state),
        average.isEmpty() ? null : Weights.in(in.file + ", average", average, like),
        new Key(in.number("key", Long::parseLong)),
        in.number("epoch", Integer::parseInt),
        in.number("step", Integer::parseInt),
        in.number("sum", Double::parseDouble),
        new History(in.table("steps"), in.table("epochs"), in.table("norms")));
  }

  private record Reader(String file, SafeTensors all) {
    private String text(String name) throws IOException {
      String text = all.metadata().get(name);
      if (text == null) {
        throw new IOException("%s: a checkpoint without '%s'".formatted(file, name));
      }
      return text;
    }

    <T> T number(String name, Function<String, T> parser) throws IOException {
      String text = text(name);
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new IOException("%s: '%s' is no number: %s".formatted(file, name, text), e);
      }
    }

    /** The tensors whose names have a prefix, without it. */
    Map<String, Tensor> part(String prefix) {
      Map<String, Tensor> part = new TreeMap<>();
      all.tensors()
          .forEach((name, t) -> {
            if (name.startsWith(prefix)) {
              part.put(name.substring(prefix.length()), t);
            }
          });
      return part;
    }

    private List<String> names(String name) throws IOException {
      String text = text(name);
      return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    Map<String, List<Tensor>> memory() throws IOException {
      Map<String, List<Tensor>> memory = new java.util.LinkedHashMap<>();
      for (String name : names("optimizer.names")) {
        Map<String, Tensor> own = part("optimizer." + name + ".");
        List<Tensor> list = new ArrayList<>();
        for (int i = 0; own.containsKey(Integer.toString(i)); i++) {
          list.add(own.get(Integer.toString(i)));
        }
        memory.put(name, list);
      }
      return memory;
    }

    /** Refuses what another optimizer remembers; some remember more as they go on. */
    void check(Map<String, List<Tensor>> fresh, Map<String, List<Tensor>> found)
        throws IOException {
      for (Map.Entry<String, List<Tensor>> each : fresh.entrySet()) {
        List<Tensor> own = found.getOrDefault(each.getKey(), List.of());
        if (!found.containsKey(each.getKey()) || own.size() != each.getValue().size()) {
          throw new IOException(
              "%s: the optimizer remembers %s, but the checkpoint's remembers %s"
                  .formatted(file, fresh.keySet(), found.keySet()));
        }
        for (int i = 0; i < own.size(); i++) {
          Weights.check(
              file, "optimizer." + each.getKey() + "." + i, own.get(i), each.getValue().get(i));
        }
      }
    }

    Table table(String name) throws IOException {
      List<String> columns = names("history." + name);
      Tensor numbers = all.tensors().get("history." + name);
      if (numbers == null
          || numbers.shape().rank() != 2
          || numbers.shape().length(1) != columns.size()) {
        throw new IOException(
            "%s: history.%s is no table with the columns %s".formatted(file, name, columns));
      }
      return Table.of(columns, numbers);
    }
  }
}
