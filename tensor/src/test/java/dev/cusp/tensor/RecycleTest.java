package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory that is given back. The sizes are nobody else's, as tests run side by side. */
final class RecycleTest {
  private static final int N = 1237;

  private static Tensor some(int n) {
    return Key.of(1).uniform(DType.F32, n).evaluate();
  }

  @Test
  void resultsAreWrittenThere() {
    Tensor x = some(N);
    Object array = x.data();
    double[] expected = x.mul(2).toDoubles();
    Recycle.all(List.of(x));
    Tensor y = Key.of(1).uniform(DType.F32, N).mul(2).evaluate();
    assertThat(y.data() == array).isTrue();
    assertThat(y.toDoubles()).isEqualTo(expected);
    assertThat(y.add(0).data() == array).isFalse();
  }

  @Test
  void nothingCanBeReadAfterwards() {
    Tensor x = some(N + 1);
    Tensor y = x.add(1);
    Recycle.all(List.of(x));
    assertThatThrownBy(x::item).hasMessageContaining("item: shape");
    assertThatThrownBy(() -> x.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shape [1238]")
        .hasMessageContaining("Recycle");
    assertThatThrownBy(y::evaluate).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfOthersStays() {
    Tensor own = Tensor.ofData(new float[N + 2], Shape.of(N + 2), DType.F32);
    Tensor lazy = own.add(1);
    Tensor x = some(N + 3);
    Tensor view = x.reshape(2, (N + 3) / 2).evaluate();
    Tensor twice = x.exp();
    Tensor same = x.exp();
    Tensor.evaluate(List.of(twice, same));
    double[] expected = x.toDoubles();
    double[] expectedTwice = same.toDoubles();
    Recycle.all(List.of(own, lazy, x, twice));
    assertThat(x.isEvaluated()).isFalse();
    some(N + 3); // not there
    assertThat(own.get(0)).isZero();
    assertThat(lazy.get(0)).isOne();
    assertThat(view.flatten().toDoubles()).isEqualTo(expected);
    assertThat(same.toDoubles()).isEqualTo(expectedTwice);
    assertThatThrownBy(() -> twice.get(7)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfSeveralIsGivenBackWithTheLast() {
    Tensor x = some(N + 5);
    Object array = x.data();
    Tensor view = x.reshape(2, (N + 5) / 2).evaluate();
    Tensor twice = x.exp();
    Tensor same = x.exp();
    Tensor.evaluate(List.of(twice, same));
    Object arrayOfTwo = same.data();
    assertThat(twice.data() == arrayOfTwo).isTrue();
    Recycle.all(List.of(x, twice));
    Tensor y = Key.of(1).uniform(DType.F32, N + 5).mul(2).evaluate();
    assertThat(y.data() == array || y.data() == arrayOfTwo).isFalse();
    Recycle.all(List.of(view, same));
    Tensor z = y.add(1).evaluate();
    Tensor w = y.add(2).evaluate();
    assertThat(z.data() == array || w.data() == array).isTrue();
    assertThat(z.data() == arrayOfTwo || w.data() == arrayOfTwo).isTrue();
  }
}
