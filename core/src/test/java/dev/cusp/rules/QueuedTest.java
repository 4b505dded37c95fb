package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What stands for a queue with two ends does what it does. */
class QueuedTest {
  private record Step(String name, Function<ArrayDeque<Object>, Object> action) {}

  private static Object outcome(Step step, ArrayDeque<Object> queue) {
    try {
      return String.valueOf(step.action().apply(queue));
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static Object run(Runnable action) {
    action.run();
    return "done";
  }

  private static Object iterated(ArrayDeque<Object> queue, Object without) {
    StringBuilder seen = new StringBuilder();
    for (Iterator<Object> i = queue.iterator(); i.hasNext(); ) {
      Object item = i.next();
      seen.append(item);
      if (item.equals(without)) {
        i.remove();
      }
    }
    return seen;
  }

  private static Step step(Random random) {
    Integer v = random.nextInt(5);
    List<Step> steps =
        List.of(
            new Step("push", q -> run(() -> q.push(v))),
            new Step("add", q -> q.add(v)),
            new Step("offer", q -> q.offer(v) + "" + q.offerFirst(v) + q.offerLast(7)),
            new Step("add last", q -> run(() -> q.addLast(v))),
            new Step("add first", q -> run(() -> q.addFirst(v))),
            new Step("all", q -> q.addAll(List.of(1, v))),
            new Step("peek", q -> q.peek() + "" + q.peekFirst() + q.peekLast()),
            new Step("get", q -> q.getFirst() + "" + q.getLast() + q.element()),
            new Step("poll", ArrayDeque::poll),
            new Step("poll first", ArrayDeque::pollFirst),
            new Step("poll last", ArrayDeque::pollLast),
            new Step("remove", ArrayDeque::remove),
            new Step("remove first", ArrayDeque::removeFirst),
            new Step("remove last", ArrayDeque::removeLast),
            new Step("remove item", q -> q.remove(v)),
            new Step("pop", ArrayDeque::pop),
            new Step("contains", q -> q.contains(v) + "" + q.size() + q.isEmpty()),
            new Step("array", q -> Arrays.toString(q.toArray()) + q.toArray(new Integer[0]).length),
            new Step("iterate", q -> iterated(q, v)),
            new Step("descending", q -> q.descendingIterator().hasNext() + "" + q.reversed()),
            new Step("if", q -> q.removeIf(v::equals)),
            new Step(
                "occurrences", q -> q.removeFirstOccurrence(v) + "" + q.removeLastOccurrence(1)),
            new Step(
                "retain", q -> q.retainAll(List.of(0, 1, 2, 3, 7)) + "" + q.removeAll(List.of(v))),
            new Step("null", q -> q.add(null)),
            new Step("clone", q -> q.clone().toString()),
            new Step("stream", q -> q.stream().toList()),
            new Step("clear", q -> run(q::clear)));
    int k = random.nextInt(2 * steps.size());
    return steps.get(k < steps.size() ? k : random.nextInt(6));
  }

  @Test
  void doesWhatTheJdksDoes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ArrayDeque<Object> mine = Queued.makeArrayDeque();
      ArrayDeque<Object> jdk = new ArrayDeque<>();
      for (int k = 0; k < 60; k++) {
        Step step = step(random);
        assertThat(outcome(step, mine)).as(step.name()).isEqualTo(outcome(step, jdk));
        assertThat(mine.toString()).isEqualTo(jdk.toString());
      }
    }
  }

  @Test
  void everyMethodIsItsOwn() {
    for (Method method : ArrayDeque.class.getMethods()) {
      if (method.getDeclaringClass() == ArrayDeque.class) {
        assertThat(declares(Queued.class, method) || declares(DequeRest.class, method))
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
}
