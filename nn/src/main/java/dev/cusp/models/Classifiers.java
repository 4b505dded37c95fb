package dev.cusp.models;

import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Networks that tell images apart: for inputs of shape [n, height, width, channels], logits. */
public final class Classifiers {
  private Classifiers() {}

  /** A network: what it is, and its template for a number of classes. */
  public record Named(String about, IntFunction<Template<Sequential>> template) {}

  private static final Map<String, Named> ALL = new LinkedHashMap<>();

  static {
    put("logistic", "logistic regression", Classifiers::logistic);
    put("mlp", "two hidden layers, 256 and 128 wide", Classifiers::mlp);
    put("lenet", "LeNet-5, with ReLU (LeCun et al. 1998)", Classifiers::lenet);
    put("vgg11", "11 layers of 3x3 and affine ones, normalized", n -> VggNets.of(11, true, n));
    put("vgg16", "16 such layers (Simonyan and Zisserman 2014)", n -> VggNets.of(16, true, n));
    put("resnet20", "20 layers with shortcuts (He et al. 2015)", n -> ResNets.small(20, n));
    put("resnet56", "56 layers with shortcuts", n -> ResNets.small(56, n));
    put("resnet110", "110 layers with shortcuts", n -> ResNets.small(110, n));
    put("plain20", "20 layers without shortcuts", n -> ResNets.plain(20, n));
    put("plain56", "56 layers without shortcuts", n -> ResNets.plain(56, n));
    put("resnet18", "18 wider layers with shortcuts, for photographs", n -> ResNets.large(18, n));
    put("resnet34", "34 layers of the same kind", n -> ResNets.large(34, n));
    put("resnet50", "50 layers, with bottlenecks", n -> ResNets.large(50, n));
    put(
        "preresnet164",
        "164 layers, normalized before (He et al. 2016)",
        n -> ResNets.preactivated(164, n));
    put("wrn16-4", "16 wide layers (Zagoruyko and Komodakis 2016)", n -> ResNets.wide(16, 4, n));
    put("wrn28-10", "28 layers, ten times as wide", n -> ResNets.wide(28, 10, n));
    put(
        "densenet40",
        "40 layers, each sees all before (Huang et al. 2016)",
        n -> DenseNets.small(40, 12, n));
    put(
        "densenet100",
        "100 such layers with bottlenecks and compression",
        n -> DenseNets.compressed(100, 12, n));
    put("densenet121", "121 wider ones, for photographs", DenseNets::of121);
    put("mobilenet", "depthwise separable (Howard et al. 2017)", n -> MobileNets.of(1, n));
  }

  private static void put(String name, String about, IntFunction<Template<Sequential>> template) {
    ALL.put(name, new Named(about, template));
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
}
