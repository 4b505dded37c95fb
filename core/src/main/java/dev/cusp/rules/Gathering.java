package dev.cusp.rules;

import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** A collector as a function of all objects, which an {@link Items} calls. */
@SuppressWarnings("overloads") // they are found by their types, not called
public final class Gathering implements Collector<Object, Object, Object> {
  /** What is made of the objects, which it may keep. */
  public final Function<Object[], Object> whole;

  public Gathering(Function<Object[], Object> whole) {
    this.whole = whole;
  }

  @Substitute(Collectors.class)
  static Gathering toList() {
    return new Gathering(x -> new Listed(x.clone(), x.length, Listed.GROWS));
  }

  @Substitute(Collectors.class)
  static Gathering toUnmodifiableList() {
    return new Gathering(x -> new Listed(x.clone(), x.length, Listed.CONSTANT));
  }

  @Substitute(Collectors.class)
  static Gathering counting() {
    return new Gathering(x -> (long) x.length);
  }

  @Substitute(Collectors.class)
  static Gathering summingDouble(ToDoubleFunction<Object> f) {
    return new Gathering(x -> new Items(x).mapToDouble(f).sum());
  }

  @Substitute(Collectors.class)
  static Gathering averagingDouble(ToDoubleFunction<Object> f) {
    return new Gathering(x -> new Items(x).mapToDouble(f).average().orElse(0));
  }

  @Substitute(Collectors.class)
  static Gathering reducing(Object start, BinaryOperator<Object> f) {
    return new Gathering(x -> new Items(x).reduce(start, f));
  }

  @Substitute(Collectors.class)
  static Gathering reducing(Object start, Function<Object, Object> f, BinaryOperator<Object> g) {
    return new Gathering(x -> new Items(x).map(f).reduce(start, g));
  }

  @Substitute(Collectors.class)
  static Gathering mapping(Function<Object, Object> f, Collector<Object, Object, Object> then) {
    return new Gathering(x -> new Items(x).map(f).collect(then));
  }

  @Substitute(Collectors.class)
  static Gathering filtering(Predicate<Object> f, Collector<Object, Object, Object> then) {
    return new Gathering(x -> new Items(x).filter(f).collect(then));
  }

  @Substitute(Collectors.class)
  static Gathering groupingBy(Function<Object, Object> f) {
    return groupingBy(f, toList());
  }

  @Substitute(Collectors.class)
  static Gathering groupingBy(Function<Object, Object> f, Collector<Object, Object, Object> then) {
    return new Gathering(x -> {
      Mapped groups = Mapped.makeHashMap();
      for (int i = 0; i < x.length; i++) {
        Object key =
            Objects.requireNonNull(f.apply(x[i]), "element cannot be mapped to a null key");
        Listed group = (Listed) groups.get(key);
        if (group == null) {
          group = Listed.makeArrayList();
          groups.put(key, group);
        }
        group.add(x[i]);
      }
      groups.replaceAll((key, group) -> new Items(((Listed) group).toArray()).collect(then));
      return groups;
    });
  }

  @Substitute(Collectors.class)
  static Gathering partitioningBy(Predicate<Object> f) {
    return partitioningBy(f, toList());
  }

  @Substitute(Collectors.class)
  static Gathering partitioningBy(Predicate<Object> f, Collector<Object, Object, Object> then) {
    return new Gathering(x -> {
      Mapped groups = Mapped.makeHashMap();
      groups.put(false, new Items(x).filter(f.negate()).collect(then));
      groups.put(true, new Items(x).filter(f).collect(then));
      return groups;
    });
  }

  @Substitute(Collectors.class)
  static Gathering toMap(Function<Object, Object> key, Function<Object, Object> value) {
    return new Gathering(x -> {
      Mapped map = Mapped.makeHashMap();
      for (int i = 0; i < x.length; i++) {
        Object k = key.apply(x[i]);
        if (map.put(k, Objects.requireNonNull(value.apply(x[i]))) != null) {
          throw new IllegalStateException("Duplicate key " + k);
        }
      }
      return map;
    });
  }

  @Override
  public Supplier<Object> supplier() {
    return Listed::makeArrayList;
  }

  @Override
  public BiConsumer<Object, Object> accumulator() {
    return (list, x) -> ((Listed) list).add(x);
  }

  @Override
  public BinaryOperator<Object> combiner() {
    return (list, more) -> {
      ((Listed) list).addAll((Listed) more);
      return list;
    };
  }

  @Override
  public Function<Object, Object> finisher() {
    return list -> whole.apply(((Listed) list).toArray());
  }

  @Override
  public Set<Characteristics> characteristics() {
    return Set.of();
  }
}
