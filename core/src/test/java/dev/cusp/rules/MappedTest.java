package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What stands for maps does what maps do. */
class MappedTest {
  private record Step(String name, Function<Map<Object, Object>, Object> action) {}

  private static Object outcome(Step step, Map<Object, Object> map) {
    try {
      return String.valueOf(step.action().apply(map));
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static Object run(Runnable action) {
    action.run();
    return "done";
  }

  private static Object iterated(Iterator<?> iterator, Object without) {
    StringBuilder seen = new StringBuilder();
    while (iterator.hasNext()) {
      Object item = iterator.next();
      seen.append(item).append(' ');
      if (item.toString().startsWith(without.toString())) {
        iterator.remove();
      }
    }
    return seen;
  }

  private static Step step(Random random, boolean isTree) {
    String k = "k" + (char) ('A' + random.nextInt(40)) + random.nextInt(3);
    Integer v = random.nextInt(50);
    List<Step> all =
        List.of(
            new Step("put", m -> m.put(k, v)),
            new Step("put", m -> m.put(k, v)),
            new Step("put", m -> m.put(k + "!", v)),
            new Step("get", m -> m.get(k)),
            new Step("or", m -> m.getOrDefault(k, 7)),
            new Step("absent", m -> m.putIfAbsent(k, v)),
            new Step("remove", m -> m.remove(k)),
            new Step("remove both", m -> m.remove(k, v)),
            new Step("merge", m -> m.merge(k, v, (a, b) -> (Integer) a + (Integer) b)),
            new Step("merged away", m -> m.merge(k, v, (a, b) -> null)),
            new Step("compute", m -> m.compute(k, (a, b) -> b == null ? v : null)),
            new Step("if present", m -> m.computeIfPresent(k, (a, b) -> a + "" + b)),
            new Step("if absent", m -> m.computeIfAbsent(k, a -> v % 2 == 0 ? null : v)),
            new Step("replace", m -> m.replace(k, v)),
            new Step("replace old", m -> m.replace(k, v, 3)),
            new Step("replace all", m -> run(() -> m.replaceAll((a, b) -> b.hashCode() % 9))),
            new Step("contains", m -> m.containsKey(k) + " " + m.containsValue(v)),
            new Step("all", m -> run(() -> m.putAll(Map.of(k, v, "z", 1)))),
            new Step("keys", m -> iterated(m.keySet().iterator(), k)),
            new Step("values", m -> iterated(m.values().iterator(), v)),
            new Step("entries", m -> iterated(m.entrySet().iterator(), k)),
            new Step("sets", m -> m.keySet() + "" + m.values() + m.entrySet()),
            new Step("arrays", m -> Arrays.toString(m.keySet().toArray())),
            new Step("set", m -> m.entrySet().stream().map(e -> e.setValue(v)).toList()),
            new Step("key gone", m -> m.keySet().remove(k)),
            new Step("value gone", m -> m.values().remove(v)),
            new Step("some gone", m -> m.values().removeIf(a -> a.hashCode() % 5 == 0)),
            new Step("hash", m -> m.hashCode() + " " + m.size() + m.isEmpty()),
            new Step("clear", m -> run(m::clear)),
            new Step("first", m -> tree(m).firstKey() + "" + tree(m).firstEntry()),
            new Step("last", m -> tree(m).lastKey() + "" + tree(m).lastEntry()),
            new Step("floor", m -> tree(m).floorKey(k) + "" + tree(m).floorEntry(k)),
            new Step("ceiling", m -> tree(m).ceilingKey(k) + "" + tree(m).ceilingEntry(k)),
            new Step("lower", m -> tree(m).lowerKey(k) + "" + tree(m).lowerEntry(k)),
            new Step("higher", m -> tree(m).higherKey(k) + "" + tree(m).higherEntry(k)),
            new Step("poll", m -> tree(m).pollFirstEntry() + "" + tree(m).pollLastEntry()));
    int count = isTree ? all.size() : all.size() - 7;
    int i = random.nextInt(2 * count);
    return all.get(i < count ? i : random.nextInt(3));
  }

  private static NavigableMap<Object, Object> tree(Map<Object, Object> map) {
    return (NavigableMap<Object, Object>) map;
  }

  private static void compare(Map<Object, Object> mine, Map<Object, Object> jdk, long seed) {
    Random random = new Random(seed);
    for (int k = 0; k < 80; k++) {
      Step step = step(random, jdk instanceof TreeMap);
      assertThat(outcome(step, mine)).as(step.name()).isEqualTo(outcome(step, jdk));
      assertThat(mine).isEqualTo(jdk);
      assertThat(jdk).isEqualTo(mine);
      assertThat(mine.toString()).isEqualTo(jdk.toString());
    }
  }

  @Test
  void doWhatTheJdksDo() {
    Comparator<Object> order = Comparator.comparing(Object::toString).reversed();
    for (int seed = 0; seed < 100; seed++) {
      compare(Mapped.makeHashMap(), new HashMap<>(), seed);
      compare(Mapped.makeHashMap(64), new HashMap<>(64), seed);
      compare(Mapped.makeLinkedHashMap(), new LinkedHashMap<>(), seed);
      compare(TreeMapped.makeTreeMap(), new TreeMap<>(), seed);
      compare(TreeMapped.makeTreeMap(order), new TreeMap<>(order), seed);
      Map<String, Integer> some = Map.of("a", seed, "kA1", 2, "u", 3);
      compare(Mapped.makeHashMap(some), new HashMap<>(some), seed);
    }
  }

  @Test
  void everyMethodIsItsOwn() {
    check(HashMap.class, Mapped.class, MapRest.class);
    check(LinkedHashMap.class, Mapped.class, MapRest.class);
    check(TreeMap.class, TreeMapped.class, TreeMapRest.class);
  }

  private static void check(Class<?> jdk, Class<?> mine, Class<?> rest) {
    for (Method method : jdk.getMethods()) {
      if (method.getDeclaringClass() == jdk && !Modifier.isStatic(method.getModifiers())) {
        assertThat(declares(mine, method) || declares(rest, method)).as("%s", method).isTrue();
      }
    }
  }

  private static boolean declares(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(m ->
            m.getName().equals(method.getName())
                && Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
  }
}
