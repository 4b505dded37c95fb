package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Copies;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves loops of the linear part out where all tangents that they are given are zero, as most are
 * in the columns of a Jacobian: such a loop adds nothing, and what it makes is zero already. Where
 * a loop cannot be left out, it has a second form for when the numbers it is given are zero.
 *
 * <p>Numbers are looked at one by one. Arrays are gone through where loops in loops would read them
 * several times, or where a loop that overwrites an array has much less to do without one of them.
 */
final class ZeroTangents {
  /** Loops of more operations are not made twice. */
  private static final int LARGE = 100;

  /** As many operations less in each round are worth going through an array. */
  private static final int WORTH = 8;

  /** The tangents, and the references to their shadows. */
  private final Set<Value> marked;

  private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> numbers = new LinkedHashSet<>();
  private final Set<Value> read = new LinkedHashSet<>();
  private final Set<Value> written = new LinkedHashSet<>();
  private Set<Stmt> updates;

  /** Whether it does something whose effect is not known to be none. */
  private boolean isOpaque;

  private ZeroTangents(Set<Value> marked) {
    this.marked = marked;
  }

  /**
   * Appends a loop of the linear part, to be run where a tangent that it is given is not zero.
   *
   * @param clearing what the loop begins with overwriting, or null
   * @param filled how many elements of that
   */
  static void append(Builder b, Stmt loop, Set<Value> marked, Clearing clearing, Value filled) {
    ZeroTangents pass = new ZeroTangents(marked);
    pass.updates = Updates.find(loop, marked);
    int depth = pass.look(loop);
    pass.written.removeIf(array -> isNew(b, array));
    pass.read.removeIf(array -> isNew(b, array));
    if (clearing != null) {
      pass.written.remove(clearing.array());
    }
    boolean leaves = pass.written.isEmpty() && !pass.isOpaque;
    boolean cheap = pass.read.isEmpty() ? !pass.numbers.isEmpty() : depth > 1;
    if (leaves && cheap) {
      pass.guarded(b, loop, clearing, filled);
      return;
    }
    if (clearing != null) {
      clearing.unless(b, filled);
    }
    boolean isFill = clearing != null && leaves && pass.updates.isEmpty();
    if (depth > 1
        || !pass.lightened(b, loop) && !(isFill && pass.lightenedBy(b, loop, clearing, filled))) {
      b.append(loop);
    }
  }

  /**
   * Appends a loop in two forms, one without the terms in numbers that are zero in many directions;
   * false where that would be no less.
   */
  private boolean lightened(Builder b, Stmt loop) {
    List<Value> factors = new ArrayList<>(numbers);
    factors.removeAll(loop.operands());
    if (factors.isEmpty() || sums(loop) > LARGE) {
      return false;
    }
    Builder other = b.nested();
    Copies copies = new Copies(marked);
    factors.forEach(v -> copies.put(v, Duals.linearZero(other, v.type(), marked)));
    Stmt light = Fold.tangents(other, copies.of(loop), marked);
    if (sums(light) == sums(loop)) {
      return false;
    }
    either(b, any(b, factors, List.of()), loop, other.region(light.results()));
    return true;
  }

  /**
   * Appends a loop that overwrites an array in two forms, one without the terms in an array of
   * tangents no longer than that; false where none has many.
   */
  private boolean lightenedBy(Builder b, Stmt loop, Clearing clearing, Value filled) {
    int all = sums(loop);
    int least = all - WORTH + 1;
    Value array = null;
    Region light = null;
    for (Value candidate : read) {
      if (all > LARGE || candidate == clearing.array()) {
        continue;
      }
      Builder other = b.nested();
      Stmt without = new Copies(marked).of(without(loop, candidate));
      Stmt folded = Fold.tangents(other, without, marked);
      if (sums(folded) < least) {
        least = sums(folded);
        array = candidate;
        light = other.region(folded.results());
      }
    }
    if (array == null) {
      return false;
    }
    Value length = b.value(new Op.Length(), Type.INT, "length", array);
    Value isLonger = b.compare(Op.Compare.Relation.GT, length, filled);
    Op call = Clearing.hasNonzero(array);
    Value tested = array;
    Value any =
        b.branch(
                isLonger,
                List.of(Type.INT),
                "any",
                then -> then.region(List.of(then.constant(1))),
                other -> other.region(List.of(other.value(call, Type.INT, "any", tested))))
            .getFirst();
    either(b, any, loop, light);
    return true;
  }

  /** A statement with zeros for what is loaded from an array. */
  private Stmt without(Stmt s, Value array) {
    if (s.op() instanceof Op.Load && s.operand(0) == array) {
      Object zero = s.result().type().equals(Type.FLOAT) ? (Object) 0f : (Object) 0.0;
      return new Stmt(new Op.Const(zero), List.of(), s.results(), List.of(), s.source());
    }
    List<Region> regions = new ArrayList<>();
    for (Region r : s.regions()) {
      List<Stmt> body = r.body().stream().map(inner -> without(inner, array)).toList();
      regions.add(new Region(r.params(), body, r.yields()));
    }
    return new Stmt(s.op(), s.operands(), s.results(), regions, s.source());
  }

  /** Appends a loop as it is, and what is run instead where nothing is other than zero. */
  private void either(Builder b, Value any, Stmt loop, Region light) {
    Builder then = b.nested();
    List<Value> results = loop.results().stream().map(Value::copy).toList();
    then.append(new Stmt(loop.op(), loop.operands(), results, loop.regions(), loop.source()));
    alternatives(b, any, loop, then.region(results), light);
  }

  private static int sums(Stmt s) {
    int sums = s.op() instanceof Op.Arith && s.result().type().isFloating() ? 1 : 0;
    for (Region r : s.regions()) {
      sums += r.body().stream().mapToInt(ZeroTangents::sums).sum();
    }
    return sums;
  }

  private void alternatives(Builder b, Value any, Stmt loop, Region full, Region other) {
    for (int i = 0; i < loop.results().size(); i++) {
      if (marked.contains(loop.results().get(i))) {
        marked.add(full.yields().get(i));
      }
    }
    b.append(
        new Stmt(new Op.If(), List.of(any), loop.results(), List.of(full, other), loop.source()));
  }

  /** Notes what a statement reads and writes; returns how deeply its loops are nested. */
  private int look(Stmt s) {
    for (Value v : s.operands()) {
      if (marked.contains(v) && v.type().isFloating() && !inside.contains(v)) {
        numbers.add(v);
      }
    }
    int depth = 0;
    for (Region r : s.regions()) {
      inside.addAll(r.params());
      for (Stmt inner : r.body()) {
        depth = Math.max(depth, look(inner));
      }
      for (Value v : r.diverges() ? List.<Value>of() : r.yields()) {
        if (marked.contains(v) && v.type().isFloating() && !inside.contains(v)) {
          numbers.add(v);
        }
      }
    }
    inside.addAll(s.results());
    boolean update = updates.contains(s);
    switch (s.op()) {
      case Op.Store _ -> access(s.operand(0), update, written);
      case Op.Load _ when isShadow(s.result()) -> {}
      case Op.Load _ when marked.contains(s.operand(0)) -> access(s.operand(0), update, read);
      case Op.CheckCast _, Op.Load _, Op.If _, Op.Loop _ -> {}
      default -> isOpaque |= !s.op().isPure();
    }
    boolean selects = s.op() instanceof Op.Load || s.op() instanceof Op.CheckCast;
    isOpaque |= !selects && s.results().stream().anyMatch(this::isShadow);
    return depth + (s.op() instanceof Op.Loop ? 1 : 0);
  }

  private boolean isShadow(Value v) {
    return v.type().isReference() && marked.contains(v);
  }

  /** Notes an access; an array that only the loop knows is only added to. */
  private void access(Value array, boolean update, Set<Value> arrays) {
    boolean isNumbers = array.type().isArray() && array.type().desc().componentType().isPrimitive();
    isOpaque |= !isNumbers || inside.contains(array) && !update;
    if (!update) {
      arrays.add(array);
    }
  }

  /** Whether an array was allocated or cleared in the same block and not been used since. */
  private static boolean isNew(Builder b, Value array) {
    List<Stmt> before = b.body();
    for (int i = before.size() - 1; i >= 0; i--) {
      Stmt s = before.get(i);
      boolean clears = Clearing.clears(s);
      if (s.results().contains(array)) {
        return clears || s.op() instanceof Op.NewArray;
      }
      if (clears && s.operand(0) == array) {
        return true;
      }
      if (uses(s, array)) {
        return false;
      }
    }
    return false;
  }

  private static boolean uses(Stmt s, Value v) {
    return s.operands().contains(v)
        || s.regions().stream()
            .anyMatch(r ->
                r.body().stream().anyMatch(inner -> uses(inner, v))
                    || !r.diverges() && r.yields().contains(v));
  }

  private void guarded(Builder b, Stmt loop, Clearing clearing, Value filled) {
    Value any = any(b, numbers, read);
    List<Value> copies = loop.results().stream().map(Value::copy).toList();
    Builder then = b.nested();
    Builder other = b.nested();
    if (clearing != null) {
      clearing.unless(then, filled);
      clearing.all(other);
    }
    then.append(new Stmt(loop.op(), loop.operands(), copies, loop.regions(), loop.source()));
    List<Value> zeros = new ArrayList<>();
    for (Value v : loop.results()) {
      boolean linear = marked.contains(v);
      zeros.add(linear ? Duals.linearZero(other, v.type(), marked) : other.zero(v.type()));
    }
    alternatives(b, any, loop, then.region(copies), other.region(zeros));
  }

  /** Whether one of some numbers, or a number in some arrays, is not zero. */
  static Value any(Builder b, Collection<Value> numbers, Collection<Value> arrays) {
    Value any = b.constant(0);
    boolean first = true;
    for (Value v : numbers) {
      Value c = b.compare(Op.Compare.Relation.NE, v, b.zero(v.type()));
      any = first ? c : b.value(new Op.Arith(Op.Arith.Kind.OR), Type.INT, "any", any, c);
      first = false;
    }
    for (Value array : arrays) {
      Op call = Clearing.hasNonzero(array);
      if (first) {
        any = b.value(call, Type.INT, "any", array);
        first = false;
        continue;
      }
      any =
          b.branch(
                  any,
                  List.of(Type.INT),
                  "any",
                  then -> then.region(List.of(then.constant(1))),
                  other -> other.region(List.of(other.value(call, Type.INT, "any", array))))
              .getFirst();
    }
    return any;
  }
}
