package dev.cusp.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The methods behind functional objects. */
class ResolveTest {
  private interface Operator extends DoubleUnaryOperator, Serializable {}

  private final double k = 2;

  private double scaled(double x) {
    return k * x;
  }

  @Test
  void lambdas() {
    double[] a = {3};
    Lift.Lambda found = Lift.resolve((Operator) x -> x * a[0]);
    assertThat(found.captured()).containsExactly((Object) a);
    assertThat(found.method().getParameterTypes()).containsExactly(double[].class, double.class);
    Lift.Lambda own = Lift.resolve((Operator) x -> x * k);
    assertThat(own.captured()).containsExactly(this);
    assertThat(own.method().getDeclaringClass()).isEqualTo(ResolveTest.class);
  }

  @Test
  void references() {
    assertThat(Lift.resolve((Operator) Math::sin).method().getName()).isEqualTo("sin");
    Lift.Lambda bound = Lift.resolve((Operator) this::scaled);
    assertThat(bound.captured()).containsExactly(this);
    assertThat(bound.method().getName()).isEqualTo("scaled");
  }

  @Test
  void objects() {
    DoubleUnaryOperator object =
        new DoubleUnaryOperator() {
          @Override
          public double applyAsDouble(double x) {
            return x;
          }
        };
    Lift.Lambda found = Lift.resolve(object);
    assertThat(found.captured()).containsExactly(object);
    assertThat(found.method().getName()).isEqualTo("applyAsDouble");
  }

  @Test
  void refuses() {
    DoubleUnaryOperator plain = x -> x;
    assertThatThrownBy(() -> Lift.resolve(plain))
        .isInstanceOf(LiftException.class)
        .hasMessageContaining("Serializable");
    assertThatThrownBy(() -> Lift.resolve("text")).isInstanceOf(LiftException.class);
  }
}
