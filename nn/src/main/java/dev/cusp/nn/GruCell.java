package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * Gated recurrent unit (Cho et al., arXiv 1406.1078), in the form of cuDNN and PyTorch: of the
 * three affine functions {@code r, z, n} of input and of what is carried,
 *
 * <pre>{@code
 * r = sigmoid(rx + rh)
 * z = sigmoid(zx + zh)
 * h' = (1 - z) tanh(nx + r nh) + z h
 * }</pre>
 */
public record GruCell(Gates gates) implements Cell<Tensor> {
  public static Template<GruCell> of(int width) {
    return (sample, key) -> new GruCell(Gates.draw(3, width, sample, key));
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
    Tensor own = gates.ofState(h);
    Tensor r = gates.part(x, 0).add(gates.part(own, 0)).sigmoid();
    Tensor z = gates.part(x, 1).add(gates.part(own, 1)).sigmoid();
    Tensor n = gates.part(x, 2).add(r.mul(gates.part(own, 2))).tanh();
    return n.add(z.mul(h.sub(n)));
  }

  @Override
  public Tensor output(Tensor h) {
    return h;
  }
}
