package dev.cusp.peers;

import static dev.cusp.peers.Torch.number;

import dev.cusp.bench.tensor.Data;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Networks for images, for PyTorch, in its default layout. */
final class TorchImageNetworks {
  private TorchImageNetworks() {}

  /** A function of parameters. */
  private interface Loss extends Function<Map<String, Tensor>, Tensor> {}

  static Function<Map<String, Tensor>, Tensor> loss(String name) {
    return switch (name) {
      case "resnet20_b32" -> resNet(false, 32, 32, 10, new int[] {16, 32, 64}, 3);
      case "resnet18_224_b8" -> resNet(true, 8, 224, 1000, new int[] {64, 128, 256, 512}, 2);
      case "densenet40_12_b32" -> denseNet(32);
      case "vqvae_b32" -> vqVae(32);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Tensor convolve(
      Map<String, Tensor> p, String layer, Tensor x, int stride, int padding) {
    return Torch.convolve(x, p.get(layer + ".weight"), null, stride, padding, 1);
  }

  static Tensor affine(Map<String, Tensor> p, String layer, Tensor x, int stride, int padding) {
    return Torch.convolve(x, p.get(layer + ".weight"), p.get(layer + ".bias"), stride, padding, 1);
  }

  private static Tensor norm(Map<String, Tensor> p, String layer, Tensor x) {
    return Torch.batchNorm(x, p.get(layer + ".weight"), p.get(layer + ".bias"));
  }

  private static Loss resNet(
      boolean isLarge, int batch, int side, int classes, int[] widths, int each) {
    Tensor x = Torch.of(Data.uniform(1000, batch, 3, side, side));
    Tensor labels = TorchNetworks.labels(classes, batch);
    return p -> {
      Tensor h = convolve(p, "c", x, isLarge ? 2 : 1, isLarge ? 3 : 1);
      h = torch.relu(norm(p, "b", h));
      if (isLarge) {
        long[] one = Torch.both(1);
        h = torch.max_pool2d(h, Torch.both(3), Torch.both(2), one, one, false);
      }
      int in = widths[0];
      int k = 0;
      for (int stage = 0; stage < widths.length; stage++) {
        for (int i = 0; i < each; i++) {
          h = block(p, "blocks." + k++, h, in, widths[stage], stage > 0 && i == 0 ? 2 : 1);
          in = widths[stage];
        }
      }
      return TorchNetworks.crossEntropy(TorchNetworks.linear(p, "fc", h.mean(2, 3)), labels);
    };
  }

  private static Tensor block(
      Map<String, Tensor> p, String name, Tensor x, int in, int out, int stride) {
    Tensor y = torch.relu(norm(p, name + ".b1", convolve(p, name + ".c1", x, stride, 1)));
    y = norm(p, name + ".b2", convolve(p, name + ".c2", y, 1, 1));
    Tensor shortcut = x;
    if (p.containsKey(name + ".cd.weight")) {
      shortcut = norm(p, name + ".bd", convolve(p, name + ".cd", x, stride, 0));
    } else if (in != out) {
      Tensor skipped =
          ArrayReferences.part(
              ArrayReferences.part(x, 2, 0, x.size(2), stride), 3, 0, x.size(3), stride);
      int more = (out - in) / 2;
      shortcut = torch.constant_pad_nd(skipped, 0, 0, 0, 0, more, more);
    }
    return torch.relu(y.add(shortcut));
  }

  private static Loss denseNet(int batch) {
    Tensor x = Torch.of(Data.uniform(1000, batch, 3, 32, 32));
    Tensor labels = TorchNetworks.labels(10, batch);
    return p -> {
      Tensor h = convolve(p, "c", x, 1, 1);
      for (int k = 0; k < 3; k++) {
        for (int i = 0; i < 12; i++) {
          int j = 12 * k + i;
          Tensor grown = torch.relu(norm(p, "bn." + j, h));
          h = torch.cat(Torch.all(h, convolve(p, "cv." + j, grown, 1, 1)), 1);
        }
        if (k < 2) {
          h = convolve(p, "tc." + k, torch.relu(norm(p, "tb." + k, h)), 1, 0);
          h = torch.avg_pool2d(h, 2, 2);
        }
      }
      h = torch.relu(norm(p, "b", h)).mean(2, 3);
      return TorchNetworks.crossEntropy(TorchNetworks.linear(p, "fc", h), labels);
    };
  }

  private static Loss vqVae(int batch) {
    Tensor x = Torch.of(Data.uniform(1000, -0.5, 0.5, batch, 3, 32, 32));
    return p -> {
      Tensor h = torch.relu(affine(p, "e1", x, 2, 1));
      h = affine(p, "e3", torch.relu(affine(p, "e2", h, 2, 1)), 1, 1);
      Tensor z = affine(p, "ep", residual(p, "er", h), 1, 0).permute(0, 2, 3, 1);
      Tensor flat = z.reshape(-1, 64);
      Tensor codes = p.get("code.weight");
      Tensor distances =
          flat.square()
              .sum(1)
              .unsqueeze(1)
              .sub(flat.matmul(codes.t()).mul(number(2)))
              .add(codes.square().sum(1));
      Tensor nearest = distances.argmin(new org.bytedeco.pytorch.LongOptional(1), false);
      Tensor q = torch.embedding(codes, nearest).reshape(z.shape());
      Tensor book = torch.mse_loss(q, z.detach());
      Tensor commitment = torch.mse_loss(z, q.detach()).mul(number(0.25));
      Tensor passed = z.add(q.sub(z).detach()).permute(0, 3, 1, 2);
      Tensor y = residual(p, "dr", affine(p, "d1", passed, 1, 1));
      y = up(p, "t2", torch.relu(up(p, "t1", y)));
      return torch.mse_loss(y, x).add(book.add(commitment));
    };
  }

  private static Tensor residual(Map<String, Tensor> p, String name, Tensor x) {
    for (int i = 0; i < 2; i++) {
      String block = name + "." + i;
      Tensor h = torch.relu(convolve(p, block + ".0", torch.relu(x), 1, 1));
      x = x.add(convolve(p, block + ".1", h, 1, 0));
    }
    return torch.relu(x);
  }

  private static Tensor up(Map<String, Tensor> p, String layer, Tensor x) {
    return torch.conv_transpose2d(
        x,
        p.get(layer + ".weight"),
        new TensorOptional(p.get(layer + ".bias")),
        Torch.both(2),
        Torch.both(1),
        Torch.both(0),
        1,
        1,
        1);
  }
}
