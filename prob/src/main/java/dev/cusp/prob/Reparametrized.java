package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/** A distribution whose draws are differentiable functions of its parameters. */
public interface Reparametrized extends Distribution {
  /**
   * Draws, through which derivatives pass into the parameters: of a mean of a function of them,
   * without bias where that function is continuous.
   */
  Tensor rsample(Key key, int... shape);

  @Override
  default Tensor sample(Key key, int... shape) {
    return rsample(key, shape).stopGradient();
  }
}
