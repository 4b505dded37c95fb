package dev.cusp.rl;

import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * Two networks that see the same: the actor gives logits of actions, the critic the return to be
 * expected from here on.
 */
public record ActorCritic(Sequential actor, Sequential critic) implements Policy {
  /** With two hidden layers of some width and tanh; all actions are equally likely at first. */
  public static ActorCritic of(Environment environment, int width, Key key) {
    int seen = Checks.of(environment).width();
    return new ActorCritic(
        network(width, environment.actions(), 0.01).make(key.split(0), seen),
        network(width, 1, 1).make(key.split(1), seen));
  }

  private static Template<Sequential> network(int width, int out, double last) {
    Initializer first = Initializer.orthogonal(Math.sqrt(2));
    return Sequential.of(
        Dense.of(width).weights(first),
        Functions.tanh(),
        Dense.of(width).weights(first),
        Functions.tanh(),
        Dense.of(out).weights(Initializer.orthogonal(last)));
  }

  @Override
  public Tensor scores(Tensor seen) {
    return actor.apply(seen);
  }

  /** Of each row, as a vector. */
  public Tensor values(Tensor seen) {
    return critic.apply(seen).squeeze(-1);
  }
}
