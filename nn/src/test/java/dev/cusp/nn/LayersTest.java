package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer: shapes, gradients of its parameters against differences, and what it promises. */
final class LayersTest {
  private static final Key KEY = Key.of(42);

  /** A template with the shape of its inputs, and that of what comes out. */
  record Case(String name, Template<?> template, int[] in, int[] out) {
    @Override
    public String toString() {
      return name;
    }

    Layer layer() {
      return (Layer) template.make(Tensor.zeros(DType.F64, in), KEY);
    }

    Tensor input() {
      return Key.of(7).normal(DType.F64, in);
    }
  }

  private static int[] shape(int... lengths) {
    return lengths;
  }

  static List<Case> cases() {
    Template<Sequential> conv = Sequential.of(Conv.of(3, 3).same(), Layer.of("tanh", Tensor::tanh));
    return List.of(
        new Case("dense", Dense.of(5), shape(2, 3), shape(2, 5)),
        new Case("dense without bias", Dense.of(5).withoutBias(), shape(2, 4, 3), shape(2, 4, 5)),
        new Case("conv 1-d", Conv.of(4, 3), shape(2, 7, 3), shape(2, 5, 4)),
        new Case(
            "conv 2-d", Conv.of(4, 3, 2).same().stride(2), shape(2, 5, 6, 3), shape(2, 3, 3, 4)),
        new Case("conv 3-d", Conv.of(2, 2), shape(1, 3, 3, 3, 2), shape(1, 2, 2, 2, 2)),
        new Case("grouped", Conv.of(4, 3).groups(2), shape(1, 4, 4, 6), shape(1, 2, 2, 4)),
        new Case("depthwise", Conv.depthwise(2, 3).same(), shape(1, 4, 4, 3), shape(1, 4, 4, 6)),
        new Case(
            "separable", Conv.separable(5, Window.SAME, 3), shape(1, 4, 4, 3), shape(1, 4, 4, 5)),
        new Case(
            "transposed",
            ConvTransposed.of(2, 4, Window.SAME.stride(2)),
            shape(1, 3, 3, 2),
            shape(1, 6, 6, 2)),
        new Case("batch norm", BatchNorm.of(), shape(3, 2, 2, 4), shape(3, 2, 2, 4)),
        new Case("layer norm", LayerNorm.of(), shape(3, 5), shape(3, 5)),
        new Case("rms norm", RmsNorm.of(), shape(3, 5), shape(3, 5)),
        new Case("group norm", GroupNorm.of(2), shape(2, 3, 3, 4), shape(2, 3, 3, 4)),
        new Case("dropout", new Dropout(0.5), shape(4, 6), shape(4, 6)),
        new Case("residual", Residual.of(conv), shape(1, 4, 4, 3), shape(1, 4, 4, 3)),
        new Case(
            "projected",
            Residual.of(Sequential.of(conv, Conv.of(6, 1)), Conv.of(6, 1)),
            shape(1, 4, 4, 3),
            shape(1, 4, 4, 6)),
        new Case("dense block", DenseBlock.of(3, conv), shape(1, 4, 4, 2), shape(1, 4, 4, 11)),
        new Case("attention", MultiHeadAttention.of(2, false), shape(2, 5, 6), shape(2, 5, 6)),
        new Case(
            "causal attention", MultiHeadAttention.of(3, true), shape(2, 5, 6), shape(2, 5, 6)),
        new Case("transformer", TransformerBlock.of(2, true, 0.1), shape(1, 4, 6), shape(1, 4, 6)),
        new Case("rnn", Recurrent.rnn(4), shape(2, 5, 3), shape(2, 5, 4)),
        new Case("lstm", Recurrent.lstm(4), shape(2, 5, 3), shape(2, 5, 4)),
        new Case("gru", Recurrent.gru(4), shape(2, 5, 3), shape(2, 5, 4)),
        new Case(
            "two directions", Bidirectional.of(Recurrent.gru(2)), shape(2, 3, 3), shape(2, 3, 4)),
        new Case(
            "sequential",
            Sequential.of(
                Conv.of(4, 3),
                Functions.relu(),
                Functions.maxPool(2),
                Functions.flatten(),
                Dense.of(3),
                Functions.gelu(),
                Functions.sigmoid()),
            shape(2, 8, 8, 1),
            shape(2, 3)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsHaveTheirShapeInBothKindsOfPass(Case c) {
    Tensor x = c.input();
    assertThat(c.layer().apply(x).shape().lengths())
        .isEqualTo(Arrays.stream(c.out()).boxed().toList());
    assertThat(c.layer().apply(x, Pass.training(KEY)).shape().lengths())
        .isEqualTo(Arrays.stream(c.out()).boxed().toList());
  }

  /** Central differences of step 1e-5 err by about 1e-10 from truncation and rounding. */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientsInTrainingAgreeWithDifferences(Case c) {
    Map<String, Object> at = new LinkedHashMap<>();
    at.put("layer", c.layer());
    at.put("x", c.input());
    double h = 1e-5;
    double difference = (loss(c, moved(at, h)) - loss(c, moved(at, -h))) / (2 * h);
    List<Tensor> bars = Leaves.of(Gradients.<Map<String, Object>>of(m -> weighed(c, m)).apply(at));
    double slope = 0;
    for (int i = 0; i < bars.size(); i++) {
      slope += bars.get(i).mul(direction(bars.get(i), i)).sum().item();
    }
    assertThat(slope).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
  }

  private static Tensor weighed(Case c, Map<String, Object> at) {
    Layer layer = (Layer) at.get("layer");
    Tensor y = layer.apply((Tensor) at.get("x"), Pass.training(KEY));
    return y.mul(Key.of(3).uniform(DType.F64, c.out())).sum();
  }

  private static double loss(Case c, Map<String, Object> at) {
    return weighed(c, at).item();
  }

  private static Tensor direction(Tensor like, int i) {
    int[] shape = like.shape().lengths().stream().mapToInt(n -> n).toArray();
    return Key.of(50 + i).normal(DType.F64, shape);
  }

  private static Map<String, Object> moved(Map<String, Object> at, double h) {
    int[] next = {0};
    return Leaves.map(at, t -> t.add(direction(t, next[0]++).mul(h)));
  }

  @Test
  void batchNormalizationCentresTheBatchAndKeepsWhatItSaw() {
    Layer layer = BatchNorm.of().make(KEY, 4);
    Tensor x = Key.of(1).normal(DType.F32, 50, 4).mul(3).add(2);
    Pass pass = Pass.training(KEY);
    Tensor y = layer.apply(x, pass);
    assertThat(y.mean(0).abs().max().item()).isLessThan(1e-5);
    assertThat(y.square().mean(0).sub(1).abs().max().item()).isLessThan(1e-4);
    BatchNorm next = (BatchNorm) pass.updated(layer);
    double mean = x.at(1, 0).mean().item();
    assertThat(next.mean().get(0)).isCloseTo(0.1 * mean, within(1e-5));
    double unbiased = x.at(1, 0).sub(mean).square().sum().item() / 49;
    assertThat(next.variance().get(0)).isCloseTo(0.9 + 0.1 * unbiased, within(1e-4));
    assertThat(((BatchNorm) layer).mean().get(0)).isZero();
    assertThat(next.apply(x).get(0, 0))
        .isCloseTo(
            (x.get(0, 0) - next.mean().get(0)) / Math.sqrt(next.variance().get(0) + 1e-5),
            within(1e-5));
  }

  @Test
  void statisticsReachTheModelThroughAGradient() {
    Sequential model = Sequential.of(Dense.of(3), BatchNorm.of()).make(KEY, 2);
    Tensor x = Key.of(1).normal(DType.F32, 8, 2);
    Pass pass = Pass.training(KEY);
    var result = Gradients.<Sequential>valueAndGradient(m -> m.apply(x, pass).square().mean());
    result.apply(model).value().item();
    Sequential next = pass.updated(model);
    BatchNorm norm = (BatchNorm) next.layers().get(1);
    assertThat(norm.mean().toDoubles()).doesNotContain(0.0);
    assertThat(next.layers().get(0)).isSameAs(model.layers().get(0));
  }

  /** A step whose results came in another order each time would be compiled each time. */
  @Test
  void statisticsComeInTheOrderOfTheLayers() {
    Template<?>[] all = new Template<?>[16];
    Arrays.setAll(all, i -> Sequential.of(Dense.of(i + 1), BatchNorm.of()));
    Sequential model = Sequential.of(all).make(KEY, 2);
    Pass pass = Pass.training(KEY);
    model.apply(Tensor.zeros(DType.F32, 4, 2), pass);
    assertThat(pass.replacements().stream().map(t -> t.shape().size()).toList())
        .isEqualTo(IntStream.range(2, 34).mapToObj(i -> i / 2).toList());
  }

  @Test
  void batchNormalizationOfOneExampleIsRefused() {
    Layer layer = BatchNorm.of().make(KEY, 4);
    assertThatThrownBy(() -> layer.apply(Tensor.zeros(DType.F32, 1, 4), Pass.training(KEY)))
        .hasMessageContaining("of shape [1, 4]: there is no variance");
  }

  @Test
  void dropoutKeepsTheMeanAndIsTheKeys() {
    Dropout dropout = new Dropout(0.25);
    Tensor x = Tensor.ones(DType.F32, 20_000);
    Tensor y = dropout.apply(x, Pass.training(Key.of(1)));
    // the share of zeros has a standard deviation of 0.003: 5 of them
    assertThat(y.eq(0).as(DType.F64).mean().item()).isCloseTo(0.25, within(0.0153));
    assertThat(y.max().item()).isEqualTo(1 / 0.75, within(1e-6));
    assertThat(dropout.apply(x, Pass.training(Key.of(1))).toDoubles()).isEqualTo(y.toDoubles());
    assertThat(dropout.apply(x)).isSameAs(x);
    assertThatThrownBy(() -> Pass.inference().key()).hasMessageContaining("Pass.training(key)");
  }

  @Test
  void aResidualWhoseBodyIsZeroIsTheIdentity() {
    Residual layer = Residual.of(Dense.of(3).weights(Initializer.zeros())).make(KEY, 3);
    Tensor x = Key.of(1).normal(DType.F32, 2, 3);
    assertThat(layer.apply(x).toDoubles()).isEqualTo(x.toDoubles());
  }

  @Test
  void causalAttentionSeesNothingOfWhatComesLater() {
    Layer layer = MultiHeadAttention.of(2, true).make(KEY, 6, 4);
    Tensor x = Key.of(1).normal(DType.F32, 1, 6, 4);
    Tensor last = Tensor.range(6).eq(5).reshape(6, 1).as(DType.F32);
    Tensor y = layer.apply(x);
    Tensor other = layer.apply(x.add(last));
    assertThat(y.get(0, 4, 0)).isEqualTo(other.get(0, 4, 0));
    assertThat(y.get(0, 5, 0)).isNotEqualTo(other.get(0, 5, 0));
  }

  @Test
  void anEmbeddingIsRowsOfItsTable() {
    Embedding layer = Embedding.of(10, 3).make(Tensor.zeros(DType.I32, 1, 2), KEY);
    Tensor y = layer.apply(Tensor.ofNested(new int[][] {{1, 9}, {0, 1}}));
    assertThat(y.shape().lengths()).containsExactly(2, 2, 3);
    assertThat(y.get(0, 1, 2)).isEqualTo(layer.table().get(9, 2));
  }

  @Test
  void theSameKeyMakesTheSameModelAndEachLayerHasItsOwn() {
    Template<Sequential> template = Dense.of(3).times(2);
    Sequential model = template.make(KEY, 3);
    assertThat(Leaves.of(template.make(KEY, 3)).getFirst().toDoubles())
        .isEqualTo(Leaves.of(model).getFirst().toDoubles());
    assertThat(Leaves.of(model).get(2).toDoubles())
        .isNotEqualTo(Leaves.of(model).getFirst().toDoubles());
  }

  @Test
  void initializersHaveTheirVariance() {
    int n = 40_000;
    Map<Initializer, Double> variances =
        Map.of(
            Initializer.glorotNormal(), 2.0 / 500,
            Initializer.glorotUniform(), 2.0 / 500,
            Initializer.heNormal(), 2.0 / 200,
            Initializer.heUniform(), 2.0 / 200,
            Initializer.leCunNormal(), 1.0 / 200,
            Initializer.leCunUniform(), 1.0 / 200);
    variances.forEach((initializer, variance) -> {
      Tensor w = initializer.draw(KEY, DType.F64, 200, 300, n);
      // the relative standard deviation of a variance of n is at most sqrt(2 / n): 5 of them
      assertThat(w.square().mean().item()).isCloseTo(variance, within(0.036 * variance));
      assertThat(w.mean().item()).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    });
  }

  @Test
  void orthogonalMatricesAreThat() {
    for (int[] shape : new int[][] {{5, 3}, {3, 5}, {4, 4}, {2, 2, 3}}) {
      Tensor w = Initializer.orthogonal(2).draw(KEY, DType.F64, 1, 1, shape);
      Tensor a = w.reshape(-1, shape[shape.length - 1]);
      Tensor tall = a.shape().length(0) < a.shape().length(1) ? a.transpose() : a;
      int n = tall.shape().length(1);
      Tensor error = tall.transpose().matmul(tall).sub(Tensor.eye(DType.F64, n).mul(4));
      assertThat(error.abs().max().item()).isLessThan(1e-14);
    }
  }

  @Test
  void aModelPrintsAsATable() {
    Sequential model =
        Sequential.of(Conv.of(6, 5), BatchNorm.of(), Functions.flatten(), Dense.of(10))
            .make(KEY, 8, 8, 1);
    assertThat(model.toString().replaceAll("\\s+", " "))
        .isEqualTo(
            "layers.0.weight f32 [6, 5, 5, 1] 150 layers.0.bias f32 [6] 6 "
                + "layers.1.scale f32 [6] 6 layers.1.shift f32 [6] 6 "
                + "layers.1.mean f32 [6] 6 not trained layers.1.variance f32 [6] 6 not trained "
                + "layers.3.weight f32 [96, 10] 960 layers.3.bias f32 [10] 10 "
                + "1,138 parameters, 12 other numbers");
  }

  @Test
  void layersPrintAsATableWithTheShapesOfTheirResults() {
    Layer model =
        Sequential.of(
                Conv.of(6, 5),
                Functions.relu(),
                Residual.of(Conv.of(6, 3).same()),
                Functions.flatten(),
                Dense.of(10))
            .make(KEY, 8, 8, 1);
    assertThat(Summary.layers(model, Tensor.zeros(DType.F32, 2, 8, 8, 1)))
        .isEqualTo(
            """
            input                   f32 [2, 8, 8, 1]
            layers.0       Conv     f32 [2, 4, 4, 6]    156
            layers.1       relu     f32 [2, 4, 4, 6]      0
            layers.2.body  Conv     f32 [2, 4, 4, 6]    330
            layers.3       flatten  f32 [2, 96]           0
            layers.4       Dense    f32 [2, 10]         970
            result                  f32 [2, 10]       1,456\
            """
                .replace("\n", System.lineSeparator()));
  }

  /** A layer of one's own, as networks.md has it. */
  record Perceptron(Dense hidden, Dense out) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return out.apply(hidden.apply(x, pass).tanh(), pass);
    }
  }

  @Test
  void aLayerOfOnesOwnIsLikeAnyOther() {
    Template<Perceptron> template =
        Assembly.template(a -> new Perceptron(a.add(Dense.of(8)), a.add(Dense.of(1))));
    Sequential model = Sequential.of(template, Functions.sigmoid()).make(KEY, 2);
    assertThat(Leaves.paths(model))
        .containsExactly(
            "layers.0.hidden.weight",
            "layers.0.hidden.bias",
            "layers.0.out.weight",
            "layers.0.out.bias");
    Tensor x = Tensor.ofNested(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).as(DType.F32);
    Tensor xor = Tensor.of(0.0, 1, 1, 0).as(DType.F32).reshape(4, 1);
    Adam adam = Adam.of(0.05);
    Trained<Sequential> now = adam.start(model);
    for (int step = 0; step < 200; step++) {
      now =
          adam.step(
              now,
              Gradients.<Sequential>valueAndGradient(m -> Losses.meanSquared(m.apply(x), xor))
                  .apply(now.model()));
    }
    assertThat(now.model().apply(x).sub(xor).abs().max().item()).isLessThan(0.2);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> MultiHeadAttention.of(3, true).make(KEY, 5, 4))
        .hasMessage("attention: a width of 4 is not divided into 3 heads");
    assertThatThrownBy(() -> GroupNorm.of(3).make(KEY, 4))
        .hasMessage("group normalization: 4 entries are not divided into 3 groups");
    assertThatThrownBy(() -> Conv.of(3, 3).make(KEY, 4))
        .hasMessage(
            "a convolution with filters of size [3] in 1 groups for inputs of shape [1, 4]");
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("below 1: 1.0");
  }
}
