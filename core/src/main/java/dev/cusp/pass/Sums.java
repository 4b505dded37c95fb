package dev.cusp.pass;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of exponentials whose logarithm is taken or that something is divided by: written out,
 * {@code exp(a) + c * exp(b) + d}, or accumulated by loops, under conditions too.
 *
 * <p>Beside such a sum a second one is computed in the split form of {@link dev.cusp.rules.Scaled}:
 * two more values for each partial sum, two more variables for each loop.
 */
final class Sums {
  /** A number as {@code rest * exp(shift)}. */
  record Split(Value shift, Value rest) {}

  /** What a loop or a branch computes in addition; a branch has neither operands nor parameters. */
  static final class Extension {
    static final Extension NONE = new Extension();

    final List<Value> operands = new ArrayList<>();
    final List<Value> params = new ArrayList<>();
    final List<Value> results = new ArrayList<>();
    final List<List<Value>> yields = List.of(new ArrayList<>(), new ArrayList<>());

    private static void add(List<Value> list, Split pair) {
      list.add(pair.shift());
      list.add(pair.rest());
    }

    /** Makes room, so that yields are in the order of the results. */
    private void reserve(int region) {
      yields.get(region).add(null);
      yields.get(region).add(null);
    }

    private void fill(int region, int at, Split pair) {
      yields.get(region).set(at, pair.shift());
      yields.get(region).set(at + 1, pair.rest());
    }
  }

  private final Definitions d;
  private final Exponentials exps;
  private final Map<Value, Split> splits = new IdentityHashMap<>();

  /** What is computed right after a statement. */
  final Map<Stmt, List<Stmt>> after = new IdentityHashMap<>();

  final Map<Stmt, Extension> extensions = new IdentityHashMap<>();

  /** The constant 0, to be defined before everything else. */
  final Value zero = new Value(Type.DOUBLE, "zero");

  Sums(Definitions definitions) {
    d = definitions;
    exps = new Exponentials(definitions);
  }

  /** The stable form of a statement's result, or null. */
  Twin find(Stmt s) {
    if (s.results().size() != 1) {
      return null;
    }
    Value v = s.result();
    List<Value> quotient = d.operands(v, Op.Arith.Kind.DIV);
    if (quotient != null) {
      return exps.isSum(quotient.get(1)) ? quotient(quotient, "quotient", "x / sum of exp") : null;
    }
    Value x = d.argument(v, "log");
    if (x == null) {
      return null;
    }
    quotient = d.operands(x, Op.Arith.Kind.DIV);
    if (quotient != null && (exps.isSum(quotient.get(0)) || exps.isSum(quotient.get(1)))) {
      return quotient(quotient, "logQuotient", "log(x / sum of exp)");
    }
    if (!exps.isSum(x) && !exps.isTerm(x)) {
      return null;
    }
    Split pair = split(x);
    String what = exps.isSum(x) ? "sum of exp" : "c exp(z)";
    return new Twin(
        "log(" + what + ")",
        "log(" + what + "), scaled",
        b -> Twin.scaled(b, "log", pair.shift(), pair.rest()));
  }

  private Twin quotient(List<Value> xs, String function, String pattern) {
    Split top = split(xs.get(0));
    Split bottom = split(xs.get(1));
    return new Twin(
        pattern,
        pattern + ", scaled",
        b -> Twin.scaled(b, function, top.shift(), top.rest(), bottom.shift(), bottom.rest()));
  }

  /** The split form of a number; a sum is taken apart down to what is no sum, and built up. */
  private Split split(Value v) {
    Deque<Value> open = new ArrayDeque<>();
    Value first = v;
    while (splits.get(first) == null && isWrittenOut(first)) {
      open.push(first);
      first = d.operands(first, Op.Arith.Kind.ADD).get(baseOf(first));
    }
    Split split = splits.get(first) == null ? start(first) : splits.get(first);
    for (Value sum : open) {
      Split known = splits.get(sum); // what is added to a loop's variable may be its next value
      Value summand = d.operands(sum, Op.Arith.Kind.ADD).get(1 - baseOf(sum));
      split = known == null ? plus(split, summand, sum) : known;
    }
    return split;
  }

  private boolean isWrittenOut(Value v) {
    return exps.isSum(v) && d.operands(v, Op.Arith.Kind.ADD) != null;
  }

  /** The position of the operand that a sum adds the other one to. */
  private int baseOf(Value sum) {
    List<Value> xs = d.operands(sum, Op.Arith.Kind.ADD);
    return exps.isSum(xs.get(0)) || !exps.isSum(xs.get(1)) ? 0 : 1;
  }

  private Split start(Value v) {
    if (exps.isTerm(v)) {
      return plus(new Split(zero, zero), v, v);
    }
    if (!exps.isSum(v)) {
      return whole(v);
    }
    Stmt loop = d.loop(v);
    Stmt s = loop == null ? d.of(v) : loop;
    List<Value> names = loop == null ? s.results() : s.regions().getFirst().params();
    if (s.op() instanceof Op.Loop) {
      extendLoop(s, names.indexOf(v));
    } else {
      extendBranch(s, names.indexOf(v));
    }
    return splits.get(v);
  }

  /** Any number is itself times exp(0). */
  private Split whole(Value v) {
    Split split = new Split(zero, v);
    splits.put(v, split);
    return split;
  }

  /** Adds a summand to a split sum. */
  private Split plus(Split base, Value summand, Value sum) {
    Stmt s = d.of(sum);
    Builder b = Builder.root().at(s.source());
    Term t = exps.isTerm(summand) ? term(b, summand) : new Term(summand, zero, b.constant(1.0));
    Value shift = Twin.scaled(b, "shift", base.shift(), base.rest(), t.z(), sum);
    Value rest =
        t.c() == null
            ? Twin.scaled(b, "plusExp", base.rest(), base.shift(), t.z(), t.e(), shift)
            : Twin.scaled(b, "plusExp", base.rest(), base.shift(), t.c(), t.z(), t.e(), shift);
    after.computeIfAbsent(s, _ -> new ArrayList<>()).addAll(b.body());
    Split split = new Split(shift, rest);
    splits.put(sum, split);
    return split;
  }

  /** {@code c * e} with {@code e = exp(z)}; without c where it is 1. */
  private record Term(Value c, Value z, Value e) {
    Term times(Value factor, Builder b) {
      return new Term(c == null ? factor : b.mul(c, factor), z, e);
    }
  }

  private Term term(Builder b, Value v) {
    Value z = d.argument(v, "exp");
    if (z != null) {
      return new Term(null, z, v);
    }
    List<Value> quotient = d.operands(v, Op.Arith.Kind.DIV);
    if (quotient != null) {
      Term top = term(b, quotient.get(0));
      Value c = top.c() == null ? b.constant(1.0) : top.c();
      return new Term(b.div(c, quotient.get(1)), top.z(), top.e());
    }
    List<Value> product = d.operands(v, Op.Arith.Kind.MUL);
    if (!exps.isTerm(product.get(0))) {
      return term(b, product.get(1)).times(product.get(0), b);
    }
    Term x = term(b, product.get(0));
    if (!exps.isTerm(product.get(1))) {
      return x.times(product.get(1), b);
    }
    Term y = term(b, product.get(1));
    Term both = new Term(x.c(), b.add(x.z(), y.z()), b.mul(x.e(), y.e()));
    return y.c() == null ? both : both.times(y.c(), b);
  }

  private static Split fresh() {
    return new Split(new Value(Type.DOUBLE, "shift"), new Value(Type.DOUBLE, "rest"));
  }

  private void extendLoop(Stmt s, int position) {
    Region r = s.regions().getFirst();
    Split param = fresh();
    Split result = fresh();
    splits.put(r.params().get(position), param);
    splits.put(s.results().get(position), result);
    Extension extension = extensions.computeIfAbsent(s, _ -> new Extension());
    int at = extension.results.size();
    Extension.add(extension.results, result);
    Extension.add(extension.params, param);
    Extension.add(extension.operands, split(s.operand(position)));
    if (!r.diverges()) {
      extension.reserve(0);
      extension.fill(0, at, split(r.yields().get(position + 1)));
    }
  }

  private void extendBranch(Stmt s, int position) {
    Split result = fresh();
    splits.put(s.results().get(position), result);
    Extension extension = extensions.computeIfAbsent(s, _ -> new Extension());
    int at = extension.results.size();
    Extension.add(extension.results, result);
    for (int k = 0; k < 2; k++) {
      extension.reserve(k);
    }
    for (int k = 0; k < 2; k++) {
      Region r = s.regions().get(k);
      if (!r.diverges()) {
        extension.fill(k, at, split(r.yields().get(position)));
      }
    }
  }
}
