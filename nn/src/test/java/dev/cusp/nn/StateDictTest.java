package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.io.SafeTensors;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Weights made by PyTorch give PyTorch's outputs and gradients; the files are written by {@code
 * dev.cusp.peers.StateDicts}.
 */
final class StateDictTest {
  private static final Key KEY = Key.of(1);

  /** A model, what PyTorch calls its layers, and whether it is given images. */
  record Case(String file, Template<?> template, Map<String, String> names, boolean isOfImages) {
    @Override
    public String toString() {
      return file;
    }

    Tensor ours(Tensor x) {
      return isOfImages ? x.moveAxis(1, -1) : x;
    }

    Layer model(Map<String, Tensor> all) {
      return (Layer) template.make(ours(all.get("input")), KEY);
    }

    UnaryOperator<String> renaming() {
      return StateDict.names(names);
    }
  }

  /** Tokens, with double weights. */
  private static Template<Embedding> tokens() {
    return (_, key) -> new Embedding(key.normal(DType.F64, 7, 4));
  }

  static List<Case> cases() {
    return List.of(
        new Case("rnn", Recurrent.rnn(4), Map.of("", "rnn"), false),
        new Case("gru", Recurrent.gru(4), Map.of("", "gru"), false),
        new Case(
            "lstm",
            Sequential.of(Stacked.of(2, Bidirectional.of(Recurrent.lstm(2))), Dense.of(3)),
            Map.of("layers.0", "lstm", "layers.1", "head"),
            false),
        new Case(
            "convolutions",
            Sequential.of(
                Conv.of(4, 3).same(),
                BatchNorm.of(),
                Functions.relu(),
                Conv.depthwise(1, 3, 2).withoutBias(),
                GroupNorm.of(2),
                Functions.tanh(),
                ConvTransposed.of(3, 2, Window.VALID.stride(2)),
                Functions.flattenChannelsFirst(),
                Dense.of(5)),
            Map.of(
                "layers.0", "conv1",
                "layers.1", "bn1",
                "layers.3", "conv2",
                "layers.4", "norm",
                "layers.6", "up",
                "layers.8", "fc"),
            true),
        new Case(
            "transformer",
            Sequential.of(tokens(), TransformerBlock.of(2, true, 0)),
            Map.of(
                "layers.0", "embedding",
                "layers.1", "block",
                "layers.1.first", "block.norm1",
                "layers.1.attention", "block.self_attn",
                "layers.1.second", "block.norm2",
                "layers.1.up", "block.linear1",
                "layers.1.down", "block.linear2"),
            false));
  }

  private static Map<String, Tensor> read(String name) throws IOException {
    return SafeTensors.read(
            Path.of("src", "test", "resources", "dev", "cusp", "nn", name + ".safetensors"))
        .tensors();
  }

  private static Map<String, Tensor> state(Map<String, Tensor> all) {
    Map<String, Tensor> state = new HashMap<>(all);
    state.keySet().removeIf(n -> n.startsWith("bar.") || n.equals("input") || n.equals("output"));
    return state;
  }

  /** Both compute in double and add in different orders. */
  private static void same(String name, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double scale = expected.abs().max().item();
    assertThat(actual.toDoubles())
        .as(name)
        .containsExactly(expected.toDoubles(), within(1e-13 * (1 + scale)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsArePyTorchs(Case c) throws IOException {
    Map<String, Tensor> all = read(c.file());
    Layer model = StateDict.load(c.model(all), state(all), c.renaming());
    same("output", model.apply(c.ours(all.get("input"))), all.get("output"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsArePyTorchs(Case c) throws IOException {
    Map<String, Tensor> all = read(c.file());
    Map<String, Object> at = new TreeMap<>();
    at.put("model", StateDict.load(c.model(all), state(all), c.renaming()));
    at.put("x", c.ours(all.get("input")));
    var vjp =
        Gradients.<Map<String, Object>, Tensor>vjp(
            m -> ((Layer) m.get("model")).apply((Tensor) m.get("x")), at);
    double[] bars = new double[all.get("output").shape().size()];
    Arrays.setAll(bars, i -> (7 * i % 11 - 4) / 4.0);
    Map<String, Object> gradient =
        vjp.pullback().apply(Tensor.of(bars).reshape(vjp.value().shape()));
    Map<String, Tensor> byName = StateDict.of(gradient.get("model"), c.renaming());
    byName.keySet().removeIf(name -> name.contains("running_")); // constants
    byName.forEach((name, bar) -> same(name, bar, all.get("bar." + name)));
    if (all.containsKey("bar.input")) {
      same("bar.input", (Tensor) gradient.get("x"), c.ours(all.get("bar.input")));
      assertThat(all.keySet().stream().filter(name -> name.startsWith("bar.")))
          .hasSize(byName.size() + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsWrittenIsWhatWasRead(Case c) throws IOException {
    Map<String, Tensor> all = read(c.file());
    Map<String, Tensor> state = state(all);
    Layer model = StateDict.load(c.model(all), state, c.renaming());
    state.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    Map<String, Tensor> written = StateDict.of(model, c.renaming());
    assertThat(written.keySet()).isEqualTo(state.keySet());
    written.forEach((name, t) -> {
      assertThat(t.shape()).as(name).isEqualTo(state.get(name).shape());
      assertThat(t.toDoubles()).as(name).isEqualTo(state.get(name).toDoubles());
    });
  }

  @Test
  void sequentialsHavePyTorchsNamesByThemselves() {
    Layer model =
        Sequential.of(Sequential.of(Dense.of(3), BatchNorm.of()), Dense.of(2).withoutBias())
            .make(KEY, 4);
    Map<String, Tensor> state = StateDict.of(model, StateDict::plainName);
    assertThat(state.keySet())
        .containsExactly(
            "0.0.bias",
            "0.0.weight",
            "0.1.bias",
            "0.1.running_mean",
            "0.1.running_var",
            "0.1.weight",
            "1.weight");
    assertThat(state.get("0.0.weight").shape().lengths()).containsExactly(3, 4);
    Sequential loaded = StateDict.load((Sequential) model, state);
    assertThat(((Dense) loaded.layers().getLast()).bias()).isNull();
  }

  /** A record that is no layer of ours keeps its names. */
  record Scaled(Tensor factor, List<Dense> each) {}

  @Test
  void recordsOfOnesOwn() {
    Dense dense = Dense.of(2).make(KEY, 3);
    Scaled model = new Scaled(Tensor.of(1.5), List.of(dense, dense));
    assertThat(StateDict.of(model, UnaryOperator.identity()).keySet())
        .containsExactly("each.0.bias", "each.0.weight", "each.1.bias", "each.1.weight", "factor");
  }

  @Test
  void numbersBecomeThoseOfTheModelsType() throws IOException {
    Map<String, Tensor> state = state(read("gru"));
    Recurrent<Tensor> model = StateDict.load(Recurrent.gru(4).make(KEY, 5, 3), state, _ -> "gru");
    assertThat(((GruCell) model.cell()).gates().input().type()).isEqualTo(DType.F32);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Dense model = Dense.of(3).make(KEY, 4);
    Map<String, Tensor> state = StateDict.of(model, UnaryOperator.identity());
    Map<String, Tensor> other = new HashMap<>(state);
    other.remove("bias");
    other.put("scale", Tensor.of(1.0));
    assertThatThrownBy(() -> StateDict.load(model, other))
        .hasMessage(
            "the names do not fit: the model wants [bias], which are not there; there are [scale],"
                + " which it has no place for");
    state.put("weight", Tensor.zeros(DType.F32, 4, 3));
    assertThatThrownBy(() -> StateDict.load(model, state))
        .hasMessage("weight has shape [4, 3]; for weight of shape [4, 3] it has to be [3, 4]");
  }
}
