package dev.cusp.models;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.DenseBlock;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Residual;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Networks that tell images apart: for inputs of shape [n, height, width, channels], logits. */
public final class Classifiers {
  private Classifiers() {}

  /** A network: what it is, and its template for a number of classes. */
  public record Named(String about, IntFunction<Template<Sequential>> template) {}

  private static final Map<String, Named> ALL = new LinkedHashMap<>();

  static {
    ALL.put("logistic", new Named("logistic regression", Classifiers::logistic));
    ALL.put("mlp", new Named("two hidden layers, 256 and 128 wide", Classifiers::mlp));
    ALL.put("lenet", new Named("LeNet-5, with ReLU (LeCun et al. 1998)", Classifiers::lenet));
    ALL.put("resnet20", new Named("20 layers with shortcuts (He et al. 2015)", n -> resNet(20, n)));
    ALL.put("resnet56", new Named("56 layers with shortcuts", n -> resNet(56, n)));
    ALL.put("plain20", new Named("20 layers without shortcuts", n -> plain(20, n)));
    ALL.put("plain56", new Named("56 layers without shortcuts", n -> plain(56, n)));
    ALL.put(
        "densenet40",
        new Named("40 layers, each sees all before (Huang et al. 2016)", n -> denseNet(40, 12, n)));
  }

  /** All of them, by name. */
  public static Map<String, Named> all() {
    return java.util.Collections.unmodifiableMap(ALL);
  }

  /** {@code softmax(W x + b)}. */
  public static Template<Sequential> logistic(int classes) {
    return Sequential.of(Functions.flatten(), Dense.of(classes).weights(Initializer.zeros()));
  }

  /** Two hidden layers with ReLU. */
  public static Template<Sequential> mlp(int classes) {
    return Sequential.of(
        Functions.flatten(),
        Dense.of(256).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(128).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(classes));
  }

  /** LeCun, Bottou, Bengio and Haffner 1998, figure 2, with ReLU and maxima. */
  public static Template<Sequential> lenet(int classes) {
    return Sequential.of(
        Conv.of(6, 5).same(),
        Functions.relu(),
        Functions.maxPool(2),
        Conv.of(16, 5).same(),
        Functions.relu(),
        Functions.maxPool(2),
        Functions.flatten(),
        Dense.of(120).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(84).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(classes));
  }

  private static Template<Sequential> convolution(int filters, int size, int stride) {
    return Sequential.of(
        Conv.of(filters, size).same().stride(stride).withoutBias(), BatchNorm.of());
  }

  private static Template<Sequential> body(int filters, int stride) {
    return Sequential.of(
        convolution(filters, 3, stride), Functions.relu(), convolution(filters, 3, 1));
  }

  private static Template<? extends Layer> block(int filters, int stride, boolean hasShortcut) {
    if (!hasShortcut) {
      return body(filters, stride);
    }
    return stride == 1
        ? Residual.of(body(filters, stride))
        : Residual.of(body(filters, stride), convolution(filters, 1, stride));
  }

  private static Template<Sequential> stages(int depth, int classes, boolean hasShortcuts) {
    if (depth < 8 || depth % 6 != 2) {
      throw new IllegalArgumentException("such a network has 6 n + 2 layers, not " + depth);
    }
    List<Template<?>> all = new ArrayList<>(Arrays.asList(convolution(16, 3, 1), Functions.relu()));
    for (int stage = 0; stage < 3; stage++) {
      for (int i = 0; i < (depth - 2) / 6; i++) {
        all.add(block(16 << stage, i == 0 && stage > 0 ? 2 : 1, hasShortcuts));
        all.add(Functions.relu());
      }
    }
    all.add(Functions.globalAveragePool());
    all.add(Dense.of(classes));
    return Sequential.of(all.toArray(Template<?>[]::new));
  }

  /**
   * Residual networks for small images (He et al., arXiv 1512.03385, section 4.2), projections
   * where the size changes.
   *
   * @param depth 6 n + 2
   */
  public static Template<Sequential> resNet(int depth, int classes) {
    return stages(depth, classes, true);
  }

  /** The same without shortcuts. */
  public static Template<Sequential> plain(int depth, int classes) {
    return stages(depth, classes, false);
  }

  /**
   * Huang et al., arXiv 1608.06993, without bottlenecks and compression.
   *
   * @param depth 3 n + 4
   * @param growth how many channels each layer adds
   */
  public static Template<Sequential> denseNet(int depth, int growth, int classes) {
    if (depth < 7 || depth % 3 != 1) {
      throw new IllegalArgumentException("a DenseNet has 3 n + 4 layers, not " + depth);
    }
    Template<Sequential> layer =
        Sequential.of(BatchNorm.of(), Functions.relu(), Conv.of(growth, 3).same().withoutBias());
    List<Template<?>> all = new ArrayList<>();
    all.add(Conv.of(16, 3).same().withoutBias());
    for (int block = 0; block < 3; block++) {
      all.add(DenseBlock.of((depth - 4) / 3, layer));
      all.add(BatchNorm.of());
      all.add(Functions.relu());
      int channels = 16 + (block + 1) * growth * ((depth - 4) / 3);
      if (block < 2) {
        all.add(Conv.of(channels, 1).withoutBias());
        all.add(Functions.averagePool(2));
      }
    }
    all.add(Functions.globalAveragePool());
    all.add(Dense.of(classes));
    return Sequential.of(all.toArray(Template<?>[]::new));
  }
}
