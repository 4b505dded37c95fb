package dev.cusp.kernel;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** The meaning of kernels: element by element, by the interpreter of the intermediate form. */
public final class KernelInterpreter implements Device {
  @Override
  public Code compile(Kernel kernel) {
    return (arrays, output, numbers) -> new Run(kernel, arrays, output, numbers).all();
  }

  private record Run(Kernel kernel, Object[] arrays, Object output, double[] numbers) {
    void all() {
      int[] counters = new int[kernel.extents().size()];
      each(counters, 0, kernel.outer(), () -> store(counters));
    }

    private void each(int[] counters, int axis, int end, Runnable action) {
      if (axis == end) {
        action.run();
        return;
      }
      for (int i = 0; i < kernel.extents().get(axis); i++) {
        counters[axis] = i;
        each(counters, axis + 1, end, action);
      }
      counters[axis] = 0;
    }

    private void store(int[] counters) {
      Object value = kernel.reduction() == null ? element(counters) : reduced(counters);
      int at = kernel.output().at(counters);
      switch (output) {
        case boolean[] a -> a[at] = (Integer) value != 0;
        case short[] a -> a[at] = (short) (int) value;
        default -> Array.set(output, at, value);
      }
    }

    private Object reduced(int[] counters) {
      Type type = kernel.accumulator();
      int last = kernel.extents().size() - 1;
      Object[] total = {constant(type)};
      each(counters, kernel.outer(), last, () -> total[0] = row(counters, type, total[0]));
      return converted(total[0], kernel.body().results().getFirst().type());
    }

    /** The last reduced axis. */
    private Object row(int[] counters, Type type, Object total) {
      int last = kernel.extents().size() - 1;
      int n = kernel.extents().get(last);
      int lanes = kernel.lanes();
      Object[] sums = new Object[lanes];
      Arrays.fill(sums, lanes == 1 ? total : constant(type));
      for (int i = 0; i < n; i++) {
        counters[last] = i;
        int lane = i < n - n % lanes ? i % lanes : 0;
        sums[lane] = combined(type, sums[lane], converted(element(counters), type));
      }
      counters[last] = 0;
      for (int width = 1; width < lanes; width *= 2) {
        for (int i = 0; i < lanes; i += 2 * width) {
          sums[i] = combined(type, sums[i], sums[i + width]);
        }
      }
      return n == 0 ? total : lanes == 1 ? sums[0] : combined(type, total, sums[0]);
    }

    private Object constant(Type type) {
      return run(List.of(), (b, _) -> kernel.reduction().identity(b, type));
    }

    private Object combined(Type type, Object x, Object y) {
      return run(
          List.of(type, type), (b, p) -> kernel.reduction().combine(b, p.get(0), p.get(1)), x, y);
    }

    private static Object run(
        List<Type> types, BiFunction<Builder, List<Value>, Value> body, Object... args) {
      Builder b = Builder.root();
      types.forEach(type -> b.param(type, "x"));
      Value result = body.apply(b, b.params());
      Func f = new Func("step", b.region(List.of(result)), Kernel.class, null);
      return Interpreter.run(f, args)[0];
    }

    private static Object converted(Object x, Type type) {
      return type.equals(Type.DOUBLE) && x instanceof Float f
          ? (Object) (double) f
          : type.equals(Type.FLOAT) && x instanceof Double d ? (Object) (float) (double) d : x;
    }

    private Object element(int[] counters) {
      Object[] args = new Object[kernel.inputs().size()];
      for (int i = 0; i < args.length; i++) {
        Type type = kernel.body().params().get(i).type();
        args[i] =
            switch (kernel.inputs().get(i)) {
              case Kernel.Input.Element e -> Array.get(arrays[e.slot()], e.at().at(counters));
              case Kernel.Input.Index index -> index.at().at(counters);
              case Kernel.Input.Number n -> number(numbers[n.slot()], type);
            };
      }
      return Interpreter.run(kernel.body(), args)[0];
    }

    private static Object number(double x, Type type) {
      Builder b = Builder.root();
      Value p = b.param(Type.DOUBLE, "x");
      Value result = b.value(new Op.Convert(type.desc()), type, "x", p);
      Func f = new Func("convert", b.region(List.of(result)), Kernel.class, null);
      return type.equals(Type.DOUBLE) ? (Object) x : Interpreter.run(f, x)[0];
    }
  }
}
