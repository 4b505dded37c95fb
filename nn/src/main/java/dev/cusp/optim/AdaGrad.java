package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * {@code x -= rate xBar / (sqrt(sum of all squares so far) + epsilon)} (Duchi, Hazan and Singer
 * 2011).
 */
public record AdaGrad(Schedule rate, double epsilon) implements Elementwise {
  public static AdaGrad of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static AdaGrad of(Schedule rate) {
    return new AdaGrad(rate, 1e-10);
  }

  @Override
  public List<String> remembers() {
    return List.of("sum");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor sum = memory.getFirst().add(xBar.square());
    return List.of(x.sub(xBar.mul(size).div(sum.sqrt().add(epsilon))), sum);
  }
}
