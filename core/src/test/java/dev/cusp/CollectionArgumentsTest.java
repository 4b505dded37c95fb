package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import dev.cusp.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Derivatives by numbers in lists, queues and maps that are arguments, or are in arguments. */
class CollectionArgumentsTest {
  record Trade(double price, double amount) {}

  record Portfolio(List<Double> weights, Map<String, Trade> trades, double rate) {}

  record Kept(List<Double> weights) {
    Kept {
      weights = List.copyOf(weights);
    }
  }

  static double squares(List<Double> x) {
    double sum = 0;
    for (double t : x) {
      sum += t * t;
    }
    return sum;
  }

  static double byIndex(List<Double> x) {
    double product = 1;
    for (int i = 0; i < x.size(); i++) {
      product *= x.get(i);
    }
    return product;
  }

  static double cost(List<Trade> trades, double rate) {
    return trades.stream().mapToDouble(t -> t.price() * t.amount()).sum() * rate;
  }

  static double byName(Map<String, Double> m) {
    return m.get("a") * m.get("b") + m.getOrDefault("c", 5.0);
  }

  static double entries(Map<String, Double> m) {
    double sum = 0;
    for (Map.Entry<String, Double> e : m.entrySet()) {
      sum = sum * 0.5 + e.getKey().length() * Math.sin(e.getValue());
    }
    return sum;
  }

  static double queued(Deque<Double> q) {
    return q.peekFirst() * q.peekLast();
  }

  static double worth(Portfolio p) {
    double sum = 0;
    for (double w : p.weights()) {
      sum += w * p.rate();
    }
    for (Trade t : p.trades().values()) {
      sum += t.price() * t.amount();
    }
    return sum;
  }

  static double kept(Kept k) {
    return k.weights().get(0);
  }

  static double written(List<Double> x) {
    x.set(0, x.get(0) * x.get(1));
    x.add(x.get(0) * 3);
    return x.get(2) * x.get(1);
  }

  static double kinked(List<Double> x) {
    return Math.max(x.get(0), 0) - Math.max(-x.get(0), 0);
  }

  static List<Double> doubled(List<Double> x) {
    List<Double> result = new ArrayList<>();
    for (double t : x) {
      result.add(t * t);
    }
    return result;
  }

  private static final List<Double> X = List.of(2.0, 3.0, 5.0);

  @Test
  void listsOfNumbers() {
    assertThat(Cusp.gradient(CollectionArgumentsTest::squares).apply(X))
        .isEqualTo(List.of(4.0, 6.0, 10.0));
    for (List<Double> x : List.of(new ArrayList<>(X), Arrays.asList(2.0, 3.0, 5.0), X)) {
      assertThat(Cusp.gradient(CollectionArgumentsTest::byIndex).apply(x))
          .isEqualTo(List.of(15.0, 10.0, 6.0));
    }
    assertThat(Cusp.gradient(CollectionArgumentsTest::squares).apply(List.of())).isEmpty();
  }

  @Test
  void listsOfRecords() {
    List<Trade> trades = List.of(new Trade(1, 2), new Trade(3, 4));
    assertThat(Program.of(method("cost")).gradients(null, trades, 10.0).gradients())
        .isEqualTo(List.of(List.of(new Trade(20, 10), new Trade(40, 30)), 14.0));
    assertThat(Program.of(method("cost")).gradients(new int[] {1}, trades, 10.0).gradients())
        .isEqualTo(Arrays.asList(null, 14.0));
  }

  @Test
  void mapsOfAnyKind() {
    Map<String, Double> m = Map.of("a", 2.0, "b", 3.0, "d", 7.0);
    for (Map<String, Double> same : List.of(m, new HashMap<>(m), new TreeMap<>(m))) {
      assertThat(Cusp.gradient(CollectionArgumentsTest::byName).apply(same))
          .isEqualTo(Map.of("a", 3.0, "b", 2.0, "d", 0.0));
    }
  }

  @Test
  void mapsKeepTheirOrder() {
    Map<String, Double> wide = new HashMap<>(1 << 12);
    Map<String, Double> linked = new LinkedHashMap<>();
    Map<String, Double> sorted = new TreeMap<>((a, b) -> b.compareTo(a));
    for (Map<String, Double> m : List.of(wide, linked, sorted)) {
      for (int i = 0; i < 40; i++) {
        m.put("key" + i * 7919 % 1000, 0.1 * i);
      }
      Result<Map<String, Double>> result =
          Cusp.valueAndGradient(CollectionArgumentsTest::entries).apply(m);
      assertThat(result.value()).isEqualTo(entries(m));
      double weight = 1;
      List<String> keys = new ArrayList<>(m.keySet());
      for (int i = keys.size() - 1; i >= 0; i--, weight *= 0.5) {
        String key = keys.get(i);
        // a few products and a cosine
        assertThat(result.gradient().get(key))
            .isCloseTo(weight * key.length() * Math.cos(m.get(key)), within(1e-14));
      }
    }
  }

  @Test
  void queues() {
    Deque<Double> gradient =
        Cusp.gradient(CollectionArgumentsTest::queued).apply(new ArrayDeque<>(X));
    assertThat(new ArrayList<>(gradient)).isEqualTo(List.of(5.0, 0.0, 2.0));
  }

  @Test
  void collectionsInRecords() {
    Portfolio p = new Portfolio(List.of(1.0, 2.0), Map.of("x", new Trade(3, 4)), 0.5);
    assertThat(Cusp.gradient(CollectionArgumentsTest::worth).apply(p))
        .isEqualTo(new Portfolio(List.of(0.5, 0.5), Map.of("x", new Trade(4, 3)), 3));
    assertThat(Tree.names(p))
        .isEqualTo(
            List.of("weights[0]", "weights[1]", "trades[x].price", "trades[x].amount", "rate"));
    assertThat(Tree.axpy(2, p, p).weights()).isEqualTo(List.of(3.0, 6.0));
  }

  @Test
  void forwardModeAndSecondOrder() {
    Program byIndex = Program.of(method("byIndex"));
    assertThat(byIndex.jvp(new Object[] {X}, new Object[] {List.of(1.0, 0.0, 2.0)}).tangent())
        .isEqualTo(15.0 + 12.0);
    assertThat(byIndex.hessian(null, X))
        .isDeepEqualTo(new double[][] {{0, 5, 3}, {5, 0, 2}, {3, 2, 0}});
    assertThat(byIndex.hvp(0, new Object[] {X}, List.of(1.0, 0.0, 0.0)))
        .isEqualTo(List.of(0.0, 5.0, 3.0));
    assertThat(byIndex.gradientsForward(null, X).gradients())
        .isEqualTo(List.of(List.of(15.0, 10.0, 6.0)));
    Map<String, Double> m = new LinkedHashMap<>(Map.of("a", 2.0, "b", 3.0));
    Map<String, Double> dot = new TreeMap<>(Map.of("b", 10.0, "a", 1.0));
    assertThat(Program.of(method("byName")).jvp(new Object[] {m}, new Object[] {dot}).tangent())
        .isEqualTo(23.0);
  }

  @Test
  void resultsInCollections() {
    Program doubled = Program.of(method("doubled"));
    assertThat(doubled.jacobian(null, X))
        .isDeepEqualTo(new double[][] {{4, 0, 0}, {0, 6, 0}, {0, 0, 10}});
    assertThatThrownBy(() -> doubled.vjp(null, X))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("return an array");
  }

  @Test
  void argumentsThatAreWrittenTo() {
    List<Double> x = new ArrayList<>(List.of(2.0, 3.0));
    // 3 x0 x1^2
    assertThat(Cusp.gradient(CollectionArgumentsTest::written).apply(x))
        .isEqualTo(List.of(27.0, 36.0));
    assertThat(x).isEqualTo(List.of(2.0, 3.0));
  }

  @Test
  void kinks() {
    assertThat(Cusp.gradient(CollectionArgumentsTest::kinked).apply(List.of(0.0)))
        .isEqualTo(List.of(1.0));
  }

  @Test
  void whatCannotBeDone() {
    assertThatThrownBy(() -> Cusp.gradient(CollectionArgumentsTest::kept).apply(new Kept(X)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Kept does not keep the collection")
        .hasMessageContaining("weights");
    Program byIndex = Program.of(method("byIndex"));
    assertThatThrownBy(() -> byIndex.jvp(new Object[] {X}, new Object[] {List.of(1.0)}))
        .hasMessageContaining("3 elements, but its tangent has 1");
    List<Object> self = new ArrayList<>(List.of(1.0));
    self.add(self);
    assertThatThrownBy(() -> Cusp.gradient(CollectionArgumentsTest::first).apply(self))
        .hasMessageContaining("itself");
  }

  static double first(List<Object> x) {
    return (Double) x.get(0);
  }

  private static java.lang.reflect.Method method(String name) {
    return Arrays.stream(CollectionArgumentsTest.class.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
