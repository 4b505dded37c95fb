package dev.cusp.bench.tensor;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * An autoencoder with a code book (van den Oord et al. 2017, arXiv:1711.00937): 128 channels, two
 * residual blocks of 32, 512 codes of 64, commitment 0.25.
 */
final class VqVae implements Network {
  private static final int WIDTH = 128;
  private static final int CODE = 64;

  private final Tensor x;

  VqVae(int batch) {
    x = Images.draw(-0.5, 0.5, batch, 3, 32);
  }

  private static void add(List<Parameter> all, String name, boolean bias, int... shape) {
    all.add(new Parameter(name + ".weight", shape));
    if (bias) {
      // of a transposed convolution the second axis is that of the results
      all.add(new Parameter(name + ".bias", name.startsWith("t") ? shape[1] : shape[0]));
    }
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    add(all, "e1", true, WIDTH / 2, 3, 4, 4);
    add(all, "e2", true, WIDTH, WIDTH / 2, 4, 4);
    add(all, "e3", true, WIDTH, WIDTH, 3, 3);
    residual(all, "er");
    add(all, "ep", true, CODE, WIDTH, 1, 1);
    add(all, "code", false, 512, CODE);
    add(all, "d1", true, WIDTH, CODE, 3, 3);
    residual(all, "dr");
    add(all, "t1", true, WIDTH, WIDTH / 2, 4, 4);
    add(all, "t2", true, WIDTH / 2, 3, 4, 4);
    return all;
  }

  private static void residual(List<Parameter> all, String name) {
    for (int i = 0; i < 2; i++) {
      add(all, name + "." + i + ".0", false, 32, WIDTH, 3, 3);
      add(all, name + "." + i + ".1", false, WIDTH, 32, 1, 1);
    }
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor h = Images.affine(p, "e1", x, 2, 1).relu();
    h = Images.affine(p, "e2", h, 2, 1).relu();
    Tensor z = Images.affine(p, "ep", residual(p, "er", Images.affine(p, "e3", h, 1, 1)), 1, 0);
    Tensor flat = z.reshape(-1, CODE);
    Tensor codes = p.weight("code");
    Tensor distances =
        flat.square()
            .sum(1)
            .keepDims(1)
            .sub(flat.matmul(codes.transpose()).mul(2))
            .add(codes.square().sum(1));
    Tensor q = codes.take(distances.argmin(1)).reshape(z.shape().length(0), 8, 8, CODE);
    Tensor book = distance(q, z.stopGradient());
    Tensor commitment = distance(z, q.stopGradient()).mul(0.25);
    Tensor passed = z.add(q.sub(z).stopGradient());
    Tensor y = residual(p, "dr", Images.affine(p, "d1", passed, 1, 1));
    y = up(p, "t1", y).relu();
    return distance(up(p, "t2", y), x).add(book.add(commitment));
  }

  private static Tensor residual(Pass p, String name, Tensor x) {
    for (int i = 0; i < 2; i++) {
      String block = name + "." + i;
      Tensor h = Images.convolve(p, block + ".0", x.relu(), 1, 1).relu();
      x = x.add(Images.convolve(p, block + ".1", h, 1, 0));
    }
    return x.relu();
  }

  /** A transposed convolution that doubles the sides. */
  private static Tensor up(Pass p, String layer, Tensor x) {
    Window window = Window.VALID.stride(2).padding(1);
    return x.convolveTransposed(p.weight(layer), window).add(p.bias(layer));
  }

  private static Tensor distance(Tensor x, Tensor y) {
    return x.sub(y).square().mean();
  }
}
