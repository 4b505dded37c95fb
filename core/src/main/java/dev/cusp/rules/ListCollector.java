package dev.cusp.rules;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Collects in a list; an {@link Items} does it itself. */
public final class ListCollector implements Collector<Object, Object, Object> {
  @Substitute(Collectors.class)
  static ListCollector toList() {
    return new ListCollector();
  }

  @Substitute(Collectors.class)
  static ListCollector toUnmodifiableList() {
    return new ListCollector();
  }

  @SuppressWarnings("unchecked") // as a collector of anything
  private static Collector<Object, Object, Object> plain() {
    return (Collector<Object, Object, Object>) (Collector<?, ?, ?>) Collectors.<Object>toList();
  }

  @Override
  public Supplier<Object> supplier() {
    return plain().supplier();
  }

  @Override
  public BiConsumer<Object, Object> accumulator() {
    return plain().accumulator();
  }

  @Override
  public BinaryOperator<Object> combiner() {
    return plain().combiner();
  }

  @Override
  public Function<Object, Object> finisher() {
    return list -> List.copyOf((List<?>) list);
  }

  @Override
  public Set<Characteristics> characteristics() {
    return Set.of();
  }
}
