package dev.cusp.fft;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The sums of {@link Transform} along the last axis, of real and imaginary parts. It is linear; its
 * tangent is the same of the tangents, and its transpose the one of the other sign.
 */
record Dft(int sign) implements Primitive {
  static Complex of(int sign, Complex x) {
    List<Tensor> parts = Primitive.call(new Dft(sign), x.re(), x.im());
    return new Complex(parts.get(0), parts.get(1));
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    return inputs;
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    Shape shape = inputs.getFirst().shape();
    int n = shape.length(-1);
    Transform transform = new Transform(n, sign);
    int count = n == 0 ? 0 : shape.size() / n;
    long work = 5L * shape.size() * (32 - Integer.numberOfLeadingZeros(n));
    return new Routine.InPieces(
        count,
        work,
        (first, end, from, to) -> {
          double[] re = new double[n];
          double[] im = new double[n];
          for (int i = first; i < end; i++) {
            copy(from[0], i * n, re, 0, n);
            copy(from[1], i * n, im, 0, n);
            transform.run(re, im);
            copy(re, 0, to[0], i * n, n);
            copy(im, 0, to[1], i * n, n);
          }
        });
  }

  private static void copy(Object from, int at, Object to, int toAt, int n) {
    if (from instanceof float[] floats) {
      for (int i = 0; i < n; i++) {
        ((double[]) to)[i] = floats[at + i];
      }
    } else if (to instanceof float[] floats) {
      for (int i = 0; i < n; i++) {
        floats[toAt + i] = (float) ((double[]) from)[i];
      }
    } else {
      System.arraycopy(from, at, to, toAt, n);
    }
  }

  private List<Tensor> turned(int sign, List<Tensor> parts) {
    Tensor known = parts.getFirst() == null ? parts.getLast() : parts.getFirst();
    Tensor zero = Tensor.zeros(known.type()).broadcastTo(known.shape());
    Tensor[] filled = parts.stream().map(x -> x == null ? zero : x).toArray(Tensor[]::new);
    return Primitive.call(new Dft(sign), filled);
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(this, inputs.toArray(Tensor[]::new));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return turned(sign, dots);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    return Arrays.asList(turned(-sign, bars).toArray(Tensor[]::new));
  }
}
