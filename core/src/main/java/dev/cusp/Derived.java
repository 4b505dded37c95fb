package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.ScalarDerivative;
import dev.cusp.ir.Func;
import dev.cusp.pass.Stabilize;
import dev.cusp.runtime.Made;
import dev.cusp.runtime.Tie;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** A real function made of another one, which knows what it is made of and so has a derivative. */
final class Derived implements Scalar, Made {
  private static final long serialVersionUID = 1L;

  /**
   * A real function of captured values and one number.
   *
   * @param order which derivative of the program it is; -1 for something else
   */
  private record Form(Compiled compiled, Func func, List<Object> captured, int order) {
    static Form of(Scalar f) {
      if (f instanceof Derived d) {
        return d.form;
      }
      Program program = Program.of(f);
      Object[] args = program.captured().toArray(new Object[program.captured().size() + 1]);
      Set<Integer> last = Set.of(program.captured().size());
      Func func = program.compiled().watched(args, last);
      return new Form(program.compiled(), func, program.captured(), 0);
    }

    static Form plain(Scalar f) {
      Form form = of(f);
      Object[] args = form.captured.toArray(new Object[form.captured.size() + 1]);
      return new Form(form.compiled, form.compiled.func(args), form.captured, -1);
    }

    Derived with(Scalar base, String how, Supplier<Func> made, int newOrder) {
      List<String> all = new ArrayList<>(Made.history(base));
      all.addFirst(how);
      ScalarDerivative.Code code = compiled.scalar(all.toString(), captured, made);
      Form form = new Form(compiled, code.func(), captured, newOrder);
      return new Derived(base, how, form, code.operator().with(captured));
    }
  }

  private final transient Scalar base;
  private final transient String how;
  private final transient Form form;
  private final transient DoubleUnaryOperator code;

  private Derived(Scalar base, String how, Form form, DoubleUnaryOperator code) {
    this.base = base;
    this.how = how;
    this.form = form;
    this.code = code;
  }

  /** The derivative. */
  static Derived of(Scalar f) {
    Form form = Form.of(f);
    int position = form.captured().size();
    return form.with(
        f,
        "derivative",
        () -> ScalarDerivative.of(form.func(), position, form.compiled().calls()),
        form.order() < 0 ? -1 : form.order() + 1);
  }

  /** The function with {@link Stabilize#values}. */
  static Derived stabilized(Scalar f) {
    Form form = f instanceof Derived ? Form.of(f) : Form.plain(f);
    return form.with(f, "stabilized", () -> Stabilize.values(form.func()), -1);
  }

  @Override
  public Object base() {
    return base;
  }

  @Override
  public String how() {
    return how;
  }

  @Override
  public double applyAsDouble(double x) {
    try {
      double y = code.applyAsDouble(x);
      boolean plain = Double.isFinite(y) || !Double.isFinite(x) || form.order() < 1;
      return plain || overflows(x) ? y : atTie(x, null);
    } catch (Tie tie) {
      return atTie(x, tie);
    }
  }

  /** Whether the function itself is infinite, which its derivative then may be too. */
  private boolean overflows(double x) {
    return form.compiled().value(args(x)) instanceof Double y && y.isInfinite();
  }

  private Object[] args(double x) {
    List<Object> args = new ArrayList<>(form.captured());
    args.add(x);
    return args.toArray();
  }

  private double atTie(double x, Tie tie) {
    return form.compiled().derivativeAtTie(form.order(), args(x), tie);
  }

  private Object writeReplace() throws NotSerializableException {
    throw new NotSerializableException("code made by Cusp; serialize the function it is made of");
  }
}
