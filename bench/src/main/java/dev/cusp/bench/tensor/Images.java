package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Network.Pass;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/** Layers of networks for images, channels last. */
final class Images {
  private Images() {}

  /** A batch of images between two numbers, drawn with their channels before their rows. */
  static Tensor draw(double low, double high, int batch, int channels, int side) {
    Tensor drawn = Data.uniform(1000, low, high, batch, channels, side, side);
    return drawn.permute(0, 2, 3, 1).evaluate();
  }

  /** A convolution without bias. */
  static Tensor convolve(Pass p, String layer, Tensor x, int stride, int padding) {
    Window window = Window.VALID.stride(stride).padding(padding);
    return x.convolve(p.weight(layer), window);
  }

  /** A convolution with bias. */
  static Tensor affine(Pass p, String layer, Tensor x, int stride, int padding) {
    return convolve(p, layer, x, stride, padding).add(p.bias(layer));
  }

  /** Normalization over the batch (Ioffe and Szegedy 2015, arXiv:1502.03167), when training. */
  static Tensor batchNorm(Pass p, String layer, Tensor x) {
    Tensor mean = x.mean(0, 1, 2);
    Tensor variance = x.sub(mean).square().mean(0, 1, 2);
    p.noted().put(layer + ".mean", mean);
    p.noted().put(layer + ".variance", variance);
    return normalized(x, mean, variance, p.weight(layer), p.bias(layer));
  }

  /** The same with no statistics kept. */
  static Tensor normalized(Tensor x, Tensor scale, Tensor shift) {
    Tensor mean = x.mean(0, 1, 2);
    return normalized(x, mean, x.sub(mean).square().mean(0, 1, 2), scale, shift);
  }

  private static Tensor normalized(
      Tensor x, Tensor mean, Tensor variance, Tensor scale, Tensor shift) {
    return x.sub(mean).mul(scale.div(variance.add(1e-5).sqrt())).add(shift);
  }
}
