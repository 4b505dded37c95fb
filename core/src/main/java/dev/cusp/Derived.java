package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.ir.Func;
import dev.cusp.pass.Stabilize;
import java.io.NotSerializableException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A real function made of another one, which knows what it is made of and so has a derivative. */
final class Derived implements Scalar {
  private static final long serialVersionUID = 1L;

  /** A real function of captured values and one number. */
  private record Form(Compiled compiled, Func func, List<Object> captured) {
    static Form of(Scalar f) {
      if (f instanceof Derived d) {
        return d.form;
      }
      Program program = Program.of(f);
      Object[] args = program.captured().toArray(new Object[program.captured().size() + 1]);
      return new Form(program.compiled(), program.compiled().func(args), program.captured());
    }

    Derived with(Func other) {
      return new Derived(new Form(compiled, other, captured));
    }
  }

  private final transient Form form;
  private final transient DoubleUnaryOperator code;

  private Derived(Form form) {
    this.form = form;
    this.code = Compiled.scalar(form.func(), form.captured());
  }

  /** The derivative. */
  static Derived of(Scalar f) {
    Form form = Form.of(f);
    int position = form.captured().size();
    return form.with(Compiled.derivative(form.func(), position, form.compiled().calls()));
  }

  /** The function with {@link Stabilize#values}. */
  static Derived stabilized(Scalar f) {
    Form form = Form.of(f);
    return form.with(Stabilize.values(form.func()));
  }

  @Override
  public double applyAsDouble(double x) {
    return code.applyAsDouble(x);
  }

  private Object writeReplace() throws NotSerializableException {
    throw new NotSerializableException("code made by Cusp; serialize the function it is made of");
  }
}
