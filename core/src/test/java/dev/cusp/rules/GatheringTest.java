package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collectors that are lifted do what the JDK's do: the maps in the same order, too. */
final class GatheringTest {
  private static final Function<Object, Object> LENGTH = o -> o.toString().length();
  private static final Predicate<Object> SHORT = o -> o.toString().length() < 3;
  private static final ToDoubleFunction<Object> NUMBER = o -> o.hashCode() / 3.0;
  private static final BinaryOperator<Object> JOIN = (a, b) -> a + "," + b;

  @SuppressWarnings("unchecked") // collectors of anything
  private static Object[] pair(Gathering ours, Collector<?, ?, ?> jdk) {
    return new Object[] {ours, (Collector<Object, Object, Object>) jdk};
  }

  static Stream<Object[]> collectors() {
    return Stream.of(
        pair(Gathering.toList(), Collectors.toList()),
        pair(Gathering.toUnmodifiableList(), Collectors.toUnmodifiableList()),
        pair(Gathering.counting(), Collectors.counting()),
        pair(Gathering.summingDouble(NUMBER), Collectors.summingDouble(NUMBER)),
        pair(Gathering.averagingDouble(NUMBER), Collectors.averagingDouble(NUMBER)),
        pair(Gathering.reducing("", JOIN), Collectors.reducing("", JOIN)),
        pair(Gathering.reducing("", LENGTH, JOIN), Collectors.reducing("", LENGTH, JOIN)),
        pair(
            Gathering.mapping(LENGTH, Gathering.toList()),
            Collectors.mapping(LENGTH, Collectors.toList())),
        pair(
            Gathering.filtering(SHORT, Gathering.counting()),
            Collectors.filtering(SHORT, Collectors.counting())),
        pair(Gathering.groupingBy(LENGTH), Collectors.groupingBy(LENGTH)),
        pair(
            Gathering.groupingBy(LENGTH, Gathering.summingDouble(NUMBER)),
            Collectors.groupingBy(LENGTH, Collectors.summingDouble(NUMBER))),
        pair(Gathering.partitioningBy(SHORT), Collectors.partitioningBy(SHORT)),
        pair(
            Gathering.partitioningBy(SHORT, Gathering.counting()),
            Collectors.partitioningBy(SHORT, Collectors.counting())),
        pair(
            Gathering.toMap(o -> o, Object::hashCode), Collectors.toMap(o -> o, Object::hashCode)));
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void collectWhatTheJdkCollects(Gathering ours, Collector<Object, Object, Object> jdk) {
    for (Object[] x : new Object[][] {{}, {"a"}, {"b", 12, "ccc", 1e9, "dd", 'x', "yyy"}}) {
      String expected = Arrays.stream(x).collect(jdk).toString();
      assertThat(new Items(x).collect(ours)).hasToString(expected);
      assertThat(new Items(x).collect(jdk)).hasToString(expected);
      assertThat(Arrays.stream(x).collect(ours)).hasToString(expected);
    }
  }

  @Test
  void keysAreThereAndDiffer() {
    List<Object> twice = List.of("a", "a");
    assertThatThrownBy(() -> twice.stream().collect(Gathering.toMap(o -> o, o -> o)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Duplicate key a");
    assertThatThrownBy(() -> twice.stream().collect(Gathering.groupingBy(_ -> null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("element cannot be mapped to a null key");
  }
}
