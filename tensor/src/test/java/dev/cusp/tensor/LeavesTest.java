package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.NonDifferentiable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records, lists, maps and arrays of tensors. */
final class LeavesTest {
  record Layer(Tensor weight, int size) {}

  record Model(
      List<Layer> layers, Map<String, Tensor> more, @NonDifferentiable Tensor seen, Tensor ids) {}

  private static final Tensor ONE = Tensor.scalar(1);
  private static final Model MODEL =
      new Model(
          List.of(new Layer(ONE, 3), new Layer(Tensor.scalar(2), 4)),
          Map.of("bias", Tensor.scalar(3)),
          Tensor.scalar(5),
          Tensor.of(7));

  @Test
  void floatingTensorsHavePathsAndConstantsAreLeftAlone() {
    assertThat(Leaves.paths(MODEL))
        .containsExactly("layers.0.weight", "layers.1.weight", "more.bias");
    Model doubled = Leaves.map(MODEL, t -> t.mul(2));
    assertThat(doubled.layers().get(1).weight().item()).isEqualTo(4);
    assertThat(doubled.more().get("bias").item()).isEqualTo(6);
    assertThat(doubled.seen()).isSameAs(MODEL.seen());
    assertThat(doubled.ids()).isSameAs(MODEL.ids());
  }

  @Test
  void everyTensorIsVisitedWhereAllAreWanted() {
    StringBuilder seen = new StringBuilder();
    Model same =
        Leaves.every(
            MODEL,
            (path, t) -> {
              seen.append(path).append('=').append((int) t.toDoubles()[0]).append(' ');
              return t;
            });
    assertThat(seen).hasToString("layers.0.weight=1 layers.1.weight=2 more.bias=3 seen=5 ids=7 ");
    assertThat(same).isSameAs(MODEL);
  }

  @Test
  void whatIsNotChangedStaysTheObjectItIs() {
    Model changed = Leaves.map(MODEL, t -> t == ONE ? Tensor.scalar(9) : t);
    assertThat(changed.layers().get(0).weight().item()).isEqualTo(9);
    assertThat(changed.layers().get(1)).isSameAs(MODEL.layers().get(1));
    assertThat(changed.more()).isSameAs(MODEL.more());
  }

  @Test
  void noGradientReachesAConstantComponent() {
    Model gradient =
        Gradients.<Model>of(m -> m.layers().get(0).weight().mul(m.seen())).apply(MODEL);
    assertThat(gradient.layers().get(0).weight().item()).isEqualTo(5);
    assertThat(gradient.seen()).isSameAs(MODEL.seen());
  }
}
