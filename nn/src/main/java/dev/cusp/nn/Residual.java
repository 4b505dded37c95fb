package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * {@code shortcut(x) + body(x)} (He et al., Deep residual learning, arXiv 1512.03385, equation 2).
 * Where the body gives 0, what comes in goes on.
 *
 * @param shortcut null for the identity
 */
public record Residual(Layer body, Layer shortcut) implements Layer {
  /** With the identity as the shortcut. */
  public static Template<Residual> of(Template<? extends Layer> body) {
    return (sample, key) -> new Residual(body.make(sample, key), null);
  }

  /** With a shortcut that has parameters, such as a projection. */
  public static Template<Residual> of(
      Template<? extends Layer> body, Template<? extends Layer> shortcut) {
    return (sample, key) ->
        new Residual(body.make(sample, key.split(0)), shortcut.make(sample, key.split(1)));
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor straight = shortcut == null ? x : pass.through("shortcut", shortcut, x);
    return straight.add(pass.through("body", body, x));
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
