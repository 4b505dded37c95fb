package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Multiplies the factors of a chain of linear statements, {@code c (b (a xDot)) = (c b a) xDot}:
 * the reverse sweep then needs one number where it needed three. A product that the program has
 * computed itself is taken as it is.
 */
final class Chains {
  private final Set<Value> linear;
  private final Map<Value, Integer> uses = new IdentityHashMap<>();

  /** Linear values that are a factor times another linear value, where they were defined. */
  private final Map<Value, Product> products = new IdentityHashMap<>();

  /** The products of a region that are known already, by their factors. */
  private Map<Set<Value>, Value> known = new HashMap<>();

  private record Product(Value factor, Value linear, Object region) {}

  private Chains(Set<Value> linear) {
    this.linear = linear;
  }

  static Func compose(Func f, Set<Value> linear) {
    Chains pass = new Chains(linear);
    pass.count(f.body());
    Region body = pass.region(f.body());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private void count(Region r) {
    for (Stmt s : r.body()) {
      s.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
      s.regions().forEach(this::count);
    }
    if (!r.diverges()) {
      r.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
    }
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    Map<Set<Value>, Value> outer = known;
    known = new HashMap<>(); // what another region computes may not be there
    for (Stmt s : r.body()) {
      if (!s.regions().isEmpty()) {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      } else {
        out.add(stmt(s, r, out));
        note(out.getLast());
      }
    }
    known = outer;
    return new Region(r.params(), out, r.yields());
  }

  private Stmt stmt(Stmt s, Region r, List<Stmt> out) {
    boolean product =
        s.op() instanceof Op.Arith(var kind)
            && (kind == Op.Arith.Kind.MUL || kind == Op.Arith.Kind.NEG)
            && linear.contains(s.result());
    if (!product) {
      return s;
    }
    Value factor = null;
    Value x = s.operand(0);
    if (s.operands().size() == 2) {
      boolean first = linear.contains(s.operand(0));
      x = s.operand(first ? 0 : 1);
      factor = s.operand(first ? 1 : 0);
    }
    Product inner = products.get(x);
    if (inner == null || inner.region() != r || uses.get(x) != 1) {
      if (factor != null) {
        products.put(s.result(), new Product(factor, x, r));
      }
      return s;
    }
    Value all =
        factor == null
            ? negate(inner.factor(), s.source(), out)
            : multiply(factor, inner.factor(), s.source(), out);
    products.put(s.result(), new Product(all, inner.linear(), r));
    return new Stmt(
        new Op.Arith(Op.Arith.Kind.MUL),
        List.of(all, inner.linear()),
        s.results(),
        List.of(),
        s.source());
  }

  /** Notes a product, of two numbers that are not the same, under these. */
  private void note(Stmt s) {
    if (s.op() instanceof Op.Arith(var kind) && kind == Op.Arith.Kind.MUL) {
      if (s.operand(0) != s.operand(1)) {
        known.putIfAbsent(Set.copyOf(s.operands()), s.result());
      }
    }
  }

  private Value multiply(Value x, Value y, Source source, List<Stmt> out) {
    Value there = x == y ? null : known.get(Set.of(x, y));
    return there != null
        ? there
        : append(new Op.Arith(Op.Arith.Kind.MUL), List.of(x, y), source, out);
  }

  private static Value negate(Value x, Source source, List<Stmt> out) {
    return append(new Op.Arith(Op.Arith.Kind.NEG), List.of(x), source, out);
  }

  private static Value append(Op op, List<Value> xs, Source source, List<Stmt> out) {
    Value v = new Value(xs.getFirst().type(), "f");
    out.add(new Stmt(op, xs, List.of(v), List.of(), source));
    return v;
  }
}
