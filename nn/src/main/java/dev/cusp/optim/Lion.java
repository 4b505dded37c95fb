package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * {@code x -= rate (sign(beta1 m + (1 - beta1) xBar) + decay x)} (Chen et al., Symbolic discovery
 * of optimization algorithms, arXiv 2302.06675, algorithm 2).
 */
public record Lion(Schedule rate, double beta1, double beta2, double decay) implements Elementwise {
  public static Lion of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static Lion of(Schedule rate) {
    return new Lion(rate, 0.9, 0.99, 0);
  }

  @Override
  public List<String> remembers() {
    return List.of("mean");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor m = memory.getFirst();
    Tensor sign = Elementwise.mean(m, xBar, beta1).signum();
    return List.of(x.mul(1 - size * decay).sub(sign.mul(size)), Elementwise.mean(m, xBar, beta2));
  }
}
