package dev.cusp.peers;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** An operation at arguments; written, with PyTorch's result and gradients. */
record Reference(String name, Function<Tensor[], Tensor> f, List<Input> inputs) {
  /** Element i of the cotangent; short in decimal, and different from one element to the next. */
  static double bar(int i) {
    return (7 * i % 11 - 4) / 4.0;
  }

  /** A line for the case, and one for each argument, the result, and each cotangent. */
  String text() {
    Tensor[] leaves = inputs.stream().map(Input::leaf).toArray(Tensor[]::new);
    Tensor[] seen = new Tensor[leaves.length];
    Arrays.setAll(seen, i -> inputs.get(i).seen(leaves[i]));
    StringBuilder lines = new StringBuilder("case " + name + "\n");
    for (Input input : inputs) {
      line(lines, input.strided() ? "view" : "in", input.type(), input.shape(), input.values());
    }
    Tensor y = f.apply(seen);
    line(lines, "out", Torch.type(y), y.shape(), Torch.elements(y));
    Tensor[] active =
        java.util.stream.IntStream.range(0, leaves.length)
            .filter(i -> inputs.get(i).isFloating())
            .mapToObj(i -> leaves[i])
            .toArray(Tensor[]::new);
    if (y.requires_grad() && active.length > 0) {
      double[] bars = new double[(int) y.numel()];
      Arrays.setAll(bars, Reference::bar);
      TensorVector gradients =
          Torch.gradients(y, active, Tensor.create(bars, y.shape()).to(y.scalar_type()));
      for (int i = 0; i < active.length; i++) {
        Tensor g = gradients.get(i);
        double[] values = g.defined() ? Torch.elements(g) : new double[(int) active[i].numel()];
        line(lines, "bar", Torch.type(active[i]), active[i].shape(), values);
      }
    }
    return lines.toString();
  }

  private static void line(
      StringBuilder lines, String what, String type, long[] shape, double[] values) {
    StringJoiner lengths = new StringJoiner(",", "[", "]");
    Arrays.stream(shape).forEach(n -> lengths.add("" + n));
    lines.append(what).append(' ').append(type).append(' ').append(lengths);
    for (double value : values) {
      lines.append(' ').append(number(type, value));
    }
    lines.append('\n');
  }

  private static String number(String type, double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e6;
    if (isWhole && !(value == 0 && 1 / value < 0)) {
      return Integer.toString((int) value);
    }
    return type.equals("f32") ? Float.toString((float) value) : Double.toString(value);
  }
}
