package dev.cusp.peers;

import dev.cusp.bench.tensor.Engine;
import dev.cusp.bench.tensor.Workloads;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/** PyTorch in the JVM, op by op. */
public final class TorchEngine implements Engine {
  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public boolean has(String workload) {
    return workload.startsWith("draws:")
        || Workloads.trained(workload) != null
        || TorchOperators.has(workload);
  }

  @Override
  public Optional<Supplier<?>> prepare(String workload, int threads) {
    torch.set_num_threads(threads);
    if (workload.startsWith("draws:")) {
      return Optional.ofNullable(TorchDraws.of(workload));
    }
    var trained = Workloads.trained(workload);
    if (trained != null) {
      return Optional.of(new TorchTraining(workload, trained));
    }
    return Optional.ofNullable(TorchOperators.prepare(workload));
  }
}
