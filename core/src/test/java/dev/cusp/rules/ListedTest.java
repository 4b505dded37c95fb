package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What stands for lists does what lists do. */
class ListedTest {
  /** Something done to a list, with what comes of it. */
  private record Step(String name, Function<List<Object>, Object> action) {}

  private static Object outcome(Step step, List<Object> list) {
    try {
      return String.valueOf(step.action().apply(list));
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static Step step(Random random) {
    int i = random.nextInt(-1, 6);
    Integer v = random.nextInt(5);
    List<Step> steps =
        List.of(
            new Step("add", l -> l.add(v)),
            new Step("add", l -> l.add(v)),
            new Step("add at", l -> run(() -> l.add(i, v))),
            new Step("set", l -> l.set(i, v)),
            new Step("get", l -> l.get(i)),
            new Step("remove at", l -> l.remove(i)),
            new Step("remove", l -> l.remove((Object) v)),
            new Step("first", List::getFirst),
            new Step("last", List::getLast),
            new Step("remove first", List::removeFirst),
            new Step("remove last", List::removeLast),
            new Step("add first", l -> run(() -> l.addFirst(v))),
            new Step("all", l -> l.addAll(List.of(v, i, 7))),
            new Step("all at", l -> l.addAll(Math.min(Math.max(i, 0), l.size()), List.of(v, v))),
            new Step("if", l -> l.removeIf(e -> e.equals(v))),
            new Step("replace", l -> run(() -> l.replaceAll(e -> (Integer) e + 1))),
            new Step("sort", l -> run(() -> l.sort(null))),
            new Step(
                "reverse",
                l -> run(() -> l.sort(Comparator.comparing(Object::toString).reversed()))),
            new Step("index", l -> l.indexOf(v) + " " + l.lastIndexOf(v) + l.contains(i)),
            new Step("array", l -> Arrays.toString(l.toArray())),
            new Step("typed", l -> Arrays.toString(l.toArray(new Integer[2]))),
            new Step("made", l -> Arrays.toString(l.toArray(Integer[]::new))),
            new Step("part", l -> l.subList(0, Math.min(2, l.size()))),
            new Step("retain", l -> l.retainAll(List.of(0, 1, 2, 3, v))),
            new Step("remove all", l -> l.removeAll(List.of(v))),
            new Step("collections", l -> run(() -> Collections.reverse(l))),
            new Step("hash", List::hashCode),
            new Step("clone", l -> ((ArrayList<?>) l).clone()),
            new Step("iterate", l -> iterated(l, v)),
            new Step("list iterator", l -> listIterated(l, v)),
            new Step("stream", l -> l.stream().skip(1).toList()),
            new Step("changed", l -> run(() -> l.forEach(e -> l.add(e)))),
            new Step("empty", l -> l.isEmpty() + " " + l.size()),
            new Step("reversed", List::reversed),
            new Step("clear", l -> run(l::clear)));
    int k = random.nextInt(steps.size() * 2);
    return steps.get(k < steps.size() ? k : random.nextInt(4));
  }

  private static Object run(Runnable action) {
    action.run();
    return "done";
  }

  private static Object iterated(List<Object> list, Object without) {
    StringBuilder seen = new StringBuilder();
    for (Iterator<Object> i = list.iterator(); i.hasNext(); ) {
      Object item = i.next();
      seen.append(item);
      if (item.equals(without)) {
        i.remove();
      }
    }
    return seen;
  }

  private static Object listIterated(List<Object> list, Object more) {
    for (ListIterator<Object> i = list.listIterator(); i.hasNext(); ) {
      if (i.next().equals(more)) {
        i.add(9);
      }
    }
    return list;
  }

  @Test
  void doesWhatArrayListDoes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Object> mine = Listed.makeArrayList();
      List<Object> jdk = new ArrayList<>();
      for (int k = 0; k < 40; k++) {
        Step step = step(random);
        if (!step.name().equals("changed")) {
          assertThat(outcome(step, mine)).as(step.name()).isEqualTo(outcome(step, jdk));
          assertThat(mine).isEqualTo(jdk);
          assertThat(jdk).isEqualTo(mine);
          assertThat(mine.toString()).isEqualTo(jdk.toString());
        }
      }
    }
  }

  @Test
  void everyMethodIsItsOwn() {
    for (Method method : ArrayList.class.getMethods()) {
      Class<?> declaring = method.getDeclaringClass();
      if (declaring == ArrayList.class && !Modifier.isFinal(method.getModifiers())) {
        assertThat(declares(Listed.class, method) || declares(ListRest.class, method))
            .as("%s", method)
            .isTrue();
      }
    }
  }

  private static boolean declares(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(m ->
            m.getName().equals(method.getName())
                && Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
  }

  @Test
  void constantListsStayAsTheyAre() {
    List<Object> constant = Listed.of("a", "b");
    List<Object> fixed = Listed.asList("a", "b");
    for (Step step :
        List.of(
            new Step("add", l -> l.add("c")),
            new Step("remove", l -> l.remove(0)),
            new Step("clear", l -> run(l::clear)))) {
      assertThat(outcome(step, constant)).isEqualTo("java.lang.UnsupportedOperationException");
      assertThat(outcome(step, fixed)).isEqualTo("java.lang.UnsupportedOperationException");
    }
    Step set = new Step("set", l -> l.set(0, "c"));
    assertThat(outcome(set, constant)).isEqualTo("java.lang.UnsupportedOperationException");
    assertThat(outcome(set, fixed)).isEqualTo("a");
  }
}
