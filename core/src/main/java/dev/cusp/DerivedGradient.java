package dev.cusp;

import dev.cusp.runtime.Made;
import java.io.NotSerializableException;

/** The gradient of a function of one argument, which knows what it is made of. */
final class DerivedGradient<A> implements Gradient<A>, Made {
  private static final long serialVersionUID = 1L;
  private static final int[] FIRST = {0};

  private final transient Objective<A> base;
  private final transient Program program;

  DerivedGradient(Objective<A> f) {
    base = f;
    program = Program.of(f);
  }

  @Override
  @SuppressWarnings("unchecked") // a gradient has the type of its argument
  public A apply(A a) {
    return (A) program.gradients(FIRST, a).gradients().getFirst();
  }

  @Override
  public Object base() {
    return base;
  }

  @Override
  public String how() {
    return "gradient";
  }

  private Object writeReplace() throws NotSerializableException {
    throw new NotSerializableException("code made by Cusp; serialize the function it is made of");
  }
}
