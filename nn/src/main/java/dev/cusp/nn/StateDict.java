package dev.cusp.nn;

import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Models with weights from and for PyTorch: its names and its layouts, as {@code
 * module.state_dict()} has them and a {@code .safetensors} file keeps them.
 *
 * <p>What a layer's tensors are called is known, {@code weight}, {@code running_mean}, {@code
 * weight_ih_l0} and so on; what the layer itself is called is said by a function from its path in
 * the model, such as {@code layers.0}, to that in PyTorch's module. Tensors of other records keep
 * their names and layouts.
 *
 * <p>PyTorch's images have the channels before height and width. Where they are flattened, use
 * {@link Functions#flattenChannelsFirst} for the numbers to be in the order of PyTorch's.
 */
public final class StateDict {
  /** What PyTorch counts and no result depends on. */
  private static final String IGNORED = "num_batches_tracked";

  /** How PyTorch's numbers lie, seen from ours. */
  private enum Layout {
    SAME,
    TRANSPOSED,
    /** Axis 1, channels or filters, is the last of ours. */
    SECOND_LAST;

    Tensor toOurs(Tensor x) {
      return switch (this) {
        case SAME -> x;
        case TRANSPOSED -> x.transpose();
        case SECOND_LAST -> x.moveAxis(1, -1);
      };
    }

    Tensor toTorch(Tensor x) {
      return switch (this) {
        case SAME -> x;
        case TRANSPOSED -> x.transpose();
        case SECOND_LAST -> x.moveAxis(-1, 1);
      };
    }
  }

  private record Entry(String name, Layout layout) {}

  private final UnaryOperator<String> names;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private StateDict(UnaryOperator<String> names) {
    this.names = names;
  }

  /**
   * The names of PyTorch's own {@code Sequential}s: those of ours without {@code layers}, so {@code
   * layers.0.layers.2} is {@code 0.2}.
   */
  public static String plainName(String path) {
    return String.join(
        ".", List.of(path.split("\\.")).stream().filter(part -> !part.equals("layers")).toList());
  }

  /**
   * Names by the beginnings of paths, the longest that fits; the rest as {@link #plainName}.
   *
   * @param prefixes such as {@code layers.0} to {@code conv1}
   */
  public static UnaryOperator<String> names(Map<String, String> prefixes) {
    return path -> {
      for (String front = path; ; front = front.substring(0, front.lastIndexOf('.'))) {
        String name = prefixes.get(front);
        if (name != null) {
          return joined(
              name, plainName(path.substring(Math.min(front.length() + 1, path.length()))));
        }
        if (front.lastIndexOf('.') < 0) {
          return plainName(path);
        }
      }
    };
  }

  /**
   * A model with PyTorch's numbers in place of its own, in its own types.
   *
   * @param state tensors by PyTorch's names
   * @throws IllegalArgumentException where names are missing or left over, or shapes are not those
   *     of the model
   */
  public static <M> M load(M model, Map<String, Tensor> state, UnaryOperator<String> names) {
    Map<String, Entry> entries = entries(model, names);
    Set<String> missing = new TreeSet<>();
    entries.values().forEach(e -> missing.add(e.name()));
    Set<String> left = new TreeSet<>(state.keySet());
    left.removeAll(missing);
    left.removeIf(name -> name.endsWith(IGNORED));
    missing.removeAll(state.keySet());
    if (!missing.isEmpty() || !left.isEmpty()) {
      throw new IllegalArgumentException(
          "the names do not fit: the model wants %s, which are not there; there are %s, which it"
                  .formatted(missing, left)
              + " has no place for");
    }
    M loaded =
        Leaves.every(
            model,
            (path, old) -> {
              Entry e = entries.get(path);
              Tensor given = state.get(e.name());
              int rank = given.shape().rank();
              boolean fits = rank == old.shape().rank();
              Tensor ours = fits ? e.layout().toOurs(given) : given;
              if (!ours.shape().equals(old.shape())) {
                throw new IllegalArgumentException(
                    "%s has shape %s; for %s of shape %s it has to be %s"
                        .formatted(
                            e.name(),
                            given.shape(),
                            path,
                            old.shape(),
                            e.layout().toTorch(old).shape()));
              }
              return ours.as(old.type());
            });
    Tensor.evaluate(Leaves.every(loaded));
    return loaded;
  }

  /** As {@link #load(Object, Map, UnaryOperator)}, with names as {@link #plainName}. */
  public static <M> M load(M model, Map<String, Tensor> state) {
    return load(model, state, StateDict::plainName);
  }

  /** What PyTorch would load: a model's tensors by PyTorch's names and in its layouts. */
  public static Map<String, Tensor> of(Object model, UnaryOperator<String> names) {
    Map<String, Entry> entries = entries(model, names);
    Map<String, Tensor> state = new TreeMap<>();
    Leaves.every(
        model,
        (path, t) -> {
          Entry e = entries.get(path);
          if (state.put(e.name(), e.layout().toTorch(t)) != null) {
            throw new IllegalArgumentException("two tensors would be called " + e.name());
          }
          return t;
        });
    return state;
  }

  private static Map<String, Entry> entries(Object model, UnaryOperator<String> names) {
    StateDict dict = new StateDict(names);
    dict.add(model, "");
    Set<String> there = new TreeSet<>();
    Leaves.every(
        model,
        (path, t) -> {
          there.add(path);
          return t;
        });
    dict.entries.keySet().retainAll(there); // a bias may be missing
    return dict.entries;
  }

  private static String joined(String path, String name) {
    return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
  }

  private void put(String path, String ours, String torch, Layout layout) {
    entries.put(joined(path, ours), new Entry(joined(names.apply(path), torch), layout));
  }

  private void add(Object part, String path) {
    switch (part) {
      case Dense _ -> affine(path, Layout.TRANSPOSED);
      case Conv _ -> affine(path, Layout.SECOND_LAST);
      case ConvTransposed _ -> affine(path, Layout.SECOND_LAST);
      case BatchNorm _ -> {
        scaled(path);
        put(path, "mean", "running_mean", Layout.SAME);
        put(path, "variance", "running_var", Layout.SAME);
      }
      case LayerNorm _ -> scaled(path);
      case GroupNorm _ -> scaled(path);
      case RmsNorm _ -> put(path, "scale", "weight", Layout.SAME);
      case Embedding _ -> put(path, "table", "weight", Layout.SAME);
      case MultiHeadAttention _ -> {
        put(path, "in.weight", "in_proj_weight", Layout.TRANSPOSED);
        put(path, "in.bias", "in_proj_bias", Layout.SAME);
        put(path, "out.weight", "out_proj.weight", Layout.TRANSPOSED);
        put(path, "out.bias", "out_proj.bias", Layout.SAME);
      }
      case Stacked stacked -> {
        for (int i = 0; i < stacked.layers().size(); i++) {
          SequenceLayer layer = stacked.layers().get(i);
          if (layer instanceof Recurrent<?> || layer instanceof Bidirectional<?>) {
            sequence(layer, path, "layers." + i, i);
          } else {
            add(layer, joined(path, "layers." + i));
          }
        }
      }
      case Recurrent<?> _, Bidirectional<?> _ -> sequence(part, path, "", 0);
      case Record record -> parts(record, path);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(list.get(i), joined(path, "" + i));
        }
      }
      case Map<?, ?> map -> map.forEach((key, value) -> add(value, joined(path, "" + key)));
      case Object[] array -> add(List.of(array), path);
      case Tensor _ -> {
        String last = path.substring(path.lastIndexOf('.') + 1);
        String owner = path.substring(0, Math.max(0, path.length() - last.length() - 1));
        put(owner, last, last, Layout.SAME);
      }
      case null, default -> {}
    }
  }

  private void affine(String path, Layout layout) {
    put(path, "weight", "weight", layout);
    put(path, "bias", "bias", Layout.SAME);
  }

  private void scaled(String path) {
    put(path, "scale", "weight", Layout.SAME);
    put(path, "shift", "bias", Layout.SAME);
  }

  /** A layer of a recurrent module; PyTorch's has all of them in one. */
  private void sequence(Object layer, String module, String inner, int number) {
    if (layer instanceof Bidirectional<?> both && isKnown(both.forward())) {
      gates(module, joined(inner, "forward"), "_l" + number);
      gates(module, joined(inner, "backward"), "_l" + number + "_reverse");
    } else if (isKnown(layer)) {
      gates(module, inner, "_l" + number);
    } else {
      parts((Record) layer, joined(module, inner));
    }
  }

  private static boolean isKnown(Object layer) {
    return layer instanceof Recurrent<?> recurrent
        && switch (recurrent.cell()) {
          case RnnCell _, LstmCell _, GruCell _ -> true;
          default -> false;
        };
  }

  private void gates(String module, String layer, String suffix) {
    String path = joined(layer, "cell.gates.");
    put(module, path + "input", "weight_ih" + suffix, Layout.TRANSPOSED);
    put(module, path + "state", "weight_hh" + suffix, Layout.TRANSPOSED);
    put(module, path + "inputBias", "bias_ih" + suffix, Layout.SAME);
    put(module, path + "stateBias", "bias_hh" + suffix, Layout.SAME);
  }

  private void parts(Record record, String path) {
    Components.of(record).forEach((name, part) -> add(part, joined(path, name)));
  }
}
