package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cotangents are added to zeros. What is added first is stored instead, and an array that a loop
 * overwrites before it is read is not cleared before.
 *
 * <p>The zero that is left out may change the sign of a zero cotangent. The arrays of the program
 * itself are only spared the clearing.
 */
final class FirstStores {
  private static final String RUNTIME = "Ldev/cusp/runtime/";

  private final Map<Value, Object> constants;
  private final Map<Value, Stmt> defs = new IdentityHashMap<>();
  private final Set<Value> local;

  /** Numbers that are zero, loaded from arrays of cotangents. */
  private final Set<Value> zeros = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Sums with one of them: what else they are sums of. */
  private final Map<Value, Value> same = new IdentityHashMap<>();

  private FirstStores(Func f) {
    this.constants = f.constants();
    this.local = LocalArrays.of(f).all();
    define(f.body());
  }

  private void define(Region r) {
    for (Stmt s : r.body()) {
      s.results().forEach(v -> defs.put(v, s));
      s.regions().forEach(this::define);
    }
  }

  /** The function, less of its arrays from the tape cleared. */
  static Func of(Func f) {
    if (!takes(f.body())) {
      return f;
    }
    FirstStores pass = new FirstStores(f);
    pass.find(f.body());
    Func stored = pass.rewritten(f);
    Func result = new FirstStores(stored).uncleared(stored);
    return result == f ? f : DeadCode.remove(result);
  }

  /**
   * A function that adds to an array of zeros, as one that overwrites the array.
   *
   * @param array a parameter, which no other name leads to
   */
  static Func overwriting(Func f, Value array) {
    FirstStores pass = new FirstStores(f);
    pass.zeros(f.body().body(), array);
    Func stored = pass.rewritten(f);
    List<Stmt> body = new FirstStores(stored).cleared(stored, array);
    Region region = new Region(f.params(), body, stored.body().yields());
    return DeadCode.remove(new Func(f.name(), region, f.host(), f.source()));
  }

  private static boolean takes(Region r) {
    return r.body().stream()
        .anyMatch(s -> isTaken(s) || s.regions().stream().anyMatch(FirstStores::takes));
  }

  private void find(Region r) {
    for (int i = 0; i < r.body().size(); i++) {
      Stmt s = r.body().get(i);
      if (isTaken(s, Residuals.ZEROS) && local.contains(s.result())) {
        zeros(r.body().subList(i + 1, r.body().size()), s.result());
      }
      s.regions().forEach(this::find);
    }
  }

  /** Finds the loads that come before what is stored to an array, in statements run in order. */
  private void zeros(List<Stmt> body, Value array) {
    for (Stmt s : body) {
      if (!uses(s, array)) {
        continue;
      }
      if (onlyLoads(s, array)) {
        load(s, array);
        continue;
      }
      Sweeping loop = Sweeping.of(s, array, constants);
      if (loop != null) {
        loop.first().forEach(load -> zeros.add(load.result()));
      }
      return;
    }
  }

  private static boolean onlyLoads(Stmt s, Value array) {
    boolean loads = !s.operands().contains(array) || isLoad(s, array);
    return loads
        && s.regions().stream()
            .allMatch(r ->
                r.body().stream().allMatch(inner -> onlyLoads(inner, array))
                    && (r.diverges() || !r.yields().contains(array)));
  }

  private static boolean isLoad(Stmt s, Value array) {
    return s.op() instanceof Op.Load && s.operand(0) == array;
  }

  private void load(Stmt s, Value array) {
    if (isLoad(s, array)) {
      zeros.add(s.result());
    }
    s.regions().forEach(r -> r.body().forEach(inner -> load(inner, array)));
  }

  private Func rewritten(Func f) {
    return zeros.isEmpty() ? f : new Func(f.name(), rewritten(f.body()), f.host(), f.source());
  }

  /** The region with what is known to be zero left out. */
  private Region rewritten(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      if (s.results().size() == 1 && zeros.contains(s.result())) {
        out.add(new Stmt(new Op.Const(0.0), List.of(), s.results(), List.of(), s.source()));
        continue;
      }
      List<Value> xs = get(s.operands(), same);
      Op.Arith.Kind kind = s.op() instanceof Op.Arith(var k) ? k : null;
      boolean adds = kind == Op.Arith.Kind.ADD || kind == Op.Arith.Kind.SUB;
      if (adds && zeros.contains(xs.get(1))) {
        same.put(s.result(), xs.get(0));
      } else if (adds && zeros.contains(xs.get(0))) {
        if (kind == Op.Arith.Kind.ADD) {
          same.put(s.result(), xs.get(1));
        } else {
          Op minus = new Op.Arith(Op.Arith.Kind.NEG);
          out.add(new Stmt(minus, List.of(xs.get(1)), s.results(), List.of(), s.source()));
        }
      } else {
        List<Region> regions = s.regions().stream().map(this::rewritten).toList();
        out.add(new Stmt(s.op(), xs, s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), out, r.diverges() ? null : get(r.yields(), same));
  }

  private static List<Value> get(List<Value> values, Map<Value, Value> same) {
    return values.stream().map(v -> same.getOrDefault(v, v)).toList();
  }

  private Func uncleared(Func f) {
    Region body = uncleared(f.body());
    return body == f.body() ? f : new Func(f.name(), body, f.host(), f.source());
  }

  /** The region with arrays of the tape taken as they are where a loop overwrites them. */
  private Region uncleared(Region r) {
    List<Stmt> out = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < r.body().size(); i++) {
      Stmt s = r.body().get(i);
      List<Region> regions = s.regions().stream().map(this::uncleared).toList();
      boolean mine =
          isTaken(s)
              && isOverwritten(r.body().subList(i + 1, r.body().size()), s.result(), length(s));
      Stmt next = new Stmt(s.op(), s.operands(), s.results(), regions, s.source());
      boolean isSame = !mine && regions.equals(s.regions());
      changed |= !isSame;
      out.add(isSame ? s : mine ? Residuals.uncleared(next) : next);
    }
    return changed ? new Region(r.params(), out, r.yields()) : r;
  }

  private static Value length(Stmt s) {
    return s.operands().getLast();
  }

  /** Whether the first thing done with an array's elements is to overwrite them all. */
  private boolean isOverwritten(List<Stmt> body, Value array, Value length) {
    for (Stmt s : body) {
      if (!isUnseen(s)) {
        return false;
      }
      if (uses(s, array) && !isReferredTo(s, array)) {
        Sweeping loop = Sweeping.of(s, array, constants);
        return loop != null && loop.overwrites() && isAtLeast(loop.end(), length);
      }
    }
    return false;
  }

  /** Whether a statement stores a reference to an array. */
  private static boolean isReferredTo(Stmt s, Value array) {
    return s.op() instanceof Op.Store && s.operands().lastIndexOf(array) == 2;
  }

  /** Whether a statement gets no other name for an array that is referred to somewhere. */
  private static boolean isUnseen(Stmt s) {
    boolean unseen =
        switch (s.op()) {
          case Op.Load _, Op.Store _, Op.If _, Op.Loop _ -> true;
          case Op.Call call ->
              call.owner().descriptorString().startsWith(RUNTIME)
                  && s.operands().stream()
                      .allMatch(v -> !isReference(v) || v.type().desc().equals(Residuals.TAPE));
          default -> s.op().isPure();
        };
    return unseen
        && s.results().stream().noneMatch(FirstStores::isReference)
        && s.regions().stream().flatMap(r -> r.body().stream()).allMatch(FirstStores::isUnseen);
  }

  private static boolean isReference(Value v) {
    return v.type().isReference();
  }

  /** Whether an int is the other, or their maximum with something. */
  private boolean isAtLeast(Value x, Value y) {
    Stmt s = defs.get(x);
    boolean larger =
        s != null
            && s.op() instanceof Op.Call call
            && call.name().equals("max")
            && call.owner().descriptorString().equals("Ljava/lang/Math;")
            && s.operands().contains(y);
    return x == y || larger || constants.get(x) instanceof Integer c && c.equals(constants.get(y));
  }

  /** The body of a function that gets an array with anything in it, where it was zeros. */
  private List<Stmt> cleared(Func f, Value array) {
    List<Stmt> body = f.body().body();
    for (int i = 0; i < body.size(); i++) {
      Stmt s = body.get(i);
      if (!uses(s, array)) {
        continue;
      }
      Sweeping loop = Sweeping.of(s, array, constants);
      if (loop != null && loop.overwrites()) {
        return with(body, loop.isUpwards() ? i + 1 : i, clearing(s, array, loop.last()));
      }
      break;
    }
    Builder b = Builder.root().at(f.source());
    Value numbers = // the parameter of a lambda with a type variable is any object
        array.type().equals(Type.DOUBLES)
            ? array
            : b.value(new Op.CheckCast(Type.DOUBLES.desc()), Type.DOUBLES, array.name(), array);
    new Clearing(numbers, false).all(b);
    return with(body, 0, b.body());
  }

  private static List<Stmt> clearing(Stmt loop, Value array, Value from) {
    Builder b = Builder.root().at(loop.source());
    new Clearing(array, false).from(b, from);
    return b.body();
  }

  private static List<Stmt> with(List<Stmt> body, int at, List<Stmt> more) {
    List<Stmt> all = new ArrayList<>(body);
    all.addAll(at, more);
    return all;
  }

  private static boolean isTaken(Stmt s) {
    return isTaken(s, Residuals.ZEROS) || isTaken(s, Residuals.LINE);
  }

  private static boolean isTaken(Stmt s, String method) {
    return s.op() instanceof Op.Call call
        && call.owner().equals(Residuals.TAPE)
        && call.name().equals(method);
  }

  private static boolean uses(Stmt s, Value v) {
    return s.operands().contains(v)
        || s.regions().stream()
            .anyMatch(r ->
                !r.diverges() && r.yields().contains(v)
                    || r.body().stream().anyMatch(inner -> uses(inner, v)));
  }
}
