package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.ir.Func;

/** The derivative of a real function, which knows what it is made of and so has a derivative. */
final class Derived implements Scalar {
  private static final long serialVersionUID = 1L;

  private final transient Func func;
  private final transient java.util.List<Object> captured;
  private final transient Compiled compiled;
  private final transient java.util.function.DoubleUnaryOperator code;

  private Derived(Compiled compiled, Func function, java.util.List<Object> captured) {
    this.compiled = compiled;
    this.captured = captured;
    this.func = Compiled.derivative(function, captured.size(), compiled.calls());
    this.code = Compiled.scalar(func, captured);
  }

  static Derived of(Scalar f) {
    if (f instanceof Derived d) {
      return new Derived(d.compiled, d.func, d.captured);
    }
    Program program = Program.of(f);
    Object[] args = program.captured().toArray(new Object[program.captured().size() + 1]);
    Compiled compiled = program.compiled();
    return new Derived(compiled, compiled.func(args), program.captured());
  }

  @Override
  public double applyAsDouble(double x) {
    return code.applyAsDouble(x);
  }

  private Object writeReplace() throws java.io.NotSerializableException {
    throw new java.io.NotSerializableException("a derivative; serialize the function instead");
  }
}
