package dev.cusp.peers;

import dev.cusp.io.SafeTensors;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.StringTensorDictItem;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes the parameters of PyTorch's modules under PyTorch's names, with an input, the module's
 * output in evaluation, and gradients: what Cusp's tests load and compare with. At the root of the
 * project:
 *
 * <pre>
 * mvn -Ppytorch -pl peers -am -DskipTests package
 * java -cp "peers/target/classes:$(cat peers/target/classpath)" dev.cusp.peers.StateDicts \
 *     nn/src/test/resources/dev/cusp/nn
 * </pre>
 *
 * <p>All numbers are f64. {@code input} and {@code output} are in PyTorch's layout, {@code
 * bar.input} and {@code bar.NAME} the gradients for a cotangent of the output whose element i is
 * {@code (7 i mod 11 - 4) / 4}.
 */
public final class StateDicts {
  private StateDicts() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (Modules.Case c : Modules.all()) {
      write(folder.resolve(c.name() + ".safetensors"), c.module(), c.input(), c.forward());
    }
    System.exit(0); // libtorch's own threads would keep it
  }

  private static void write(
      Path file, Module module, Tensor input, Function<Tensor, Tensor> forward) throws IOException {
    Map<String, dev.cusp.tensor.Tensor> all = new TreeMap<>();
    Map<String, Tensor> parameters = named(module.named_parameters());
    parameters.forEach((name, t) -> all.put(name, cusp(t)));
    named(module.named_buffers()).forEach((name, t) -> all.put(name, cusp(t)));
    module.eval();
    Map<String, Tensor> active = new TreeMap<>(parameters);
    if (input.is_floating_point()) {
      active.put("input", input.set_requires_grad(true));
    }
    Tensor output = forward.apply(input);
    double[] bars = new double[(int) output.numel()];
    Arrays.setAll(bars, Reference::bar);
    TensorVector gradients =
        Torch.gradients(
            output,
            active.values().toArray(Tensor[]::new),
            Tensor.create(bars, output.shape()).to(output.scalar_type()));
    int i = 0;
    for (String name : active.keySet()) {
      all.put("bar." + name, cusp(gradients.get(i++)));
    }
    all.put("input", cusp(input));
    all.put("output", cusp(output));
    SafeTensors.write(file, all);
    System.out.println(file + ": " + all.keySet());
  }

  private static Map<String, Tensor> named(StringTensorDict dict) {
    Map<String, Tensor> all = new TreeMap<>();
    for (long i = 0; i < dict.size(); i++) {
      StringTensorDictItem item = dict.get(i);
      all.put(item.key().getString(), item.value());
    }
    return all;
  }

  private static dev.cusp.tensor.Tensor cusp(Tensor t) {
    int[] lengths = Arrays.stream(t.shape()).mapToInt(Math::toIntExact).toArray();
    DType type = t.is_floating_point() ? DType.F64 : DType.I64;
    double[] values = Torch.elements(t.to(ScalarType.Double));
    Object data =
        t.is_floating_point() ? values : Arrays.stream(values).mapToLong(x -> (long) x).toArray();
    return dev.cusp.tensor.Tensor.ofData(data, Shape.of(lengths), type);
  }

  static {
    torch.set_num_threads(1);
    torch.manual_seed(1);
  }
}
