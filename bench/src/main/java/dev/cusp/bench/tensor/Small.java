package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Workload.Goal;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Tensor;
import java.util.List;

/** Chains of 200 operations on matrices of 4 by 4, where only the cost of an operation counts. */
final class Small {
  private Small() {}

  private record Inputs(Tensor x, Tensor a, Tensor b) {
    static Inputs of() {
      return new Inputs(
          Data.uniform(62, 4, 4),
          Data.uniform(60, 0.9, 1.1, 4, 4),
          Data.uniform(61, -0.1, 0.1, 4, 4));
    }
  }

  static List<Workload> all() {
    return List.of(
        new Workload(
            "chain200_4x4:fwd_no_grad",
            Goal.OVERHEAD,
            0,
            () -> {
              Inputs inputs = Inputs.of();
              return () -> chain(inputs).evaluate();
            }),
        new Workload(
            "chain200_4x4:fwdbwd",
            Goal.OVERHEAD,
            0,
            () -> {
              Inputs inputs = Inputs.of();
              var gradient = Gradients.<Inputs>of(in -> chain(in).sum());
              return () -> gradient.apply(inputs).x().evaluate();
            }),
        new Workload(
            "mmchain200_4x4:fwd_no_grad",
            Goal.OVERHEAD,
            0,
            () -> {
              Inputs inputs = Inputs.of();
              return () -> products(inputs).evaluate();
            }),
        new Workload(
            "one_call:mul_4x4",
            Goal.OVERHEAD,
            0,
            () -> {
              Inputs inputs = Inputs.of();
              return () -> inputs.x().mul(inputs.a()).evaluate();
            }));
  }

  private static Tensor chain(Inputs in) {
    Tensor x = in.x();
    for (int i = 0; i < 100; i++) {
      x = x.mul(in.a()).add(in.b());
    }
    return x;
  }

  private static Tensor products(Inputs in) {
    Tensor x = in.x();
    for (int i = 0; i < 200; i++) {
      x = x.matmul(in.b());
    }
    return x;
  }
}
