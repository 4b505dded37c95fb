package dev.cusp.kernel;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** The meaning of kernels: element by element, by the interpreter of the intermediate form. */
public final class KernelInterpreter implements Device {
  @Override
  public Code compile(Group group) {
    return (arrays, starts, numbers) -> {
      Object[] all = arrays.clone();
      for (Group.Temporary t : group.temporaries()) {
        all[t.slot()] = t.array(t.size());
      }
      for (Group.Member m : group.members()) {
        new Run(m.kernel(), all, starts, all[m.output()], numbers).all();
      }
    };
  }

  private record Run(
      Kernel kernel, Object[] arrays, int[] starts, Object output, double[] numbers) {
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
      set(output, kernel.output().at(counters), value);
    }

    private static void set(Object array, int at, Object value) {
      switch (array) {
        case boolean[] a -> a[at] = (Integer) value != 0;
        case short[] a -> a[at] = (short) (int) value;
        default -> Array.set(array, at, value);
      }
    }

    private Object reduced(int[] counters) {
      int last = kernel.extents().size() - 1;
      List<Object> partials = new ArrayList<>();
      each(counters, kernel.outer(), last, () -> blocks(counters, partials));
      Object given = Array.newInstance(output.getClass().componentType(), partials.size());
      for (int i = 0; i < partials.size(); i++) {
        set(given, i, partials.get(i));
      }
      Object total = Array.newInstance(output.getClass().componentType(), 1);
      if (partials.isEmpty()) {
        kernel.reduction().clear(total);
      } else {
        kernel.reduction().totals(given, partials.size(), 1, total);
      }
      return total instanceof boolean[] b ? (Object) (b[0] ? 1 : 0) : Array.get(total, 0);
    }

    /** What each block of the last reduced axis gives. */
    private void blocks(int[] counters, List<Object> partials) {
      int last = kernel.extents().size() - 1;
      int n = kernel.extents().get(last);
      for (int from = 0; from < n; from += kernel.block()) {
        partials.add(block(counters, from, Math.min(n, from + kernel.block())));
      }
      counters[last] = 0;
    }

    private Object block(int[] counters, int from, int to) {
      int n = kernel.lanes();
      Type type = kernel.body().results().getFirst().type();
      Object identity = run(List.of(), (b, _) -> kernel.reduction().identity(b, type));
      int width = Math.min(n, Integer.highestOneBit(2 * (to - from) - 1));
      Object[] sums = new Object[width];
      Arrays.fill(sums, identity);
      int whole = n == 1 ? from : from + (to - from) / n * n;
      for (int start = from; start < whole; start += n * Kernel.STRETCH) {
        Object[] lanes = new Object[n];
        Arrays.fill(lanes, identity);
        accumulate(counters, start, Math.min(whole, start + n * Kernel.STRETCH), lanes);
        for (int lane = 0; lane < n; lane++) {
          sums[lane] = combined(type, sums[lane], lanes[lane]);
        }
      }
      accumulate(counters, whole, to, sums);
      for (int half = width / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          sums[lane] = combined(type, sums[lane], sums[lane + half]);
        }
      }
      return sums[0];
    }

    private void accumulate(int[] counters, int from, int to, Object[] lanes) {
      Type type = kernel.body().results().getFirst().type();
      for (int i = from; i < to; i++) {
        counters[kernel.extents().size() - 1] = i;
        int lane = (i - from) % lanes.length;
        lanes[lane] = combined(type, lanes[lane], element(counters));
      }
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

    private Object element(int[] counters) {
      Object[] args = new Object[kernel.inputs().size()];
      for (int i = 0; i < args.length; i++) {
        Type type = kernel.body().params().get(i).type();
        args[i] =
            switch (kernel.inputs().get(i)) {
              case Kernel.Input.Element e ->
                  Array.get(arrays[e.slot()], starts[e.slot()] + e.at().at(counters));
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
