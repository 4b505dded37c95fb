package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Workload.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The workloads by name. */
public final class Workloads {
  private static final Map<String, Workload> ALL = new LinkedHashMap<>();

  /** A network and how it is trained. */
  public record Trained(Supplier<Network> network, Optimizer optimizer) {}

  private static final Map<String, Trained> TRAINED = new LinkedHashMap<>();

  static {
    Operators.all().forEach(w -> ALL.put(w.name(), w));
    Small.all().forEach(w -> ALL.put(w.name(), w));
    step("mlp_b64", Goal.SMALL_STEP, () -> new Mlp(64), new Optimizer.Adam(1e-3));
    step("mlp_b512", Goal.STEP, () -> new Mlp(512), new Optimizer.Adam(1e-3));
    step("mlp_b64_sgd", Goal.SMALL_STEP, () -> new Mlp(64), new Optimizer.Sgd(0.01, 0));
    step("lenet5_b64", Goal.SMALL_STEP, () -> new LeNet5(64), new Optimizer.Adam(1e-3));
    step("resnet20_b32", Goal.STEP, () -> ResNet.twenty(32), new Optimizer.Sgd(0.05, 0.9));
    step("densenet40_12_b32", Goal.STEP, () -> new DenseNet(32), new Optimizer.Sgd(0.05, 0.9));
    step("resnet18_224_b8", Goal.STEP, () -> ResNet.eighteen(8), new Optimizer.Sgd(0.01, 0.9));
    step("vqvae_b32", Goal.STEP, () -> new VqVae(32), new Optimizer.Adam(3e-4));
    step("charlstm_h256_t64_b32", Goal.STEP, CharLstm::new, new Optimizer.Adam(2e-3));
    step("gpt_d128_l4_t128_b16", Goal.STEP, Gpt::new, new Optimizer.Adam(1e-3));
    for (String name : List.of("mlp_b64", "lenet5_b64")) {
      String cold = "first_" + name;
      ALL.put(cold, new Workload(cold, Goal.STEP, 0, () -> FirstStep.of(name)));
    }
  }

  private Workloads() {}

  private static void step(String name, Goal goal, Supplier<Network> network, Optimizer optimizer) {
    TRAINED.put(name, new Trained(network, optimizer));
    ALL.put(name, new Workload(name, goal, 0, () -> new Training(network.get(), optimizer)));
  }

  /** The training step of this name, or null. */
  public static Trained trained(String name) {
    return TRAINED.get(name);
  }

  public static List<String> names() {
    return new ArrayList<>(ALL.keySet());
  }

  static Workload of(String name) {
    Workload found = ALL.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no workload " + name + "; there are " + names());
    }
    return found;
  }
}
