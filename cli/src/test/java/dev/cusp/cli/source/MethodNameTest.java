package dev.cusp.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.cli.Failure;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MethodNameTest {
  @SuppressWarnings("unused") // found by reflection
  static double f(double x, double[][] y, List<Double> z, String... rest) {
    return x;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f",
        "MethodNameTest.f",
        "MethodNameTest::f",
        "dev.cusp.cli.source.MethodNameTest.f",
        "f(double,double[][],List,String[])",
        "f( double, double[][], java.util.List<Double>, String... )",
        "MethodNameTest#f(double,double[][],List<java.lang.Double>,java.lang.String[])",
      })
  void matches(String name) throws NoSuchMethodException {
    assertThat(MethodName.parse(name).matches(method())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"g", "f()", "f(double)", "NameTest.f", "f(double,double[],List,String[])"})
  void doesNotMatch(String name) throws NoSuchMethodException {
    assertThat(MethodName.parse(name).matches(method())).isFalse();
  }

  @Test
  void theListOfTypesMustClose() {
    assertThatThrownBy(() -> MethodName.parse("f(double"))
        .isInstanceOf(Failure.class)
        .hasMessage("'f(double' is not a method; write f, Model.f or f(double,double[])");
  }

  private static Method method() throws NoSuchMethodException {
    return MethodNameTest.class.getDeclaredMethod(
        "f", double.class, double[][].class, List.class, String[].class);
  }
}
