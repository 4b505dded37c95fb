package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed forms, the values PyTorch documents, and what is refused. */
final class ConvolutionsTest {
  private static Tensor image(int height, int width) {
    return Tensor.range(height * width).as(DType.F64).add(1).reshape(1, height, width, 1);
  }

  private static double inner(Tensor x, Tensor y) {
    return x.mul(y).sum().item();
  }

  private static Tensor draw(int seed, int... shape) {
    return Key.of(seed).normal(DType.F64, shape);
  }

  @Test
  void aConvolutionIsASumOverTheWindowAndTheChannels() {
    Tensor weight = Tensor.of(1.0, 10, 100, 1000).reshape(1, 2, 2, 1);
    assertThat(image(3, 3).convolve(weight).toDoubles()).containsExactly(5421, 6532, 8754, 9865);
    assertThat(image(3, 3).convolve(weight, Window.SAME.stride(2)).toDoubles())
        .containsExactly(5421, 603, 87, 9);
    Tensor channels = Views.concat(-1, image(1, 2), image(1, 2).mul(100));
    Tensor groups = Tensor.of(1.0, 2, 3, 4).reshape(4, 1, 1, 1);
    assertThat(channels.convolve(groups, Window.VALID, 2).toDoubles())
        .containsExactly(1, 2, 300, 400, 2, 4, 600, 800);
  }

  @Test
  void oddPaddingOfSameIsLargerAtTheEnd() {
    Tensor ones = Tensor.ones(DType.F64, 1, 2, 1);
    assertThat(Tensor.of(1.0, 2, 3).reshape(1, 3, 1).convolve(ones, Window.SAME).toDoubles())
        .containsExactly(3, 5, 3);
  }

  @Test
  void floatsGiveFloatsAndIntsDoubles() {
    Tensor x = image(3, 3);
    Tensor w = Tensor.ones(DType.F32, 1, 2, 2, 1);
    assertThat(x.as(DType.F32).convolve(w).type()).isEqualTo(DType.F32);
    assertThat(x.as(DType.I32).convolve(w.as(DType.I32)).type()).isEqualTo(DType.F64);
    assertThat(x.as(DType.I32).maxPool(Window.of(2)).type()).isEqualTo(DType.F64);
    assertThat(x.as(DType.BF16).convolve(w.as(DType.BF16)).type()).isEqualTo(DType.BF16);
    assertThat(x.as(DType.BF16).convolve(w.as(DType.BF16)).get(0, 1, 1, 0)).isEqualTo(28);
    assertThat(x.as(DType.F16).averagePool(Window.of(2)).toDoubles()).containsExactly(3);
    assertThat(x.as(DType.F32).resize(Interpolation.LINEAR, 2, 2).type()).isEqualTo(DType.F32);
  }

  @Test
  void theTransposedConvolutionIsTheTranspose() {
    Window window = Window.VALID.stride(2, 3).dilation(1, 2).padding(1, 0);
    Tensor x = draw(1, 2, 7, 9, 6);
    Tensor w = draw(2, 4, 3, 2, 3);
    Tensor y = x.convolve(w, window, 2);
    Tensor z = draw(3, y.shape().lengths().stream().mapToInt(i -> i).toArray());
    assertThat(inner(z.convolveTransposed(w, window, 2, 7, 9), x))
        .isCloseTo(inner(y, z), within(1e-11));
    Tensor one = Tensor.of(1.0, 2).reshape(1, 2, 1);
    Tensor kernel = Tensor.of(1.0, 10, 100).reshape(1, 3, 1);
    assertThat(one.convolveTransposed(kernel, Window.VALID.stride(2)).toDoubles())
        .containsExactly(1, 10, 102, 20, 200);
    assertThat(one.convolveTransposed(kernel, Window.SAME.stride(2)).shape())
        .isEqualTo(Shape.of(1, 4, 1));
  }

  @Test
  void theFirstOfEqualLargestElementsHasTheDerivative() {
    Tensor x = Tensor.of(2.0, 2, 1, 2, Double.NaN, 3, 3, Double.NaN).reshape(1, 2, 4, 1);
    Tensor y = x.slice(1, Range.of(0, 1)).maxPool(Window.of(1, 2).stride(1));
    assertThat(y.toDoubles()).containsExactly(2, 2, 2);
    Tensor gradient =
        Gradients.<Tensor>of(v -> v.maxPool(Window.of(1, 4)).sum())
            .apply(x.slice(1, Range.of(0, 1)));
    assertThat(gradient.toDoubles()).containsExactly(1, 0, 0, 0);
    assertThat(x.maxPool(Window.of(2)).toDoubles()).containsExactly(Double.NaN, Double.NaN);
    Tensor negative = Tensor.full(-1, DType.F64, 1, 3, 1);
    assertThat(negative.maxPool(Window.of(2).padding(1)).toDoubles()).containsExactly(-1, -1);
  }

  @Test
  void paddingCountsInAverages() {
    Tensor x = Tensor.of(1.0, 2, 3).reshape(1, 3, 1);
    Window window = Window.of(2).padding(1);
    assertThat(x.averagePool(window).toDoubles()).containsExactly(0.5, 2.5);
    assertThat(x.averagePool(window).div(x.mul(0).add(1).averagePool(window)).toDoubles())
        .containsExactly(1, 2.5);
  }

  @Test
  void adaptivePoolingDividesAnAxis() {
    Tensor x = Tensor.of(1.0, 2, 3, 4, 5).reshape(1, 5, 1);
    assertThat(x.adaptiveAveragePool(3).toDoubles()).containsExactly(1.5, 3, 4.5);
    assertThat(x.adaptiveMaxPool(3).toDoubles()).containsExactly(2, 4, 5);
    assertThat(x.adaptiveAveragePool(1).item()).isEqualTo(3);
  }

  /** The examples of torch.nn.Upsample. */
  @Test
  void resizesAsPyTorch() {
    Tensor x = image(2, 2);
    assertThat(x.resize(Interpolation.NEAREST, 4, 4).toDoubles())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    assertThat(x.resize(Interpolation.LINEAR, 4, 4).toDoubles())
        .containsExactly(
            1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4);
    assertThat(x.resize(Interpolation.LINEAR_CORNERS, 4, 4).toDoubles())
        .containsExactly(
            new double[] {
              1, 4 / 3., 5 / 3., 2, 5 / 3., 2, 7 / 3., 8 / 3., 7 / 3., 8 / 3., 3, 10 / 3., 3,
              10 / 3., 11 / 3., 4
            },
            within(1e-14));
    assertThat(image(1, 5).resize(Interpolation.NEAREST, 1, 3).toDoubles())
        .containsExactly(1, 2, 4);
  }

  @Test
  void unfoldShowsWindowsAndFoldAddsThem() {
    Tensor patches = image(3, 3).unfold(Window.of(2).stride(1));
    assertThat(patches.shape()).isEqualTo(Shape.of(1, 2, 2, 2, 2, 1));
    assertThat(patches.at(1, 1).at(1, 0).toDoubles()).containsExactly(4, 5, 7, 8);
    assertThat(patches.fold(Window.of(2).stride(1), 3, 3).toDoubles())
        .containsExactly(1, 4, 3, 8, 20, 12, 7, 16, 9);
    Tensor w = draw(1, 3, 2, 2, 2);
    Tensor x = draw(2, 2, 4, 5, 2);
    Tensor product =
        x.unfold(Window.of(2).stride(1)).reshape(24, 8).matmul(w.reshape(3, 8).transpose());
    assertThat(product.toDoubles()).containsExactly(x.convolve(w).toDoubles(), within(1e-13));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor x = Tensor.zeros(DType.F32, 1, 4, 5, 6);
    Tensor w = Tensor.zeros(DType.F32, 8, 3, 3, 3);
    refused(() -> x.convolve(w), "shapes [1, 4, 5, 6] and [8, 3, 3, 3] in 1 groups: 6 channels");
    refused(() -> x.convolve(w, Window.VALID, 0), "in 0 groups");
    refused(() -> x.convolve(w.at(0, 0)), "one to three spatial axes");
    refused(
        () -> x.convolve(w, Window.VALID.dilation(2), 2),
        "convolve: the window reaches over 5 elements of spatial axis 0, but there are 4, with"
            + " padding 4");
    refused(() -> x.convolve(w, Window.of(2), 2), "a convolution's is that of its weight, [3, 3]");
    refused(() -> x.convolve(w, Window.VALID.stride(1, 2, 3), 2), "[1, 2, 3] for 2 spatial axes");
    refused(() -> Window.of(0), "a window's size is 1 at least, not [0]");
    refused(() -> Window.SAME.padding(-1), "a window's padding is 0 at least");
    refused(() -> x.maxPool(Window.VALID), "the window has no size");
    refused(() -> x.maxPool(Window.of(2).padding(2)), "a padding of 2 would leave a window of 2");
    refused(() -> x.averagePool(Window.of(6)), "reaches over 6 elements of spatial axis 0");
    refused(() -> x.resize(Interpolation.NEAREST, 3), "1 lengths for the 2 spatial axes");
    refused(() -> x.resize(Interpolation.NEAREST, 3, 0), "nothing is there, or wanted");
    refused(() -> x.fold(Window.of(2), 4, 5), "it takes what unfold gives");
    refused(
        () -> x.convolveTransposed(w, Window.VALID), "has 6 channels, but the weight [8, 3, 3, 3]");
    Tensor y = Tensor.zeros(DType.F32, 1, 2, 2, 8);
    refused(
        () -> y.convolveTransposed(w, Window.VALID.stride(2), 1, 5, 7),
        "on spatial axis 1 a result of length 7 has 3 places for the window, but the input has"
            + " length 2");
    refused(
        () -> y.convolveTransposed(w, Window.VALID.padding(3)),
        "a result of length -2 is not possible");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("ConvolutionsTest.java");
  }

  @Test
  void gradientsOfNothingAreZeros() {
    Tensor x = Tensor.zeros(DType.F64, 0, 4, 4, 2);
    List<Tensor> gradient =
        Gradients.<List<Tensor>>of(xs -> xs.get(0).convolve(xs.get(1)).maxPool(Window.of(2)).sum())
            .apply(List.of(x, draw(1, 3, 3, 3, 2)));
    assertThat(gradient.get(0).shape()).isEqualTo(x.shape());
    assertThat(gradient.get(1).toDoubles()).containsOnly(0).hasSize(54);
  }
}
