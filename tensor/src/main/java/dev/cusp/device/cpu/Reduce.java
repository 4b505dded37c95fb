package dev.cusp.device.cpu;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Kernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One reduced number: loops over the reduced axes that carry the running value. */
final class Reduce {
  private final Kernel kernel;
  private final int inner;
  private final int lanes;
  private final Type type;

  Reduce(Kernel kernel) {
    this.kernel = kernel;
    inner = kernel.extents().size() - 1;
    lanes = kernel.lanes();
    type = kernel.accumulator();
  }

  /** Appends the computation for some counters of the output; the value has the body's type. */
  Value append(Builder b, Nest nest, List<Value> counters) {
    Value total = loop(b, nest, counters, kernel.reduction().identity(b, type));
    return Row.convert(b, total, kernel.body().results().getFirst().type());
  }

  private Value loop(Builder b, Nest nest, List<Value> counters, Value total) {
    if (counters.size() == inner) {
      return row(b, nest, counters, total);
    }
    Value end = b.constant(kernel.extents().get(counters.size()));
    Loops.Round round =
        (body, i, carried) -> {
          List<Value> known = new ArrayList<>(counters);
          known.add(i);
          return List.of(loop(body, nest, known, carried.getFirst()));
        };
    return Loops.count(b, b.constant(0), end, 1, List.of(total), round).getFirst();
  }

  private Value row(Builder b, Nest nest, List<Value> counters, Value total) {
    int n = kernel.extents().get(inner);
    if (n == 0) {
      return total;
    }
    List<Value> args = nest.arguments(b, counters);
    Row row = new Row(kernel, inner);
    row.inputs(args);
    Value before = row.b.param(type, "total");
    row.fix();
    Value after =
        lanes == 1
            ? Loops.count(
                    row.b,
                    row.from,
                    row.to,
                    1,
                    List.of(before),
                    (in, i, sum) -> one(row, in, i, sum))
                .getFirst()
            : kernel.reduction().combine(row.b, before, lanes(row, n));
    List<Value> given = new ArrayList<>(List.of(b.constant(0), b.constant(n)));
    given.addAll(Row.distinct(args));
    given.add(total);
    return Row.call(b, row.finish("total", List.of(after)), given).getFirst();
  }

  private List<Value> one(Row row, Builder b, Value i, List<Value> sum) {
    Value x = Row.convert(b, row.body(b, i), type);
    return List.of(kernel.reduction().combine(b, sum.getFirst(), x));
  }

  /** Several running sums, added up pairwise in the end. */
  private Value lanes(Row row, int n) {
    Builder b = row.b;
    Value identity = kernel.reduction().identity(b, type);
    Value whole = b.constant(n - n % lanes);
    List<Value> sums =
        Loops.count(
            b,
            row.from,
            whole,
            lanes,
            Collections.nCopies(lanes, identity),
            (in, i, carried) -> {
              List<Value> next = new ArrayList<>();
              for (int lane = 0; lane < lanes; lane++) {
                next.addAll(
                    one(row, in, in.add(i, in.constant(lane)), carried.subList(lane, lane + 1)));
              }
              return next;
            });
    sums = new ArrayList<>(sums);
    Loops.Round rest = (in, i, sum) -> one(row, in, i, sum);
    sums.set(0, Loops.count(b, whole, row.to, 1, sums.subList(0, 1), rest).getFirst());
    while (sums.size() > 1) {
      List<Value> pairs = new ArrayList<>();
      for (int i = 0; i < sums.size(); i += 2) {
        pairs.add(kernel.reduction().combine(b, sums.get(i), sums.get(i + 1)));
      }
      sums = pairs;
    }
    return sums.getFirst();
  }
}
