package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Source;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Inline;
import dev.cusp.kernel.Kernel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** A strip as plain loops, some of which the JIT vectorizes. */
final class ScalarStrip {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc INTEGER = ClassDesc.of("java.lang.Integer");

  private final Template t;
  private final Frame frame;
  private final List<Value> fixed = new ArrayList<>();

  private ScalarStrip(Template template) {
    t = template;
    frame = new Frame(template);
  }

  static Func of(Template template) {
    ScalarStrip strip = new ScalarStrip(template);
    if (template.columns() > 0) {
      return strip.columns();
    }
    return strip.frame.rows(
        template.func().name(), template.kind() == Template.Kind.FOLD ? strip.fold() : strip::map);
  }

  private void fix(Builder row) {
    for (int k = 1; k <= t.sources().size(); k++) {
      fixed.add(frame.fixed(row, k));
    }
  }

  private Value body(Builder in, Value i) {
    List<Value> args = new ArrayList<>();
    for (int k = 1; k <= t.sources().size(); k++) {
      Value known = fixed.get(k - 1);
      if (known != null) {
        args.add(known);
      } else if (t.sources().get(k - 1) instanceof Source.Index) {
        args.add(in.add(frame.base.get(k), in.mul(i, frame.stride.get(k))));
      } else {
        args.add(frame.load(in, k, in.add(frame.base.get(k), i)));
      }
    }
    return Inline.of(t.func(), args, in);
  }

  /** Few columns: what they come to stays in local variables. */
  private Func columns() {
    List<Value> initial = new ArrayList<>();
    for (int c = 0; c < t.columns(); c++) {
      initial.add(frame.load(frame.b, 0, frame.output(c)));
    }
    Loops.Round round =
        (row, _, sums) -> {
          fix(row);
          List<Value> next = new ArrayList<>();
          for (int c = 0; c < sums.size(); c++) {
            next.add(t.reduction().combine(row, sums.get(c), body(row, row.constant(c))));
          }
          return next;
        };
    return frame.rows(
        t.func().name(),
        initial,
        round,
        sums -> {
          for (int c = 0; c < sums.size(); c++) {
            frame.b.store(frame.array.getFirst(), frame.output(c), sums.get(c));
          }
        });
  }

  private void map(Builder row) {
    fix(row);
    Loops.Round round =
        (in, i, _) -> {
          Value at = in.add(frame.base.getFirst(), i);
          Value x = body(in, i);
          boolean combines = t.kind() == Template.Kind.COLUMNS;
          Value y = combines ? t.reduction().combine(in, frame.load(in, 0, at), x) : x;
          in.store(frame.array.getFirst(), at, y);
          return List.of();
        };
    Loops.count(row, row.constant(0), frame.n, 1, List.of(), round);
  }

  private Frame.Row fold() {
    Type type = t.type();
    Type array = new Type(type.desc().arrayType());
    Builder b = frame.b;
    Value identity = t.reduction().identity(b, type);
    Value count = b.constant(t.lanes());
    Value lanes = b.value(new Op.NewArray(array.desc()), array, "lanes", count);
    Value sums = b.value(new Op.NewArray(array.desc()), array, "sums", count);
    return row -> {
      fix(row);
      Value n = frame.n;
      Value used = highestOneBit(row, row.sub(row.add(n, n), row.constant(1)));
      Value width = min(row, count, used);
      fill(row, sums, width, identity);
      Value whole = row.sub(n, row.arith(Op.Arith.Kind.AND, n, row.constant(t.lanes() - 1)));
      int stretch = t.lanes() * Kernel.STRETCH;
      Loops.Round round =
          (in, start, _) -> {
            fill(in, lanes, count, identity);
            Value end = min(in, whole, in.add(start, in.constant(stretch)));
            Loops.Round each =
                (most, i, _) -> {
                  combine(most, lanes, count, (inner, j) -> body(inner, inner.add(i, j)));
                  return List.of();
                };
            Loops.count(in, start, end, t.lanes(), List.of(), each);
            combine(in, sums, count, (inner, j) -> inner.load(lanes, j, "lane"));
            return List.of();
          };
      Loops.count(row, row.constant(0), whole, stretch, List.of(), round);
      combine(row, sums, row.sub(n, whole), (inner, j) -> body(inner, inner.add(whole, j)));
      halve(row, sums, width);
      row.store(
          frame.array.getFirst(), frame.base.getFirst(), row.load(sums, row.constant(0), "x"));
    };
  }

  private static Value highestOneBit(Builder b, Value x) {
    MethodTypeDesc type = MethodTypeDesc.of(Type.INT.desc(), Type.INT.desc());
    Op op = new Op.Call(Op.Call.Kind.STATIC, INTEGER, "highestOneBit", type, false);
    return b.value(op, Type.INT, "bit", x);
  }

  static Value min(Builder b, Value x, Value y) {
    MethodTypeDesc type = MethodTypeDesc.of(Type.INT.desc(), Type.INT.desc(), Type.INT.desc());
    Op op = new Op.Call(Op.Call.Kind.STATIC, MATH, "min", type, false);
    return b.value(op, Type.INT, "min", x, y);
  }

  private static void fill(Builder b, Value lanes, Value width, Value identity) {
    Loops.Round round =
        (in, j, _) -> {
          in.store(lanes, j, identity);
          return List.of();
        };
    Loops.count(b, b.constant(0), width, 1, List.of(), round);
  }

  private interface Element {
    Value at(Builder in, Value j);
  }

  /** {@code lanes[j] = lanes[j] + x(j)} for the first lanes. */
  private void combine(Builder b, Value lanes, Value count, Element x) {
    Loops.Round round =
        (in, j, _) -> {
          Value sum = in.load(lanes, j, "sum");
          in.store(lanes, j, t.reduction().combine(in, sum, x.at(in, j)));
          return List.of();
        };
    Loops.count(b, b.constant(0), count, 1, List.of(), round);
  }

  /** Adds the upper half of the lanes to the lower until one is left. */
  private void halve(Builder b, Value lanes, Value width) {
    b.loop(
        List.of(width),
        body -> {
          Value w = body.params().getFirst();
          Value more = body.compare(Op.Compare.Relation.GT, w, body.constant(1));
          List<Value> next =
              body.branch(
                  more,
                  List.of(Type.INT),
                  "half",
                  inner -> {
                    Value half = inner.arith(Op.Arith.Kind.SHR, w, inner.constant(1));
                    Loops.Round round =
                        (in, j, _) -> {
                          Value x = in.load(lanes, j, "x");
                          Value y = in.load(lanes, in.add(j, half), "y");
                          in.store(lanes, j, t.reduction().combine(in, x, y));
                          return List.of();
                        };
                    Loops.count(inner, inner.constant(0), half, 1, List.of(), round);
                    return inner.region(List.of(half));
                  },
                  inner -> inner.region(List.of(w)));
          return body.region(List.of(more, next.getFirst()));
        });
  }
}
