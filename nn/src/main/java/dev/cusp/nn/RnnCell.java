package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/** {@code h' = tanh(x W + b + h V + c)} (Elman 1990). */
public record RnnCell(Gates gates) implements Cell<Tensor> {
  public static Template<RnnCell> of(int width) {
    return (sample, key) -> new RnnCell(Gates.draw(1, width, sample, key));
  }

  @Override
  public Tensor start(Tensor x) {
    return gates.start(x);
  }

  @Override
  public Tensor prepare(Tensor x) {
    return gates.ofInput(x);
  }

  @Override
  public Tensor step(Tensor x, Tensor h) {
    return x.add(gates.ofState(h)).tanh();
  }

  @Override
  public Tensor output(Tensor h) {
    return h;
  }
}
