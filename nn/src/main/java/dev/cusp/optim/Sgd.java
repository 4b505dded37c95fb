package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * Stochastic gradient descent, {@code x -= rate v}, with {@code v = momentum v + xBar} (heavy ball,
 * Polyak 1964) or, in Nesterov's form, {@code x -= rate (xBar + momentum v)} with the new v
 * (Sutskever et al. 2013).
 *
 * @param momentum 0 for none
 * @param decay {@code decay x} is added to the gradient
 */
public record Sgd(Schedule rate, double momentum, boolean isNesterov, double decay)
    implements Elementwise {
  public static Sgd of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static Sgd of(Schedule rate) {
    return new Sgd(rate, 0, false, 0);
  }

  /** With the heavy ball's momentum. */
  public Sgd momentum(double momentum) {
    return new Sgd(rate, momentum, false, decay);
  }

  /** With Nesterov's momentum. */
  public Sgd nesterov(double momentum) {
    return new Sgd(rate, momentum, true, decay);
  }

  /** With a penalty {@code decay / 2 |x|^2}. */
  public Sgd decay(double decay) {
    return new Sgd(rate, momentum, isNesterov, decay);
  }

  @Override
  public List<String> remembers() {
    return momentum == 0 ? List.of() : List.of("velocity");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor slope = decay == 0 ? xBar : xBar.add(x.mul(decay));
    if (momentum == 0) {
      return List.of(x.sub(slope.mul(size)));
    }
    Tensor v = memory.getFirst().mul(momentum).add(slope);
    Tensor direction = isNesterov ? slope.add(v.mul(momentum)) : v;
    return List.of(x.sub(direction.mul(size)), v);
  }
}
