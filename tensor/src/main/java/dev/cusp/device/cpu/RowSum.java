package dev.cusp.device.cpu;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/** A whole row of reduced numbers at once, in an array: see {@link Kernel#accumulatesRows}. */
final class RowSum {
  private final Kernel kernel;
  private final int last;
  private final Type type;
  private final Type array;

  RowSum(Kernel kernel) {
    this.kernel = kernel;
    last = kernel.outer() - 1;
    type = kernel.accumulator();
    array = new Type(type.desc().arrayType());
  }

  /** Appends the row for some counters of the output axes before the last. */
  void append(Builder b, Nest nest, List<Value> counters, Value out) {
    Value first = nest.first(b);
    Value n = b.sub(nest.end(b), first);
    Value sums = b.value(new Op.NewArray(array.desc()), array, "sums", n);
    Value identity = kernel.reduction().identity(b, type);
    Loops.count(b, b.constant(0), n, 1, List.of(), (in, i, _) -> effect(in, sums, i, identity));
    List<Value> known = new ArrayList<>(counters);
    known.add(first);
    loops(b, nest, known, sums, n);
    Value base = Nest.base(b, kernel.output(), known);
    int stride = kernel.output().stride(last);
    Type result = kernel.body().results().getFirst().type();
    Loops.Round write =
        (in, i, _) -> {
          Value x = Row.convert(in, in.load(sums, i, "sum"), result);
          return effect(in, out, Row.position(in, base, i, stride), x);
        };
    Loops.count(b, b.constant(0), n, 1, List.of(), write);
  }

  private static List<Value> effect(Builder b, Value array, Value at, Value x) {
    b.store(array, at, x);
    return List.of();
  }

  private void loops(Builder b, Nest nest, List<Value> counters, Value sums, Value n) {
    int axis = counters.size();
    if (axis == kernel.extents().size()) {
      List<Value> args = nest.arguments(b, counters);
      List<Value> given = new ArrayList<>(List.of(b.constant(0), n));
      given.addAll(Row.distinct(args));
      given.add(sums);
      Row.call(b, row(args), given);
      return;
    }
    Value end = b.constant(kernel.extents().get(axis));
    Loops.Round round =
        (in, i, _) -> {
          List<Value> known = new ArrayList<>(counters);
          known.add(i);
          loops(in, nest, known, sums, n);
          return List.of();
        };
    Loops.count(b, b.constant(0), end, 1, List.of(), round);
  }

  private Func.Ref row(List<Value> args) {
    Row row = new Row(kernel, last);
    row.inputs(args);
    Value sums = row.b.param(array, "sums");
    row.fix();
    Loops.Round round =
        (in, i, _) -> {
          Value x = Row.convert(in, row.body(in, i), type);
          return effect(in, sums, i, kernel.reduction().combine(in, in.load(sums, i, "sum"), x));
        };
    Loops.count(row.b, row.from, row.to, 1, List.of(), round);
    return row.finish("rowSum", List.of());
  }
}
