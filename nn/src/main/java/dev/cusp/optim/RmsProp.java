package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * {@code x -= rate v}, where v is the gradient over the root of a running mean of its squares, with
 * momentum (Tieleman and Hinton, lecture 6.5, 2012).
 *
 * @param keep what is kept of the mean of squares at each step
 */
public record RmsProp(Schedule rate, double keep, double momentum, double epsilon)
    implements Elementwise {
  public static RmsProp of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static RmsProp of(Schedule rate) {
    return new RmsProp(rate, 0.99, 0, 1e-8);
  }

  @Override
  public List<String> remembers() {
    return momentum == 0 ? List.of("square") : List.of("square", "velocity");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor square = Elementwise.mean(memory.get(0), xBar.square(), keep);
    Tensor move = xBar.div(square.sqrt().add(epsilon));
    if (momentum == 0) {
      return List.of(x.sub(move.mul(size)), square);
    }
    Tensor v = memory.get(1).mul(momentum).add(move);
    return List.of(x.sub(v.mul(size)), square, v);
  }
}
