package dev.cusp.examples.xray;

import dev.cusp.nn.Assembly;
import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Tensor;

/**
 * A network for findings of which each is there or not. Its last step is affine in the mean over
 * all places, so that each place's share in a finding is known: its class-activation map (Zhou et
 * al. 2016).
 *
 * @param features from images to [n, height, width, channels]
 * @param head from their means to logits, [n, findings]
 */
record Reader(Sequential features, Dense head) implements Layer {
  static Template<Reader> of(int findings) {
    return Assembly.template(a -> {
      Sequential features =
          a.add(
              Sequential.of(
                  convolution(16),
                  convolution(32),
                  Functions.maxPool(2),
                  convolution(64),
                  Functions.maxPool(2),
                  convolution(64)));
      a.pass(x -> x.mean(1, 2));
      return new Reader(features, a.add(Dense.of(findings)));
    });
  }

  private static Template<Sequential> convolution(int filters) {
    return Sequential.of(Conv.of(filters, 3).same(), BatchNorm.of(), Functions.relu());
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return head.apply(pass.through("features", features, x).mean(1, 2), pass);
  }

  /** What each place adds to the logits, of shape [n, height, width, findings]. */
  Tensor maps(Tensor images) {
    return features.apply(images).matmul(head.weight());
  }
}
