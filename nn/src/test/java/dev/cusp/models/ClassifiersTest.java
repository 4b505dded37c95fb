package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.nn.Layer;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Pass;
import dev.cusp.nn.StateDict;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks for images: the numbers of parameters of the literature, shapes, gradients, and that a
 * step makes the loss smaller.
 */
final class ClassifiersTest {
  private static final Key KEY = Key.of(1);

  /** How many parameters somebody else counted. */
  record Published(String name, Template<? extends Layer> template, int side, long parameters) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Those of photographs are torchvision's, MobileNet's is Keras's, the others are exact sums. */
  static List<Published> published() {
    return List.of(
        new Published("VGG-11", VggNets.of(11, false, 1000), 224, 132_863_336),
        new Published("VGG-16", VggNets.of(16, false, 1000), 224, 138_357_544),
        new Published("VGG-16, normalized", VggNets.of(16, true, 1000), 224, 138_365_992),
        new Published("VGG-19", VggNets.of(19, false, 1000), 224, 143_667_240),
        new Published("ResNet-18", ResNets.large(18, 1000), 224, 11_689_512),
        new Published("ResNet-34", ResNets.large(34, 1000), 224, 21_797_672),
        new Published("ResNet-50", ResNets.large(50, 1000), 224, 25_557_032),
        new Published("ResNet-101", ResNets.large(101, 1000), 224, 44_549_160),
        new Published("DenseNet-121", DenseNets.of121(1000), 224, 7_978_856),
        new Published("MobileNet", MobileNets.of(1, 1000), 224, 4_231_976),
        new Published("DenseNet-40-12", DenseNets.small(40, 12, 10), 32, 1_019_722),
        new Published("DenseNet-BC-100-12", DenseNets.compressed(100, 12, 10), 32, 769_162),
        new Published("WRN-28-10", ResNets.wide(28, 10, 10), 32, 36_479_194));
  }

  @ParameterizedTest
  @MethodSource("published")
  void theyHaveTheParametersOfTheLiterature(Published p) {
    Object model = p.template().make(KEY, p.side(), p.side(), 3);
    assertThat(Summary.of(model).parameters()).isEqualTo(p.parameters());
  }

  /** The papers' tables have two digits; those of He et al. pad shortcuts instead of projecting. */
  @Test
  void theOthersHaveThemRounded() {
    Map<Template<? extends Layer>, Double> millions =
        Map.of(
            ResNets.small(20, 10), 0.27,
            ResNets.small(56, 10), 0.86,
            ResNets.small(110, 10), 1.73,
            ResNets.preactivated(164, 10), 1.7,
            ResNets.wide(16, 4, 10), 2.75,
            ResNets.wide(40, 4, 10), 8.9);
    millions.forEach((template, expected) -> {
      double own = Summary.of(template.make(KEY, 32, 32, 3)).parameters() / 1e6;
      assertThat(own).isCloseTo(expected, within(0.06));
    });
  }

  @Test
  void allGiveLogitsForSmallImages() {
    Classifiers.all()
        .forEach((name, named) -> {
          Layer model = named.template().apply(10).make(KEY, 28, 28, 1);
          Tensor x = Tensor.zeros(DType.F32, 2, 28, 28, 1);
          assertThat(model.apply(x).shape().lengths()).as(name).containsExactly(2, 10);
        });
  }

  /** One of each kind of block, small. */
  static List<Template<? extends Layer>> small() {
    return List.of(
        Classifiers.lenet(3),
        ResNets.small(8, 3),
        ResNets.preactivated(11, 3),
        DenseNets.small(7, 4, 3),
        DenseNets.compressed(10, 4, 3));
  }

  static List<Template<? extends Layer>> trained() {
    List<Template<? extends Layer>> all = new ArrayList<>(small());
    all.add(ResNets.plain(8, 3));
    all.add(ResNets.wide(10, 1, 3));
    all.add(MobileNets.of(0.03, 3));
    return all;
  }

  /** Twelve images of three classes, of which a class is brighter in a corner of its own. */
  private static Tensor images(DType type) {
    Tensor labels = labels();
    Tensor corner = Tensor.range(64).reshape(1, 8, 8, 1).floorDiv(22);
    Tensor bright = corner.eq(labels.reshape(12, 1, 1, 1)).as(type);
    return Key.of(2).normal(type, 12, 8, 8, 1).mul(0.5).add(bright);
  }

  private static Tensor labels() {
    return Tensor.range(12).mod(3);
  }

  @ParameterizedTest
  @MethodSource("trained")
  void stepsMakeTheLossSmaller(Template<? extends Layer> template) {
    Layer model = template.make(KEY, 8, 8, 1);
    Tensor x = images(DType.F32);
    Adam adam = Adam.of(0.005);
    Trained<Layer> now = adam.start(model);
    double first = 0;
    double last = 0;
    for (int step = 0; step < 8; step++) {
      Pass pass = Pass.training(KEY.split(step));
      var result =
          Gradients.<Layer>valueAndGradient(m -> Losses.crossEntropy(m.apply(x, pass), labels()))
              .apply(now.model());
      Trained<Layer> next = adam.step(now, result);
      last = result.value().item();
      first = step == 0 ? last : first;
      now = new Trained<>(pass.updated(next.model()), next.state());
    }
    assertThat(last).isLessThan(0.9 * first);
  }

  /** Central differences of step 1e-6 err by about 1e-9; no ReLU is that near to 0. */
  @ParameterizedTest
  @MethodSource("small")
  void gradientsAgreeWithDifferences(Template<? extends Layer> template) {
    Tensor x = images(DType.F64);
    Layer model = template.make(x, KEY);
    List<Tensor> bars = Leaves.of(Gradients.<Layer>of(m -> loss(m, x)).apply(model));
    double slope = 0;
    for (int i = 0; i < bars.size(); i++) {
      slope += bars.get(i).mul(direction(bars.get(i), i)).sum().item();
    }
    double h = 1e-6;
    double difference = (loss(moved(model, h), x).item() - loss(moved(model, -h), x).item());
    assertThat(slope).isCloseTo(difference / (2 * h), within(1e-6 * (1 + Math.abs(slope))));
  }

  private static Tensor loss(Layer model, Tensor x) {
    return Losses.crossEntropy(model.apply(x, Pass.training(KEY)), labels());
  }

  private static Tensor direction(Tensor like, int i) {
    int[] shape = like.shape().lengths().stream().mapToInt(n -> n).toArray();
    return Key.of(50 + i).normal(DType.F64, shape).mul(0.1);
  }

  private static Layer moved(Layer model, double h) {
    int[] next = {0};
    return Leaves.map(model, t -> t.add(direction(t, next[0]++).mul(h)));
  }

  @Test
  void depthsThatThereAreNotAreRefused() {
    assertThatThrownBy(() -> ResNets.small(21, 10))
        .hasMessage("such a network has 6 n + 2 layers, not 21");
    assertThatThrownBy(() -> ResNets.large(20, 10))
        .hasMessage("a ResNet of this kind has 18, 34, 50, 101 or 152 layers, not 20");
    assertThatThrownBy(() -> VggNets.of(12, true, 10))
        .hasMessage("a VGG network has 11, 13, 16 or 19 layers, not 12");
    assertThatThrownBy(() -> DenseNets.small(41, 12, 10))
        .hasMessage("such a DenseNet has 3 n + 4 layers, not 41");
  }

  @Test
  void namesAreTorchvisions() {
    Layer model = ResNets.large(50, 10).make(KEY, 64, 64, 3);
    Map<String, Tensor> state = StateDict.of(model, ResNets.torchNames(50));
    assertThat(state.keySet())
        .contains(
            "conv1.weight",
            "bn1.running_mean",
            "layer1.0.downsample.0.weight",
            "layer1.0.downsample.1.running_var",
            "layer3.5.conv3.weight",
            "layer4.2.bn3.bias",
            "fc.bias")
        .allMatch(name ->
            name.matches(
                "(fc|conv1|bn1|layer[1-4]\\.\\d\\.((conv|bn)[1-3]|downsample\\.[01]))\\.\\w+"));
    assertThat(state).hasSize(2 + 53 * 5); // PyTorch's 320 less 53 that count batches
  }
}
