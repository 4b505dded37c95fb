package dev.cusp.bench.tensor;

import java.util.Optional;
import java.util.function.Supplier;

/** Cusp's tensors; the number of threads is a property of the process. */
public final class CuspEngine implements Engine {
  @Override
  public String name() {
    return "cusp";
  }

  @Override
  public boolean has(String workload) {
    return workload.equals(Triad.NAME) || Workloads.names().contains(workload);
  }

  @Override
  public Optional<Supplier<?>> prepare(String workload, int threads) {
    return Optional.of(
        workload.equals(Triad.NAME) ? Triad.of(threads) : Workloads.of(workload).byCusp().get());
  }
}
