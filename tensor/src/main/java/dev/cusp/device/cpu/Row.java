package dev.cusp.device.cpu;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Inline;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import java.util.ArrayList;
import java.util.List;

/**
 * The innermost loop of a kernel as a function of its own: a method with one loop is compiled as a
 * whole, and soon, where a loop nest would wait for on-stack replacement. Its parameters are the
 * range, then for each input where it begins (an array and a base, a base, or a number), then what
 * a kind of row needs besides.
 */
final class Row {
  private final Kernel kernel;

  /** The axis that the loop runs over. */
  private final int axis;

  final Builder b = Builder.root();
  final Value from = b.param(Type.INT, "from");
  final Value to = b.param(Type.INT, "to");
  private final List<Value> params = new ArrayList<>();

  /** Inputs that are the same in all rounds, read before the first; null for the others. */
  private final List<Value> fixed = new ArrayList<>();

  Row(Kernel kernel, int axis) {
    this.kernel = kernel;
    this.axis = axis;
  }

  /** The arguments that a call gives for the inputs; equal ones once. */
  static List<Value> distinct(List<Value> values) {
    return values.stream().distinct().toList();
  }

  /**
   * Declares the inputs' parameters.
   *
   * @param arguments what the caller gives for them, equal ones standing for one parameter
   */
  void inputs(List<Value> arguments) {
    List<Value> distinct = distinct(arguments);
    List<Value> declared = new ArrayList<>();
    for (Value v : distinct) {
      declared.add(b.param(v.type(), v.name()));
    }
    for (Value v : arguments) {
      params.add(declared.get(distinct.indexOf(v)));
    }
  }

  /** The parameter for an argument. */
  Value argument(int index) {
    return params.get(index);
  }

  /** Reads what does not change from round to round; for a range that is not empty. */
  void fix() {
    int next = 0;
    for (Input input : kernel.inputs()) {
      boolean isFixed = input.at().stride(axis) == 0;
      fixed.add(
          switch (input) {
            case Input.Element e when isFixed ->
                element(e, params.get(next), params.get(next + 1), b);
            case Input.Index _ when isFixed -> params.get(next);
            case Input.Number _ -> params.get(next);
            default -> null;
          });
      next += width(input);
    }
  }

  private static Value element(Input.Element e, Value array, Value at, Builder in) {
    return in.value(new Op.Load(e.component()), Type.of(e.component()), "x", array, at);
  }

  static int width(Input input) {
    return input instanceof Input.Element ? 2 : 1;
  }

  /** Appends the body for a round. */
  Value body(Builder in, Value i) {
    List<Value> args = new ArrayList<>();
    int next = 0;
    for (int k = 0; k < kernel.inputs().size(); k++) {
      Input input = kernel.inputs().get(k);
      if (fixed.get(k) != null) {
        args.add(fixed.get(k));
      } else {
        Value base = params.get(next + width(input) - 1);
        Value at = position(in, base, i, input.at().stride(axis));
        args.add(input instanceof Input.Element e ? element(e, params.get(next), at, in) : at);
      }
      next += width(input);
    }
    return Inline.of(kernel.body(), args, in);
  }

  /** {@code base + stride * i}. */
  static Value position(Builder in, Value base, Value i, int stride) {
    Value step = stride == 1 ? i : in.mul(i, in.constant(stride));
    return in.add(base, step);
  }

  /** The function that was built, as something to call. */
  Func.Ref finish(String name, List<Value> results) {
    Func f = new Func(name, b.region(results), kernel.body().host(), kernel.body().source());
    Func.Ref ref = new Func.Ref(name);
    ref.complete(f);
    return ref;
  }

  /** Appends a call. */
  static List<Value> call(Builder in, Func.Ref row, List<Value> args) {
    List<Value> results =
        row.func().results().stream().map(r -> new Value(r.type(), r.name())).toList();
    in.append(new Stmt(new Op.Apply(row), args, results, List.of(), in.source()));
    return results;
  }

  /** Appends a conversion, where there is something to convert. */
  static Value convert(Builder in, Value x, Type type) {
    return x.type().equals(type) ? x : in.value(new Op.Convert(type.desc()), type, x.name(), x);
  }
}
