package dev.cusp.peers;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.GroupNormImpl;
import org.bytedeco.pytorch.GroupNormOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.MultiheadAttentionImpl;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Small networks of PyTorch's modules, with their own first values. */
final class Modules {
  private Modules() {}

  /** A network and how it is applied. */
  record Case(String name, Module module, Tensor input, Function<Tensor, Tensor> forward) {}

  static List<Case> all() {
    return List.of(rnn(), lstm(), gru(), convolutions(), transformer(), ctc());
  }

  /** Numbers from -2 to 2. */
  private static Tensor input(long... shape) {
    return Input.draw(1, -2, 2, shape).leaf().detach();
  }

  private static Case rnn() {
    RNNOptions options = new RNNOptions(3, 4);
    options.batch_first().put(true);
    RNNImpl rnn = new RNNImpl(options);
    Module all = module("rnn", rnn);
    return new Case("rnn", all, input(2, 5, 3), x -> rnn.forward(x).get0());
  }

  /** Two layers in two directions. */
  private static Case lstm() {
    LSTMOptions options = new LSTMOptions(3, 2);
    options.batch_first().put(true);
    options.num_layers().put(2);
    options.bidirectional().put(true);
    LSTMImpl lstm = new LSTMImpl(options);
    LinearImpl head = new LinearImpl(4, 3);
    Module all = module("lstm", lstm, "head", head);
    return new Case("lstm", all, input(2, 5, 3), x -> head.forward(lstm.forward(x).get0()));
  }

  private static Case gru() {
    GRUOptions options = new GRUOptions(3, 4);
    options.batch_first().put(true);
    GRUImpl gru = new GRUImpl(options);
    Module all = module("gru", gru);
    return new Case("gru", all, input(2, 5, 3), x -> gru.forward(x).get0());
  }

  /** A network for images whose running means are not those of the start. */
  private static Case convolutions() {
    Conv2dOptions first = new Conv2dOptions(2, 4, new LongPointer(3, 3));
    first.padding().put(new LongPointer(1, 1));
    Conv2dOptions depthwise = new Conv2dOptions(4, 4, new LongPointer(3, 2));
    depthwise.groups().put(4);
    depthwise.bias().put(false);
    ConvTranspose2dOptions up = new ConvTranspose2dOptions(4, 3, new LongPointer(2, 2));
    up.stride().put(new LongPointer(2, 2));
    Conv2dImpl conv1 = new Conv2dImpl(first);
    BatchNorm2dImpl bn1 = new BatchNorm2dImpl(new BatchNormOptions(4));
    Conv2dImpl conv2 = new Conv2dImpl(depthwise);
    GroupNormImpl norm = new GroupNormImpl(new GroupNormOptions(2, 4));
    ConvTranspose2dImpl grow = new ConvTranspose2dImpl(up);
    LinearImpl fc = new LinearImpl(3 * 6 * 4, 5);
    Module all =
        module("conv1", conv1, "bn1", bn1, "conv2", conv2, "norm", norm, "up", grow, "fc", fc);
    Function<Tensor, Tensor> forward =
        x -> {
          Tensor h = torch.relu(bn1.forward(conv1.forward(x)));
          h = torch.tanh(norm.forward(conv2.forward(h)));
          return fc.forward(grow.forward(h).flatten(1, -1));
        };
    all.train(true);
    for (int i = 0; i < 3; i++) {
      forward.apply(Input.draw(10 + i, -1, 3, 4, 2, 5, 3).leaf().detach());
    }
    return new Case("convolutions", all, input(2, 2, 5, 3), forward);
  }

  /** A block with normalization first and a causal mask, for numbers of tokens. */
  private static Case transformer() {
    int width = 4;
    EmbeddingImpl tokens = new EmbeddingImpl(7, width);
    LayerNormImpl norm1 = new LayerNormImpl(new LongVector(new long[] {width}));
    MultiheadAttentionImpl attention = new MultiheadAttentionImpl(width, 2);
    LayerNormImpl norm2 = new LayerNormImpl(new LongVector(new long[] {width}));
    LinearImpl up = new LinearImpl(width, 4 * width);
    LinearImpl down = new LinearImpl(4 * width, width);
    Module block =
        module(
            "norm1", norm1, "self_attn", attention, "norm2", norm2, "linear1", up, "linear2", down);
    Module all = module("embedding", tokens, "block", block);
    int time = 5;
    Tensor causal =
        torch
            .full(new long[] {time, time}, Torch.number(Double.NEGATIVE_INFINITY))
            .to(ScalarType.Double)
            .triu(1);
    Function<Tensor, Tensor> forward =
        x -> {
          Tensor h = tokens.forward(x);
          Tensor inner = norm1.forward(h).transpose(0, 1);
          Tensor mixed =
              attention
                  .forward(inner, inner, inner, new Tensor(), false, causal, true)
                  .get0()
                  .transpose(0, 1);
          Tensor y = h.add(mixed);
          return y.add(down.forward(torch.gelu(up.forward(norm2.forward(y)))));
        };
    return new Case(
        "transformer", all, Torch.ints(3, 1, 4, 1, 5, 6, 2, 0, 0, 3).reshape(2, time), forward);
  }

  /** Not a network: the losses of three examples, of 6, 5 and 6 times and 3, 2 and no labels. */
  private static Case ctc() {
    Tensor labels = Torch.ints(2, 2, 1, 3, 1, 0, 0, 0, 0).reshape(3, 3);
    return new Case(
        "ctc",
        new Module(),
        input(3, 6, 4),
        x ->
            torch.ctc_loss(
                torch.log_softmax(x, -1).transpose(0, 1),
                labels,
                new long[] {6, 5, 6},
                new long[] {3, 2, 0},
                0,
                0,
                false));
  }

  private static Module module(Object... namesAndModules) {
    Module all = new Module();
    for (int i = 0; i < namesAndModules.length; i += 2) {
      all.register_module((String) namesAndModules[i], (Module) namesAndModules[i + 1]);
    }
    all.to(ScalarType.Double, false);
    return all;
  }
}
