package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Stack;
import java.util.Vector;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What stands for linked lists, priority queues and parts of lists does what these do. */
final class QueuesTest {
  private static <T> Object outcome(Function<T, Object> step, T object) {
    try {
      return String.valueOf(step.apply(object));
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static Object run(Runnable action) {
    action.run();
    return "done";
  }

  /** Numbers that are equal to the comparator, but not to people, show the order of equal ones. */
  @Test
  void heapsAreTheJdks() {
    Comparator<Object> halves = Comparator.comparing(x -> (Integer) x / 2);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      PriorityQueue<Object> mine =
          seed % 2 == 0
              ? Prioritized.makePriorityQueue(halves)
              : Prioritized.makePriorityQueue(List.of(3, 1, 2, 9, 1));
      PriorityQueue<Object> jdk =
          seed % 2 == 0 ? new PriorityQueue<>(halves) : new PriorityQueue<>(List.of(3, 1, 2, 9, 1));
      for (int k = 0; k < 60; k++) {
        Integer v = random.nextInt(12);
        List<Function<PriorityQueue<Object>, Object>> steps =
            List.of(
                q -> q.add(v),
                q -> q.offer(v),
                q -> q.add(v + 1),
                q -> q.addAll(List.of(v, 5, v)),
                PriorityQueue::poll,
                PriorityQueue::remove,
                PriorityQueue::peek,
                PriorityQueue::element,
                q -> q.remove(v),
                q -> q.removeIf(x -> x.equals(v)),
                q -> q.contains(v) + " " + q.size() + q.isEmpty(),
                q -> Arrays.toString(q.toArray()) + Arrays.toString(q.toArray(new Object[2])),
                q -> new ArrayList<>(q));
        var step = steps.get(random.nextInt(steps.size()));
        assertThat(outcome(step, mine)).isEqualTo(outcome(step, jdk));
        assertThat(mine.toArray()).isEqualTo(jdk.toArray());
        assertThat(mine.toString()).isEqualTo(jdk.toString());
      }
    }
  }

  @Test
  void linkedListsAreTheJdks() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      LinkedList<Object> mine = Linked.makeLinkedList(List.of(1, 2));
      LinkedList<Object> jdk = new LinkedList<>(List.of(1, 2));
      for (int k = 0; k < 60; k++) {
        Integer v = random.nextInt(5);
        int i = random.nextInt(-1, 5);
        List<Function<LinkedList<Object>, Object>> steps =
            List.of(
                l -> l.add(v),
                l -> l.add(null),
                l -> run(() -> l.addFirst(v)),
                l -> run(() -> l.push(v)),
                l -> run(() -> l.add(i, v)),
                l -> l.offerLast(v),
                l -> l.addAll(List.of(v, 7)),
                LinkedList::poll,
                LinkedList::pollLast,
                LinkedList::pop,
                LinkedList::getFirst,
                LinkedList::peekLast,
                l -> l.get(i),
                l -> l.set(i, v),
                l -> l.remove(i),
                l -> l.remove(v),
                l -> l.removeFirstOccurrence(v),
                l -> l.indexOf(v) + " " + l.lastIndexOf(null) + l.contains(v),
                l -> run(() -> l.removeIf(x -> x != null && x.equals(v))),
                l -> run(() -> Collections.reverse(l.subList(0, l.size() / 2))),
                l -> l.hashCode() + " " + l.equals(new ArrayList<>(l)),
                l -> new ArrayList<>(l));
        var step = steps.get(random.nextInt(steps.size()));
        assertThat(outcome(step, mine)).isEqualTo(outcome(step, jdk));
        assertThat(mine.toArray()).isEqualTo(jdk.toArray());
        assertThat(mine.toString()).isEqualTo(jdk.toString());
      }
    }
  }

  /** But for which exception it is that an index out of bounds throws: Vector has several. */
  @Test
  void stacksAreTheJdks() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Stack<Object> mine = Stacked.makeStack();
      Stack<Object> jdk = new Stack<>();
      for (int k = 0; k < 60; k++) {
        Integer v = random.nextInt(5);
        int i = random.nextInt(jdk.size() + 1);
        int at = Math.min(i, jdk.size() - 1);
        List<Function<Stack<Object>, Object>> steps =
            List.of(
                l -> l.push(v),
                l -> l.add(null),
                l -> run(() -> l.addElement(v)),
                l -> run(() -> l.insertElementAt(v, i)),
                l -> run(() -> l.addFirst(v)),
                l -> l.addAll(List.of(v, 7)),
                Stack::pop,
                Stack::peek,
                Stack::firstElement,
                Stack::lastElement,
                Stack::removeLast,
                l -> l.empty() + " " + l.search(v) + l.size() + l.isEmpty(),
                l -> at < 0 ? "" : l.elementAt(at) + " " + l.get(at),
                l -> at < 0 ? "" : l.set(at, v),
                l -> at < 0 ? "" : l.remove(at),
                l -> at < 0 ? "" : run(() -> l.removeElementAt(at)),
                l -> l.removeElement(v),
                l -> l.indexOf(v) + " " + l.lastIndexOf(null) + l.contains(v),
                l -> l.removeIf(x -> x != null && x.equals(v)),
                l -> run(() -> l.replaceAll(x -> x == null ? v : x)),
                l -> l.hashCode() + " " + l.equals(new ArrayList<>(l)),
                l -> new ArrayList<>(l));
        var step = steps.get(random.nextInt(steps.size()));
        assertThat(outcome(step, mine)).isEqualTo(outcome(step, jdk));
        assertThat(mine.toArray()).isEqualTo(jdk.toArray());
        assertThat(mine.toString()).isEqualTo(jdk.toString());
      }
    }
  }

  @Test
  void listIteratorsAreTheJdks() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Object> mine = Listed.makeArrayList(List.of(1, 2, 3));
      List<Object> jdk = new ArrayList<>(List.of(1, 2, 3));
      ListIterator<Object> mineAt = mine.listIterator(seed % 4);
      ListIterator<Object> jdkAt = jdk.listIterator(seed % 4);
      for (int k = 0; k < 40; k++) {
        Integer v = random.nextInt(5);
        List<Function<ListIterator<Object>, Object>> steps =
            List.of(
                ListIterator::next,
                ListIterator::previous,
                l -> l.hasNext() + " " + l.hasPrevious() + l.nextIndex() + l.previousIndex(),
                l -> run(() -> l.set(v)),
                l -> run(() -> l.add(v)),
                l -> run(l::remove));
        var step = steps.get(random.nextInt(steps.size()));
        assertThat(outcome(step, mineAt)).isEqualTo(outcome(step, jdkAt));
        assertThat(mine).isEqualTo(jdk);
      }
    }
  }

  @Test
  void partsShowThrough() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Object> whole = Listed.makeArrayList(List.of(5, 3, 4, 1, 2, 6));
      List<Object> jdk = new ArrayList<>(List.of(5, 3, 4, 1, 2, 6));
      List<Object> part = whole.subList(1, 5);
      List<Object> jdkPart = jdk.subList(1, 5);
      for (int k = 0; k < 30; k++) {
        Integer v = random.nextInt(5);
        int i = random.nextInt(-1, 5);
        List<Function<List<Object>, Object>> steps =
            List.of(
                l -> l.add(v),
                l -> run(() -> l.add(i, v)),
                l -> l.set(i, v),
                l -> l.get(i),
                l -> l.remove(i),
                l -> l.indexOf(v) + " " + l.contains(v) + l.size() + l.isEmpty(),
                l -> run(() -> l.sort(null)),
                l -> run(() -> l.replaceAll(x -> (Integer) x + 1)),
                l -> run(() -> l.subList(0, l.size() / 2).add(v)),
                List::getLast,
                l -> l.hashCode() + " " + l.equals(new ArrayList<>(l)));
        var step = steps.get(random.nextInt(steps.size()));
        assertThat(outcome(step, part)).isEqualTo(outcome(step, jdkPart));
        assertThat(part).isEqualTo(jdkPart);
        assertThat(whole).isEqualTo(jdk);
      }
      part.clear();
      assertThat(whole.toArray()).containsExactly(5, 6);
    }
  }

  @Test
  void everyMethodIsItsOwn() {
    ownMethods(PriorityQueue.class, Prioritized.class, PriorityRest.class);
    ownMethods(LinkedList.class, Linked.class, LinkedRest.class);
    ownMethods(Stack.class, Stacked.class, StackRest.class);
    ownMethods(Vector.class, Stacked.class, StackRest.class);
  }

  private static void ownMethods(Class<?> jdk, Class<?> ours, Class<?> rest) {
    for (Method method : jdk.getMethods()) {
      if (method.getDeclaringClass() == jdk && !Modifier.isFinal(method.getModifiers())) {
        assertThat(declares(ours, method) || declares(rest, method)).as("%s", method).isTrue();
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
