package dev.cusp.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Stack;
import java.util.Vector;

/** Programs of four numbers that keep them in queues, linked lists and parts of lists. */
final class QueueCorpus {
  private QueueCorpus() {}

  record Flow(double time, double amount) implements Comparable<Flow> {
    public int compareTo(Flow o) {
      return Double.compare(time, o.time);
    }
  }

  static double part(double[] x) {
    List<Double> l = new ArrayList<>();
    for (double v : x) l.add(v);
    List<Double> p = l.subList(1, 4);
    p.set(0, p.get(1) * p.get(0));
    p.add(7.0);
    double s = p.stream().mapToDouble(v -> v * v).sum();
    p.remove(1);
    p.clear();
    return s + l.get(0) * l.size() + l.get(l.size() - 1) + new ArrayList<>(l.subList(0, 1)).get(0);
  }

  static double sortedPart(double[] x) {
    List<Flow> l = new LinkedList<>();
    for (double v : x) l.add(new Flow(v, v * v));
    Collections.sort(l.subList(0, 3));
    return l.get(0).amount() * 2 + l.get(3).time() * l.get(2).amount();
  }

  static double heap(double[] x) {
    PriorityQueue<Flow> q = new PriorityQueue<>();
    for (double v : x) q.add(new Flow(v, 2 * v));
    q.remove(q.peek());
    double s = 0;
    for (Flow f : q) s += f.amount() * f.time();
    s *= q.poll().time();
    q.removeIf(f -> f.time() > 4);
    return s + q.size() * q.element().amount();
  }

  static double heapReversed(double[] x) {
    Queue<Double> q = new PriorityQueue<>(Comparator.reverseOrder());
    for (double v : x) {
      q.offer(v);
      if (q.size() > 2) q.poll();
    }
    return q.stream().mapToDouble(v -> v).sum() * q.peek();
  }

  static double heapOf(double[] x) {
    PriorityQueue<Double> q = new PriorityQueue<>(List.of(x[0], x[1] * x[0], x[2]));
    double s = 1;
    while (!q.isEmpty()) s = s * 0.5 + q.poll();
    return s;
  }

  static double queue(double[] x) {
    Queue<double[]> q = new LinkedList<>();
    for (double v : x) q.add(new double[] {v});
    double s = 0;
    while (q.size() > 1) {
      double[] a = q.remove();
      double[] b = q.poll();
      q.add(new double[] {a[0] * b[0]});
      s += a[0];
    }
    return s + q.peek()[0];
  }

  static double linkedIter(double[] x) {
    LinkedList<Double> l = new LinkedList<>(List.of(x[0], x[1], x[2]));
    l.push(x[3]);
    l.add(2, x[0] * x[1]);
    for (Iterator<Double> it = l.iterator(); it.hasNext(); ) if (it.next() < 0.25) it.remove();
    l.removeFirstOccurrence(1e9);
    double s = 0;
    int k = 1;
    for (double v : l) s += v * k++;
    return s + l.getFirst() * l.peekLast();
  }

  static double locate(double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    int k = Arrays.binarySearch(s, 1.0);
    if (k < 0) k = -k - 1;
    return s[k] * s[k - 1] + Arrays.binarySearch(s, 0, 2, x[0]) * x[1];
  }

  enum Kind {
    FIRST,
    LAST
  }

  static double kinds(double[] x) {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    double s = 0;
    for (Kind kind : kinds) {
      s += x[kind.ordinal()] * x[kind.ordinal()] * kind.name().length();
    }
    return s;
  }

  /** A generator that something with numbers has beside it. */
  static final class Walker {
    final Random random = new Random(7);
    double at;

    void step(double width) {
      at += width * random.nextGaussian();
      if (random.nextBoolean()) {
        at *= random.nextDouble();
      }
    }
  }

  static double walks(double[] x) {
    Walker walker = new Walker();
    for (double v : x) {
      walker.step(v);
    }
    return walker.at * walker.at;
  }

  static double reversePolish(double[] x) {
    Stack<Double> stack = new Stack<>();
    for (String word : "a b * c + sin d a / *".split(" ")) {
      switch (word) {
        case "*" -> stack.push(stack.pop() * stack.pop());
        case "+" -> stack.push(stack.pop() + stack.pop());
        case "/" -> {
          double divisor = stack.pop();
          stack.push(stack.pop() / divisor);
        }
        case "sin" -> stack.push(Math.sin(stack.pop()));
        default -> stack.push(x[word.charAt(0) - 'a']);
      }
    }
    return stack.peek() * stack.size() + (stack.empty() ? 1 : stack.firstElement());
  }

  static double vector(double[] x) {
    Vector<Flow> v = new Vector<>(2);
    for (double t : x) v.addElement(new Flow(t, t * t));
    v.insertElementAt(new Flow(x[0] * x[1], x[2]), 1);
    v.sort(Comparator.comparingDouble(Flow::amount));
    double s = 0;
    for (Flow f : v) s = s * f.time() + f.amount();
    v.removeIf(f -> f.time() > 2 * x[0] + 0.0173);
    return s + v.lastElement().amount() * v.size();
  }

  static double thereAndBack(double[] x) {
    List<Double> l = new ArrayList<>();
    for (double v : x) l.add(v);
    ListIterator<Double> i = l.listIterator();
    double s = 0;
    while (i.hasNext()) {
      int at = i.nextIndex();
      double v = i.next();
      if (at == 2) i.remove();
      else i.set(v * v + s);
      if (at == 1) i.add(v * s);
      s += v;
    }
    while (i.hasPrevious()) s = s * x[1] + i.previous();
    return s;
  }
}
