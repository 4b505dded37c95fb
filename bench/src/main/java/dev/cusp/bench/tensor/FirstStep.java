package dev.cusp.bench.tensor;

import dev.cusp.bench.first.FreshJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A process from its start to its end, in which a network is made and trained by one step. */
public final class FirstStep {
  private FirstStep() {}

  public static void main(String[] args) {
    Workloads.of(args[0]).byCusp().get().get();
  }

  /** Runs such a process, for a training step by its name. */
  static Supplier<Object> of(String step) {
    return () -> {
      try {
        return FreshJvm.run(FirstStep.class, step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
