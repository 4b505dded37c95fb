package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_boolean;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Zeros;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves loops of the linear part out where all tangents that they are given are zero, as most are
 * in the columns of a Jacobian: such a loop adds nothing, and what it makes is zero already.
 *
 * <p>Numbers are looked at one by one. Arrays are gone through where loops in loops would read them
 * several times.
 */
final class ZeroTangents {
  static final ClassDesc ZEROS = Zeros.class.describeConstable().orElseThrow();

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

  /** Appends a loop of the linear part, to be run where a tangent that it is given is not zero. */
  static void append(Builder b, Stmt loop, Set<Value> marked) {
    ZeroTangents pass = new ZeroTangents(marked);
    pass.updates = Updates.find(loop, marked);
    int depth = pass.look(loop);
    pass.written.removeIf(array -> isNew(b, array));
    pass.read.removeIf(array -> isNew(b, array));
    boolean leaves = pass.written.isEmpty() && !pass.isOpaque;
    boolean cheap = pass.read.isEmpty() ? !pass.numbers.isEmpty() : depth > 1;
    if (leaves && cheap) {
      pass.guarded(b, loop);
    } else {
      b.append(loop);
    }
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
      boolean clears = s.op() instanceof Op.Call c && c.owner().equals(ZEROS);
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

  private void guarded(Builder b, Stmt loop) {
    Value any = any(b, numbers, read);
    List<Value> copies = loop.results().stream().map(Value::copy).toList();
    Builder then = b.nested();
    then.append(new Stmt(loop.op(), loop.operands(), copies, loop.regions(), loop.source()));
    Builder other = b.nested();
    List<Value> zeros = new ArrayList<>();
    for (int i = 0; i < copies.size(); i++) {
      boolean linear = marked.contains(loop.results().get(i));
      Type type = copies.get(i).type();
      zeros.add(linear ? Duals.linearZero(other, type, marked) : other.zero(type));
      if (linear) {
        marked.add(copies.get(i));
      }
    }
    b.append(
        new Stmt(
            new Op.If(),
            List.of(any),
            loop.results(),
            List.of(then.region(copies), other.region(zeros)),
            loop.source()));
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
      MethodTypeDesc type = MethodTypeDesc.of(CD_boolean, array.type().desc());
      Op call = new Op.Call(Op.Call.Kind.STATIC, ZEROS, "hasNonzero", type, false);
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
