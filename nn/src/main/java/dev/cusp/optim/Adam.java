package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam and its kin: a step is a running mean of gradients over the root of a running mean of their
 * squares, {@code x -= rate m / (sqrt(v) + epsilon)}, both freed of the bias of their start (Kingma
 * and Ba, arXiv 1412.6980, algorithm 1).
 *
 * @param beta1 what is kept of the mean of gradients at each step
 * @param beta2 what is kept of the mean of squares
 * @param decay x shrinks by {@code rate decay x}, apart from the gradient (AdamW, Loshchilov and
 *     Hutter, arXiv 1711.05101)
 */
public record Adam(
    Schedule rate, double beta1, double beta2, double epsilon, double decay, Kind kind)
    implements Elementwise {
  /** What is done with the means. */
  public enum Kind {
    /** As published in 2014. It may fail to converge even on convex problems; see AMSGRAD. */
    ADAM,
    /** Divided by the largest v so far, which cures that (Reddi, Kale and Kumar 2018). */
    AMSGRAD,
    /** With a mean that looks one step ahead, as Nesterov's (Dozat 2016). */
    NADAM,
    /** The largest recent gradient instead of the root of v (section 7.1 of the paper). */
    ADAMAX,
    /** The adaptive part comes in as its variance becomes tractable (Liu et al. 2020). */
    RADAM
  }

  public static Adam of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static Adam of(Schedule rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8, 0, Kind.ADAM);
  }

  public Adam betas(double first, double second) {
    return new Adam(rate, first, second, epsilon, decay, kind);
  }

  public Adam epsilon(double epsilon) {
    return new Adam(rate, beta1, beta2, epsilon, decay, kind);
  }

  /** AdamW: with weights that decay apart from the gradient. */
  public Adam decay(double decay) {
    return new Adam(rate, beta1, beta2, epsilon, decay, kind);
  }

  public Adam kind(Kind kind) {
    return new Adam(rate, beta1, beta2, epsilon, decay, kind);
  }

  @Override
  public List<String> remembers() {
    return kind == Kind.AMSGRAD ? List.of("mean", "square", "largest") : List.of("mean", "square");
  }

  @Override
  public List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size) {
    Tensor m = Elementwise.mean(memory.get(0), xBar, beta1);
    Tensor v =
        kind == Kind.ADAMAX
            ? memory.get(1).mul(beta2).maximum(xBar.abs())
            : Elementwise.mean(memory.get(1), xBar.square(), beta2);
    Tensor kept = decay == 0 ? x : x.mul(1 - size * decay);
    List<Tensor> results = new ArrayList<>(List.of(kept, m, v));
    if (kind == Kind.AMSGRAD) {
      results.add(memory.get(2).maximum(v));
    }
    results.set(0, kept.sub(direction(xBar, m, results.getLast(), step).mul(size)));
    return results;
  }

  private Tensor direction(Tensor xBar, Tensor m, Tensor v, long step) {
    double bias1 = Elementwise.bias(beta1, step);
    return switch (kind) {
      case ADAM, AMSGRAD -> m.div(bias1).div(root(v, step));
      case ADAMAX -> m.div(bias1).div(v.add(epsilon));
      case NADAM -> {
        Tensor ahead = m.mul(beta1 / Elementwise.bias(beta1, step + 1));
        yield ahead.add(xBar.mul((1 - beta1) / bias1)).div(root(v, step));
      }
      case RADAM -> {
        double most = 2 / (1 - beta2) - 1;
        double power = Math.pow(beta2, step);
        double length = most - 2 * step * power / (1 - power);
        double square = (length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length);
        Tensor mean = m.div(bias1);
        yield length > 5 ? mean.mul(Math.sqrt(square)).div(root(v, step)) : mean;
      }
    };
  }

  private Tensor root(Tensor v, long step) {
    return v.sqrt().div(Math.sqrt(Elementwise.bias(beta2, step))).add(epsilon);
  }
}
