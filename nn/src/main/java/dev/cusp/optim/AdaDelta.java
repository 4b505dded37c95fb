package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * Steps in the units of the parameter: the root mean square of the last steps over that of the last
 * gradients (Zeiler, arXiv 1212.5701, algorithm 1).
 *
 * @param keep what is kept of both means at each step
 */
public record AdaDelta(Schedule rate, double keep, double epsilon) implements Elementwise {
  public static AdaDelta of() {
    return new AdaDelta(Schedule.constant(1), 0.9, 1e-6);
  }

  @Override
  public List<String> remembers() {
    return List.of("square", "moved");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor square = Elementwise.mean(memory.get(0), xBar.square(), keep);
    Tensor moved = memory.get(1);
    Tensor move = moved.add(epsilon).sqrt().div(square.add(epsilon).sqrt()).mul(xBar);
    return List.of(x.sub(move.mul(size)), square, Elementwise.mean(moved, move.square(), keep));
  }
}
