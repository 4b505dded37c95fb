package dev.cusp.bench.tensor;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether a workload computes what it should, by what PyTorch computed. */
final class Check {
  private Check() {}

  /**
   * The largest relative error of the first losses, or of the sum of the absolute gradients; NaN
   * where nothing is known.
   */
  static double error(String workload) {
    List<Double> expected = Recorded.check(workload);
    return expected.isEmpty() ? Double.NaN : error(expected, actual(workload, expected.size()));
  }

  private static List<Double> actual(String workload, int n) {
    Supplier<?> run = Workloads.of(workload).byCusp().get();
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      numbers.add(
          switch (run.get()) {
            case Double loss -> loss;
            case List<?> gradients ->
                Operators.sumOfAbsolutes(gradients.stream().map(Tensor.class::cast).toList());
            case Object other -> throw new IllegalStateException("nothing to check in " + other);
          });
    }
    return numbers;
  }

  static double error(List<Double> expected, List<Double> actual) {
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      double error = Math.abs(actual.get(i) / expected.get(i) - 1);
      largest = error > largest || Double.isNaN(error) ? error : largest;
    }
    return largest;
  }

  /**
   * What differences may come to. Gradients add up differently in 5 digits; losses of networks with
   * batch normalization, over five steps, in 3; what is printed of a loss has 6 decimals.
   */
  static double tolerance(String workload) {
    boolean hasBatchNorm = workload.startsWith("resnet") || workload.startsWith("densenet");
    boolean isCoarse = Recorded.check(workload).getFirst() < 0.01;
    return hasBatchNorm ? 5e-3 : isCoarse ? 0.3 : 2e-4;
  }
}
