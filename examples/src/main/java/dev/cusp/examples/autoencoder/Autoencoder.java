package dev.cusp.examples.autoencoder;

import dev.cusp.data.Batch;
import dev.cusp.data.Digits;
import dev.cusp.data.Loader;
import dev.cusp.io.Images;
import dev.cusp.nn.Codebook;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Activations;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images as few numbers, and new images made of such numbers: an encoder, a {@link Code}, a
 * decoder. Written out from the library's parts, to be changed.
 */
public final class Autoencoder {
  private static final int COLUMNS = 12;

  private Autoencoder() {}

  /** An autoencoder of images of 8 x 8 pixels. */
  record Model(Sequential encoder, Code code, Sequential decoder) {
    /** Logits of pixels. */
    Tensor decode(Tensor vectors) {
      return decoder.apply(vectors).reshape(-1, 8, 8, 1);
    }

    /**
     * What an image costs, in nats: its code, and its pixels, which are taken for probabilities.
     */
    Tensor loss(Tensor images, Pass pass) {
      Code.Coded coded = code.of(encoder.apply(images), pass);
      Tensor pixels =
          decode(coded.vectors())
              .zip(images, (logit, x) -> Activations.softplus(logit) - x * logit);
      return pixels.sum(-1, -2, -3).mean().add(coded.cost().as(pixels.type()));
    }

    /** The numbers that the decoder reads. */
    Tensor vectors(Tensor images) {
      return code.of(encoder.apply(images), Pass.inference()).vectors();
    }

    Tensor reconstruct(Tensor images) {
      return decode(vectors(images)).sigmoid();
    }
  }

  /** An untrained model of one of three kinds. */
  static Model make(String kind, Key key) {
    return switch (kind) {
      case "gaussian" -> model(new Code.Gaussian(8), 16, 8, key);
      case "categories" -> model(new Code.Categories(12, 8, 0.7), 96, 96, key);
      case "codebook" -> {
        Codebook codebook = Codebook.of(32).make(key.split(2), 16, 4);
        yield model(new Code.Quantized(codebook, 16), 64, 64, key);
      }
      default ->
          throw new IllegalArgumentException(
              "a %s autoencoder; there are gaussian, categories, codebook".formatted(kind));
    };
  }

  private static Model model(Code code, int said, int read, Key key) {
    Sequential encoder =
        Sequential.of(Functions.flatten(), Dense.of(256), Functions.relu(), Dense.of(said))
            .make(key.split(0), 8, 8, 1);
    Sequential decoder =
        Sequential.of(Dense.of(256), Functions.relu(), Dense.of(64)).make(key.split(1), read);
    return new Model(encoder, code, decoder);
  }

  /** Trains on the digits that come with Cusp. */
  static Model train(Model first, int epochs) {
    Adam adam = Adam.of(2e-3);
    Trained<Model> now = adam.start(first);
    Loader loader = Loader.of(Digits.training(), 64).shuffled(Key.of(2));
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Batch batch : loader.epoch(epoch)) {
        Pass pass = Pass.training(Key.of(3).split((int) now.state().step()));
        var loss = Gradients.valueAndGradient((Model m) -> m.loss(batch.x(), pass));
        var result = loss.apply(now.model());
        Trained<Model> next = adam.step(now, result, List.copyOf(pass.replacements()));
        now = new Trained<>(pass.updated(next.model()), next.state()); // the codebook's means
      }
    }
    return now.model();
  }

  /** Images one beside the other, larger, with lines between. */
  static Tensor grid(Tensor images) {
    Tensor large = images.repeat(1, 6).repeat(2, 6).pad(1, 2, 2, 0.5).pad(2, 2, 2, 0.5);
    int side = large.shape().length(1);
    return large
        .reshape(-1, COLUMNS, side, side)
        .permute(0, 2, 1, 3)
        .reshape(-1, COLUMNS * side)
        .as(DType.F32);
  }

  private static void write(Path folder, String name, Tensor images) throws IOException {
    Images.write(folder.resolve(name), grid(images));
    IO.println(folder.resolve(name));
  }

  /** From images to others in equal steps along a line of codes. */
  static Tensor walk(Model model, Tensor from, Tensor to) {
    Tensor share = Tensor.linspace(0, 1, COLUMNS).as(DType.F32).reshape(1, COLUMNS, 1);
    Tensor first = model.vectors(from).expandDims(1);
    Tensor last = model.vectors(to).expandDims(1);
    Tensor line = first.add(last.sub(first).mul(share));
    return model.decode(line.reshape(-1, line.shape().length(-1))).sigmoid();
  }

  /** Trains one of the kinds, or all of them. */
  public static void main(String[] args) throws IOException {
    List<String> kinds =
        args.length > 0 ? List.of(args) : List.of("gaussian", "categories", "codebook");
    Tensor test = Digits.test().all().x();
    for (String kind : kinds) {
      Path folder = Files.createDirectories(Path.of("autoencoder-" + kind));
      Model model = train(make(kind, Key.of(1)), 60);
      Tensor error = model.reconstruct(test).sub(test).square().mean();
      IO.println(
          "%s: a squared error of %.4f for a pixel of the test, whose variance is %.4f"
              .formatted(kind, error.item(), test.var().item()));
      if (model.code() instanceof Code.Quantized q) {
        Tensor said = model.encoder().apply(test).reshape(-1, q.fields(), 4);
        double used = q.codebook().quantize(said, Pass.inference()).perplexity().item();
        IO.println("as many codes in use as %.1f of 32 equally frequent ones".formatted(used));
      }
      Tensor some = test.slice(Range.of(0, 2 * COLUMNS));
      Tensor back = model.reconstruct(some);
      List<Tensor> rows = new ArrayList<>();
      for (int row = 0; row < 2; row++) {
        Range part = Range.of(row * COLUMNS, (row + 1) * COLUMNS);
        rows.add(some.slice(part));
        rows.add(back.slice(part));
      }
      write(folder, "reconstructions.png", Views.concat(0, rows));
      write(
          folder, "samples.png", model.decode(model.code().draw(Key.of(4), 6 * COLUMNS)).sigmoid());
      if (model.code() instanceof Code.Gaussian) {
        write(
            folder,
            "walk.png",
            walk(model, test.slice(Range.of(0, 6)), test.slice(Range.of(6, 12))));
      }
    }
  }
}
