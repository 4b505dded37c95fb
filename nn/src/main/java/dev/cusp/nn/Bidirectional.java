package dev.cusp.nn;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;

/**
 * Two recurrent layers, of which the second runs from the last time to the first; their results
 * side by side (Schuster and Paliwal 1997).
 */
public record Bidirectional<S>(Recurrent<S> forward, Recurrent<S> backward)
    implements SequenceLayer {
  /** With two layers of one template. */
  public static <S> Template<Bidirectional<S>> of(Template<Recurrent<S>> each) {
    return (sample, key) ->
        new Bidirectional<>(
            each.make(sample, key.split(0)),
            new Recurrent<>(each.make(sample, key.split(1)).cell(), true));
  }

  @Override
  public Tensor apply(Tensor x, Tensor mask, Pass pass) {
    return Views.concat(-1, forward.apply(x, mask, pass), backward.apply(x, mask, pass));
  }
}
