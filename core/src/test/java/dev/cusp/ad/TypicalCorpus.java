package dev.cusp.ad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs of four numbers as they are found in the wild: many classes, generics, collections. */
final class TypicalCorpus {
  private TypicalCorpus() {}

  record Pair<A, B>(A first, B second) {}

  static final class Box<T> {
    private T v;

    Box(T v) {
      this.v = v;
    }

    T get() {
      return v;
    }

    void set(T w) {
      v = w;
    }

    <R> Box<R> map(Function<T, R> f) {
      return new Box<>(f.apply(v));
    }
  }

  static double generics(double[] x) {
    Box<Double> b = new Box<>(x[0]);
    b.set(b.get() * x[1]);
    Box<Pair<Double, String>> p = b.map(v -> new Pair<>(v * v, "k"));
    List<Box<Double>> l = new ArrayList<>();
    for (double v : x) l.add(new Box<>(v).map(w -> w * x[2]));
    double s = 0;
    for (Box<Double> q : l) s += q.get() * p.get().first();
    return s;
  }

  static double memo(double[] x) {
    Map<Integer, Double> memo = new HashMap<>();
    return fib(6, x, memo);
  }

  private static double fib(int n, double[] x, Map<Integer, Double> memo) {
    if (n < 2) return x[n];
    if (memo.containsKey(n)) return memo.get(n);
    double r = fib(n - 1, x, memo) * 0.5 + fib(n - 2, x, memo) * x[2];
    memo.put(n, r);
    return r;
  }

  static double interpolation(double[] x) {
    TreeMap<Double, Double> t = new TreeMap<>();
    for (int i = 0; i < 4; i++) t.put((double) i, x[i]);
    double s = 0;
    for (double q : new double[] {0.5, 1.25, 2.9}) {
      Map.Entry<Double, Double> a = t.floorEntry(q), b = t.ceilingEntry(q);
      double w = (q - a.getKey()) / (b.getKey() - a.getKey());
      s += a.getValue() * (1 - w) + b.getValue() * w * x[0];
    }
    return s;
  }

  interface Node {
    double eval(Map<String, Double> env);
  }

  record Num(double v) implements Node {
    public double eval(Map<String, Double> e) {
      return v;
    }
  }

  record Var(String n) implements Node {
    public double eval(Map<String, Double> e) {
      return e.get(n);
    }
  }

  record Bin(char op, Node a, Node b) implements Node {
    public double eval(Map<String, Double> e) {
      double p = a.eval(e), q = b.eval(e);
      return switch (op) {
        case '+' -> p + q;
        case '*' -> p * q;
        default -> p - q;
      };
    }
  }

  static double parser(double[] x) {
    Map<String, Double> env = new HashMap<>();
    env.put("a", x[0]);
    env.put("b", x[1] * x[2]);
    Node n = parse("a * b + 3 * a - b * b");
    return n.eval(env);
  }

  private static Node parse(String text) {
    List<Node> terms = new ArrayList<>();
    List<Character> ops = new ArrayList<>();
    String[] tok = text.split(" ");
    Node cur = atom(tok[0]);
    for (int i = 1; i < tok.length; i += 2) {
      char op = tok[i].charAt(0);
      Node r = atom(tok[i + 1]);
      if (op == '*') cur = new Bin('*', cur, r);
      else {
        terms.add(cur);
        ops.add(op);
        cur = r;
      }
    }
    terms.add(cur);
    Node s = terms.get(0);
    for (int i = 0; i < ops.size(); i++) s = new Bin(ops.get(i), s, terms.get(i + 1));
    return s;
  }

  private static Node atom(String t) {
    return Character.isDigit(t.charAt(0)) ? new Num(Double.parseDouble(t)) : new Var(t);
  }

  enum Op implements DoubleBinaryOperator {
    ADD {
      public double applyAsDouble(double a, double b) {
        return a + b;
      }
    },
    MUL {
      public double applyAsDouble(double a, double b) {
        return a * b;
      }
    }
  }

  static double enums(double[] x) {
    double s = x[0];
    for (Op op : Op.values()) s = op.applyAsDouble(s, x[1]);
    return s * x[2];
  }

  static double kalman(double[] x) {
    List<double[]> steps = new ArrayList<>();
    double m = 0, p = 1;
    for (double z : x) {
      double k = p / (p + 0.5);
      m += k * (z - m);
      p = (1 - k) * p + 0.1 * m * m;
      steps.add(new double[] {m, p});
    }
    double ll = 0;
    for (int i = steps.size() - 1; i >= 0; i--) {
      double[] s = steps.get(i);
      ll += s[0] * s[1];
    }
    return ll;
  }

  interface Field extends Function<double[], double[]> {}

  static double field(double[] x) {
    Field f = s -> new double[] {s[1], -s[0] * x[1]};
    double[] s = {x[0], x[2]};
    List<double[]> path = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[] d = f.apply(s);
      s = new double[] {s[0] + 0.1 * d[0], s[1] + 0.1 * d[1]};
      path.add(s);
    }
    return path.stream().mapToDouble(p -> p[0] * p[1]).sum();
  }

  static final class Layer {
    final double[][] w;
    final UnaryOperator<Double> act;

    Layer(double[][] w, UnaryOperator<Double> act) {
      this.w = w;
      this.act = act;
    }

    List<Double> forward(List<Double> in) {
      List<Double> out = new ArrayList<>();
      for (double[] row : w) {
        double s = 0;
        for (int i = 0; i < in.size(); i++) s += row[i] * in.get(i);
        out.add(act.apply(s));
      }
      return out;
    }
  }

  static double network(double[] x) {
    List<Layer> net =
        List.of(
            new Layer(new double[][] {{x[0], x[1]}, {x[2], x[3]}}, Math::tanh),
            new Layer(new double[][] {{x[1], x[2]}}, v -> v));
    List<Double> v = List.of(0.3, x[0]);
    for (Layer l : net) v = l.forward(v);
    return v.get(0);
  }

  abstract static class Instrument {
    protected final double notional;

    Instrument(double n) {
      notional = n;
    }

    abstract double pv(double r);

    double scaled(double r) {
      return notional * pv(r);
    }
  }

  static class Bond extends Instrument {
    final int n;

    Bond(double no, int n) {
      super(no);
      this.n = n;
    }

    double pv(double r) {
      double s = 0;
      for (int i = 1; i <= n; i++) s += 0.05 * Math.exp(-r * i);
      return s + Math.exp(-r * n);
    }
  }

  static class Swap extends Instrument {
    final double fixed;

    Swap(double no, double f) {
      super(no);
      fixed = f;
    }

    double pv(double r) {
      return (r - fixed) * 3;
    }

    double scaled(double r) {
      return super.scaled(r) - 0.1 * r;
    }
  }

  static double portfolio(double[] x) {
    List<Instrument> p = new ArrayList<>();
    p.add(new Bond(x[0], 3));
    p.add(new Swap(x[1], x[2]));
    p.add(new Bond(x[3], 2));
    double s = 0;
    for (Instrument i : p) s += i.scaled(0.1 * x[0]);
    return s;
  }

  static double groups(double[] x) {
    Map<String, Map<Integer, List<Double>>> g = new TreeMap<>();
    for (int i = 0; i < 8; i++)
      g.computeIfAbsent(i % 2 == 0 ? "e" : "o", k -> new HashMap<>())
          .computeIfAbsent(i % 3, k -> new ArrayList<>())
          .add(x[i % 4] * i);
    double s = 0;
    for (var e : g.entrySet())
      for (var f : e.getValue().entrySet()) {
        double p = 1;
        for (double v : f.getValue()) p *= 1 + v;
        s += p * (f.getKey() + 1) * e.getKey().length();
      }
    return s;
  }

  static double anonymous(double[] x) {
    List<Supplier<Double>> l = new ArrayList<>();
    for (double v : x)
      l.add(
          new Supplier<>() {
            int calls = 0;

            @Override
            public Double get() {
              calls++;
              return v * calls;
            }
          });
    double s = 0;
    for (int k = 0; k < 2; k++) for (Supplier<Double> f : l) s = s * 0.5 + f.get() * f.get();
    return s;
  }

  static double boxedStream(double[] x) {
    List<Double> l = Arrays.stream(x).boxed().toList();
    List<Double> m = l.stream().filter(v -> v > 0).map(v -> v * x[1]).collect(Collectors.toList());
    return m.get(0) * m.size()
        + IntStream.range(0, 4)
            .mapToObj(i -> new Pair<>(i, x[i]))
            .mapToDouble(p -> p.first() * p.second())
            .sum();
  }

  static double sortedStatics(double[] x) {
    List<Double> l = new ArrayList<>();
    for (double v : x) l.add(v * v);
    Collections.sort(l);
    double s = l.get(0) + 2 * l.get(3);
    Collections.reverse(l);
    Collections.swap(l, 0, 2);
    return s + 3 * l.get(0) + Collections.max(l) - Collections.min(l);
  }

  static final class Range implements Iterable<Double> {
    final double a, h;
    final int n;

    Range(double a, double h, int n) {
      this.a = a;
      this.h = h;
      this.n = n;
    }

    public Iterator<Double> iterator() {
      return new Iterator<>() {
        int i = 0;

        public boolean hasNext() {
          return i < n;
        }

        public Double next() {
          return a + h * i++;
        }
      };
    }
  }

  static double iterable(double[] x) {
    double s = 0;
    for (double v : new Range(x[0], x[1], 5)) s += v * v * x[2];
    return s;
  }

  static double builder(double[] x) {
    StringBuilder sb = new StringBuilder();
    Map<String, Double> totals = new LinkedHashMap<>();
    for (String w : "a b a c b a".split(" ")) {
      totals.merge(w, x[w.charAt(0) - 'a'] * x[3], (p, q) -> p * 0.5 + q);
      sb.append(w);
    }
    double s = 0;
    for (String k : totals.keySet()) s += totals.get(k) * k.length();
    return s * sb.length();
  }

  static double deque(double[] x) {
    Deque<Double> d = new ArrayDeque<>();
    for (double v : x) {
      d.push(v * v);
      d.addLast(v);
      if (d.size() > 5) d.pollFirst();
    }
    double s = 0;
    while (!d.isEmpty()) s = s * 0.5 + d.pop() + (d.isEmpty() ? 0 : d.peekLast());
    return s;
  }

  static double numbers(double[] x) {
    Number n = x[0];
    Number[] ns = {x[1], 3, 2f};
    double s = n.doubleValue();
    for (Number m : ns) s *= m.doubleValue();
    return s;
  }
}
