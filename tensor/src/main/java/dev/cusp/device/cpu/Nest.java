package dev.cusp.device.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel as a function of the intermediate form: {@code (arrays, output, numbers, from, to)} runs
 * the part of it whose outermost counter is in a range.
 */
final class Nest {
  private final Kernel kernel;
  private final Builder b = Builder.root();
  private final Value arrays = b.param(new Type(CD_Object.arrayType()), "arrays");
  private final Value output = b.param(Type.OBJECT, "output");
  private final Value numbers = b.param(Type.DOUBLES, "numbers");
  private final Value from = b.param(Type.INT, "from");
  private final Value to = b.param(Type.INT, "to");

  /** For each input its array or number; null for an index. */
  private final List<Value> sources = new ArrayList<>();

  private final int last;

  private Nest(Kernel kernel) {
    this.kernel = kernel;
    last = kernel.outer() - 1;
  }

  /** The function. */
  static Func of(Kernel kernel) {
    return new Nest(kernel).func();
  }

  private Func func() {
    b.at(kernel.body().source());
    Type type = new Type(kernel.component().arrayType());
    Value out = b.value(new Op.CheckCast(type.desc()), type, "out", output);
    for (int i = 0; i < kernel.inputs().size(); i++) {
      sources.add(source(kernel.inputs().get(i), kernel.body().params().get(i).type()));
    }
    outer(b, 0, new ArrayList<>(), out);
    return new Func("kernel", b.region(List.of()), kernel.body().host(), kernel.body().source());
  }

  private Value source(Input input, Type parameter) {
    return switch (input) {
      case Input.Element e -> {
        Value array =
            b.value(new Op.Load(CD_Object), Type.OBJECT, "a", arrays, b.constant(e.slot()));
        Type type = new Type(e.component().arrayType());
        yield b.value(new Op.CheckCast(type.desc()), type, "a", array);
      }
      case Input.Number n ->
          Row.convert(b, b.load(numbers, b.constant(n.slot()), "number"), parameter);
      case Input.Index _ -> null;
    };
  }

  /** Loops over the output axes before the last. */
  private void outer(Builder in, int axis, List<Value> counters, Value out) {
    if (axis == last) {
      if (kernel.reduced() == 0) {
        map(in, counters, out);
      } else if (kernel.accumulatesRows()) {
        new RowSum(kernel).append(in, this, counters, out);
      } else {
        reduceEach(in, counters, out);
      }
      return;
    }
    Value first = axis == 0 ? from : in.constant(0);
    Value end = axis == 0 ? to : in.constant(kernel.extents().get(axis));
    Loops.count(
        in,
        first,
        end,
        1,
        List.of(),
        (inner, i, _) -> {
          List<Value> more = new ArrayList<>(counters);
          more.add(i);
          outer(inner, axis + 1, more, out);
          return List.of();
        });
  }

  /** The range of the last output axis. */
  Value first(Builder in) {
    return last == 0 ? from : in.constant(0);
  }

  Value end(Builder in) {
    return last == 0 ? to : in.constant(kernel.extents().get(last));
  }

  /** Where an access begins for the counters known, the others being 0. */
  static Value base(Builder in, Access access, List<Value> counters) {
    Value base = in.constant(access.offset());
    for (int k = 0; k < counters.size(); k++) {
      if (counters.get(k) != null && access.stride(k) != 0) {
        base = Row.position(in, base, counters.get(k), access.stride(k));
      }
    }
    return base;
  }

  /** The arguments of a row for its inputs. */
  List<Value> arguments(Builder in, List<Value> counters) {
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Input input = kernel.inputs().get(i);
      if (sources.get(i) != null) {
        args.add(sources.get(i));
      }
      if (!(input instanceof Input.Number)) {
        args.add(base(in, input.at(), counters));
      }
    }
    return args;
  }

  private void map(Builder in, List<Value> counters, Value out) {
    List<Value> args = arguments(in, counters);
    Value base = base(in, kernel.output(), counters);
    Row row = new Row(kernel, last);
    List<Value> all = new ArrayList<>(args);
    all.add(out);
    all.add(base);
    row.inputs(all);
    Value to = row.to;
    Value target = row.argument(args.size());
    Value start = row.argument(args.size() + 1);
    row.fix();
    Loops.count(
        row.b,
        row.from,
        to,
        1,
        List.of(),
        (inner, i, _) -> {
          Value value = row.body(inner, i);
          inner.store(target, Row.position(inner, start, i, kernel.output().stride(last)), value);
          return List.of();
        });
    List<Value> given = new ArrayList<>(List.of(first(in), end(in)));
    given.addAll(Row.distinct(all));
    Row.call(in, row.finish("row", List.of()), given);
  }

  private void reduceEach(Builder in, List<Value> counters, Value out) {
    Loops.count(
        in,
        first(in),
        end(in),
        1,
        List.of(),
        (inner, i, _) -> {
          List<Value> known = new ArrayList<>(counters);
          known.add(i);
          Value value = new Reduce(kernel).append(inner, this, known);
          inner.store(out, base(inner, kernel.output(), known), value);
          return List.of();
        });
  }
}
