package dev.cusp.peers;

import dev.cusp.bench.tensor.Data;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The networks of {@code bench tensor} for PyTorch, with parameters of the same names. */
final class TorchNetworks {
  private TorchNetworks() {}

  /** A function of parameters. */
  private interface Loss extends Function<Map<String, Tensor>, Tensor> {}

  static Loss loss(String name) {
    return switch (name) {
      case "mlp_b64", "mlp_b64_sgd" -> mlp(64);
      case "mlp_b512" -> mlp(512);
      case "lenet5_b64" -> leNet(64);
      case "charlstm_h256_t64_b32" -> charLstm();
      case "gpt_d128_l4_t128_b16" -> gpt();
      default -> TorchImageNetworks.loss(name)::apply;
    };
  }

  static Tensor linear(Map<String, Tensor> p, String layer, Tensor x) {
    return torch.linear(x, p.get(layer + ".weight"), p.get(layer + ".bias"));
  }

  static Tensor crossEntropy(Tensor x, Tensor labels) {
    return torch.cross_entropy_loss(x.reshape(-1, x.size(-1)), labels.reshape(-1));
  }

  static Tensor labels(int classes, int... shape) {
    return Torch.longs(Data.ints(1001, classes, shape));
  }

  private static Loss mlp(int batch) {
    Tensor x = Torch.of(Data.uniform(1000, batch, 784));
    Tensor labels = labels(10, batch);
    return p -> {
      Tensor h = torch.relu(linear(p, "f2", torch.relu(linear(p, "f1", x))));
      return crossEntropy(linear(p, "f3", h), labels);
    };
  }

  private static Loss leNet(int batch) {
    Tensor x = Torch.of(Data.uniform(1000, batch, 1, 28, 28));
    Tensor labels = labels(10, batch);
    return p -> {
      Tensor h = torch.relu(TorchImageNetworks.affine(p, "c1", x, 1, 2));
      h = torch.relu(TorchImageNetworks.affine(p, "c2", torch.max_pool2d(h, 2, 2), 1, 0));
      h = torch.max_pool2d(h, 2, 2).reshape(batch, 400);
      h = torch.relu(linear(p, "f2", torch.relu(linear(p, "f1", h))));
      return crossEntropy(linear(p, "f3", h), labels);
    };
  }

  private static Loss charLstm() {
    Tensor x = Torch.longs(Data.ints(1000, 65, 64, 32));
    Tensor labels = labels(65, 64, 32);
    Tensor zero = Tensor.create(new float[32 * 256], 1, 32, 256);
    return p -> {
      TensorVector weights =
          Torch.all(
              p.get("lstm.weight_ih"),
              p.get("lstm.weight_hh"),
              p.get("lstm.bias_ih"),
              p.get("lstm.bias_hh"));
      Tensor embedded = torch.embedding(p.get("emb.weight"), x);
      Tensor outputs =
          torch
              .lstm(embedded, Torch.all(zero, zero), weights, true, 1, 0, true, false, false)
              .get0();
      return crossEntropy(linear(p, "fc", outputs), labels);
    };
  }

  private static Loss gpt() {
    Tensor x = Torch.longs(Data.ints(1000, 65, 16, 128));
    Tensor labels = labels(65, 16, 128);
    return p -> {
      Tensor h = torch.embedding(p.get("te.weight"), x).add(p.get("pe.weight"));
      for (int i = 0; i < 4; i++) {
        String block = "blocks." + i;
        h = h.add(attention(p, block, norm(p, block + ".l1", h)));
        Tensor wide = torch.gelu(linear(p, block + ".u", norm(p, block + ".l2", h)));
        h = h.add(linear(p, block + ".dn", wide));
      }
      return crossEntropy(norm(p, "lf", h).matmul(p.get("head.weight").t()), labels);
    };
  }

  private static Tensor norm(Map<String, Tensor> p, String layer, Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {128},
        new TensorOptional(p.get(layer + ".weight")),
        new TensorOptional(p.get(layer + ".bias")),
        1e-5,
        true);
  }

  private static Tensor attention(Map<String, Tensor> p, String block, Tensor x) {
    Tensor all = linear(p, block + ".qkv", x).reshape(16, 128, 3, 4, 32).permute(2, 0, 3, 1, 4);
    Tensor mixed =
        torch.scaled_dot_product_attention(
            all.select(0, 0),
            all.select(0, 1),
            all.select(0, 2),
            new TensorOptional(),
            0,
            true,
            new DoubleOptional(),
            false);
    return linear(p, block + ".o", mixed.transpose(1, 2).reshape(16, 128, 128));
  }
}
