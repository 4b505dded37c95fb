package dev.cusp.device.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;

import dev.cusp.device.cpu.Template.Source;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The parameters of a strip, and the loop over its rows. */
final class Frame {
  private static final Type OBJECTS = new Type(CD_Object.arrayType());
  private static final Type INTS = new Type(CD_int.arrayType());

  final Template template;
  final Builder b = Builder.root();
  private final Value arrays = b.param(OBJECTS, "arrays");
  private final Value at = b.param(INTS, "at");
  private final Value steps = b.param(INTS, "steps");
  private final Value numbers = b.param(Type.DOUBLES, "numbers");
  private final Value rows = b.param(Type.INT, "rows");
  final Value n = b.param(Type.INT, "n");

  /** By operand, the output being the first: arrays, or null; entries and steps; or numbers. */
  final List<Value> array = new ArrayList<>();

  private final List<Value> entry = new ArrayList<>();
  private final List<Value> step = new ArrayList<>();

  /** Where the operands are entered in the current row; of numbers, these. */
  final List<Value> base = new ArrayList<>();

  /** How an index counts; null for others. */
  final List<Value> stride = new ArrayList<>();

  Frame(Template template) {
    this.template = template;
    int count = template.sources().size() + 1;
    array(new Source.Element(template.component(), true), 0);
    for (int k = 1; k < count; k++) {
      Source source = template.sources().get(k - 1);
      if (source instanceof Source.Number) {
        Type type = template.func().params().get(k - 1).type();
        array.add(null);
        entry.add(convert(b, b.load(numbers, b.constant(k - 1), "number"), type));
        step.add(null);
        stride.add(null);
      } else {
        array(source, k);
        boolean counts = source instanceof Source.Index(var moves) && moves;
        stride.set(k, counts ? b.load(steps, b.constant(k + count), "stride") : null);
      }
    }
  }

  private void array(Source source, int k) {
    if (source instanceof Source.Element(var component, _)) {
      Type type = new Type(component.arrayType());
      Value any = b.value(new Op.Load(CD_Object), Type.OBJECT, "a", arrays, b.constant(k));
      array.add(b.value(new Op.CheckCast(type.desc()), type, "a", any));
    } else {
      array.add(null);
    }
    entry.add(b.load(at, b.constant(k), "at"));
    step.add(b.load(steps, b.constant(k), "step"));
    stride.add(null);
  }

  /** A row: what is appended for each. */
  interface Row {
    void append(Builder row);
  }

  /** The function. */
  Func rows(String name, Row body) {
    return rows(
        name,
        List.of(),
        (row, _, _) -> {
          body.append(row);
          return List.of();
        },
        _ -> {});
  }

  /** The same with something carried from row to row, and what is done with that in the end. */
  Func rows(String name, List<Value> carried, Loops.Round body, Consumer<List<Value>> end) {
    Loops.Round round =
        (row, r, now) -> {
          for (int k = 0; k < entry.size(); k++) {
            Value entered = entry.get(k);
            base.add(step.get(k) == null ? entered : row.add(entered, row.mul(r, step.get(k))));
          }
          return body.run(row, r, now);
        };
    end.accept(Loops.count(b, b.constant(0), rows, 1, carried, round));
    return new Func(name, b.region(List.of()), template.func().host(), null);
  }

  /** Where an element of the output's first row is. */
  Value output(int element) {
    return b.add(entry.getFirst(), b.constant(element));
  }

  /** What does not change within a row, read before its first round; null for what does. */
  Value fixed(Builder row, int k) {
    return switch (template.sources().get(k - 1)) {
      case Source.Element(_, var moves) -> moves ? null : load(row, k, base.get(k));
      case Source.Index(var moves) -> moves ? null : base.get(k);
      case Source.Number _ -> base.get(k);
    };
  }

  Value load(Builder in, int k, Value position) {
    return in.load(array.get(k), position, "x");
  }

  /** Appends a conversion, where there is something to convert. */
  static Value convert(Builder in, Value x, Type type) {
    return x.type().equals(type) ? x : in.value(new Op.Convert(type.desc()), type, x.name(), x);
  }
}
