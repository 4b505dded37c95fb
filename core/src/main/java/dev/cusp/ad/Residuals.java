package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ad.Aliases.Access;
import dev.cusp.ad.Nest.Def;
import dev.cusp.ad.Nest.Kind;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Tape;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the reverse sweep gets the values of the forward sweep that it needs.
 *
 * <p>In order of choice: the value is still in scope; it is cheap to compute again from what is at
 * hand; a branch hands it out; a loop keeps it, one entry a round, in residual memory. Results of
 * functions, of divisions and of what has been overwritten are kept, sums and products and loads
 * from unchanged memory are computed again.
 */
final class Residuals {
  static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();

  /** Operations a value may cost to compute again before it is kept instead. */
  private static final int CHEAP = 20;

  private static final int NEVER = 1 << 20;

  /** How many rounds a loop is taken to have where memories are compared. */
  private static final double ROUNDS = 16;

  /** How a value is had in the reverse sweep. */
  private sealed interface Way {
    /** It is in scope. */
    record InScope() implements Way {}

    /** The loop's counter, which the reverse loop counts down. */
    record Counter(Loop loop) implements Way {}

    /** Computed again. */
    record Recompute() implements Way {}

    /** A result that was added to the branch it is defined in. */
    record Export(Value outside) implements Way {}

    /** Kept in residual memory by a loop. */
    record Keep(Memory memory, int slot) implements Way {}
  }

  /** What a loop keeps, and the variables that find it while code is generated. */
  static final class Memory {
    final List<Value> kept = new ArrayList<>();
    final Map<Value, Value> arrays = new IdentityHashMap<>();

    /** The first entry of this execution of the loop; null where it is 0. */
    Value base;

    Value index;
    Value round;
    int topSlot = -1;
  }

  private final Nest nest;
  private final Aliases aliases;
  private final Map<Value, Way> ways = new IdentityHashMap<>();
  private final Map<Value, Integer> costs = new IdentityHashMap<>();
  private final Map<Loop, Memory> memories = new IdentityHashMap<>();
  private final Map<Scope, List<Value>> exports = new IdentityHashMap<>();

  /** What a function called by recursion keeps of one call. */
  private final Memory frame = new Memory();

  private final Value tape;
  private final Restores restores;
  private int slots;

  Residuals(Nest nest, Aliases aliases, Value tape, Restores restores) {
    this.nest = nest;
    this.aliases = aliases;
    this.tape = tape;
    this.restores = restores;
  }

  /** Another plan to be made. */
  Residuals fresh() {
    return with(restores);
  }

  /** Another plan to be made, with other arrays restored. */
  Residuals with(Restores restored) {
    return new Residuals(nest, aliases, tape, restored);
  }

  Memory memory(Loop loop) {
    return memories.computeIfAbsent(loop, l -> new Memory());
  }

  /** Whether a loop keeps anything. */
  boolean keeps(Loop loop) {
    return memories.containsKey(loop) && !memories.get(loop).kept.isEmpty();
  }

  boolean usesTape() {
    return memories.values().stream().anyMatch(m -> !m.kept.isEmpty());
  }

  int slots() {
    return slots;
  }

  /**
   * Decides for all values that the reverse sweep asked for.
   *
   * @param preferred values to be kept, so that others can be computed from them again
   */
  Residuals plan(Iterable<Value> demanded, Iterable<Value> preferred) {
    preferred.forEach(v -> keep(v, memory(nest.defs.get(v).scope().home())));
    List<Value> sorted = new ArrayList<>();
    demanded.forEach(sorted::add);
    sorted.sort((a, b) -> Integer.compare(nest.defs.get(a).order(), nest.defs.get(b).order()));
    sorted.forEach(this::decide);
    planBases();
    return this;
  }

  /** The bytes kept in a round, those of inner loops counted for many rounds. */
  double weight() {
    double weight = 0;
    for (Map.Entry<Loop, Memory> e : memories.entrySet()) {
      int loops = 0;
      for (Scope s = e.getKey().body; s != null; s = s.parent) {
        loops += s.kind == Kind.LOOP ? 1 : 0;
      }
      for (Value v : e.getValue().kept) {
        weight += bytes(v) * Math.pow(ROUNDS, loops);
      }
    }
    return weight;
  }

  private int bytes(Value v) {
    return switch (component(v).descriptorString()) {
      case "B" -> 1;
      case "I", "F" -> 4;
      default -> 8;
    };
  }

  /** Values that are not kept, but from which kept ones could be computed again. */
  List<Value> alternatives() {
    Set<Value> found = new LinkedHashSet<>();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Memory m : memories.values()) {
      m.kept.forEach(v -> leaves(v, true, seen, found));
    }
    found.removeIf(v -> ways.get(v) instanceof Way.Keep);
    return List.copyOf(found);
  }

  private void leaves(Value v, boolean top, Set<Value> seen, Set<Value> found) {
    Def def = nest.defs.get(v);
    if (!seen.add(v) || def.stmt() == null || isInScope(def) || def.scope().home().free) {
      return;
    }
    if (ownCost(v, def) < NEVER) {
      sources(v, def).forEach(x -> leaves(x, false, seen, found));
    } else if (!top) {
      found.add(v);
    }
  }

  /** A loop inside another that keeps something has to know where its entries begin. */
  private void planBases() {
    List<Loop> inner = new ArrayList<>();
    for (Loop loop : memories.keySet()) {
      if (keeps(loop) && loop.outer.home().kind == Kind.LOOP && !loop.outer.home().free) {
        inner.add(loop);
      }
    }
    inner.sort((a, b) -> Integer.compare(depth(b.outer), depth(a.outer)));
    List<Loop> all = new ArrayList<>(inner);
    for (int i = 0; i < all.size(); i++) {
      Loop loop = all.get(i);
      Memory m = memory(loop);
      if (m.topSlot >= 0) {
        continue;
      }
      m.topSlot = slots++;
      m.base = new Value(Type.INT, "base");
      nest.define(m.base, loop.outer, nest.defs.size());
      Loop around = loop.outer.home().loop;
      keep(m.base, memory(around));
      Scope beyond = around.outer.home();
      if (beyond.kind == Kind.LOOP && !beyond.free && !all.contains(around)) {
        all.add(around);
      }
    }
  }

  private static int depth(Scope s) {
    int depth = 0;
    for (Scope x = s; x != null; x = x.parent) {
      depth++;
    }
    return depth;
  }

  /** Makes sure that a value can be had. */
  private void decide(Value v) {
    if (ways.containsKey(v)) {
      return;
    }
    Def def = nest.defs.get(v);
    if (def == null) {
      throw new IllegalStateException("value " + v + " is not defined in the function");
    }
    if (isInScope(def)) {
      ways.put(v, new Way.InScope());
    } else if (isCounter(v, def)) {
      ways.put(v, new Way.Counter(def.scope().loop));
    } else if (cost(v) <= CHEAP) {
      ways.put(v, new Way.Recompute());
      sources(v, def).forEach(this::decide);
    } else if (def.scope().home().free) {
      export(v, def.scope());
    } else {
      keep(v, memory(def.scope().home()));
    }
  }

  private Memory memory(Scope home) {
    return home.kind == Kind.LOOP ? memory(home.loop) : frame;
  }

  Memory frame() {
    return frame;
  }

  /** In a free region, or a parameter of the function, which both sweeps are given. */
  private boolean isInScope(Def def) {
    return def.scope().free || def.scope() == nest.root && def.isParam();
  }

  private void export(Value v, Scope scope) {
    Value outside = new Value(v.type(), v.name());
    ways.put(v, new Way.Export(outside));
    exports.computeIfAbsent(scope, s -> new ArrayList<>()).add(v);
    nest.define(outside, scope.parent, nest.defs.get(v).order());
    if (scope.parent.free) {
      ways.put(outside, new Way.InScope());
    } else {
      export(outside, scope.parent);
    }
  }

  private void keep(Value v, Memory memory) {
    ways.put(v, new Way.Keep(memory, slots++));
    memory.kept.add(v);
    costs.put(v, 0);
  }

  private boolean isCounter(Value v, Def def) {
    return def.stmt() == null && def.scope().kind == Kind.LOOP && def.scope().loop.counter() == v;
  }

  /** The values from which a value would be computed again. */
  private List<Value> sources(Value v, Def def) {
    if (def.stmt() == null) {
      Loop loop = def.scope().loop;
      return List.of(loop.counter(), loop.start(), initial(v, loop));
    }
    if (def.stmt().op() instanceof Op.Loop) {
      Loop loop = nest.loops.get(def.stmt());
      return List.of(loop.start(), bound(loop));
    }
    return def.stmt().operands();
  }

  private static Value initial(Value param, Loop loop) {
    return loop.stmt.operand(loop.region().params().indexOf(param));
  }

  /** What it costs to compute a value again, from what is kept or in scope anyway. */
  private int cost(Value v) {
    Integer known = costs.get(v);
    if (known != null) {
      return known;
    }
    costs.put(v, NEVER);
    Def def = nest.defs.get(v);
    int cost;
    if (isInScope(def) || isCounter(v, def) || ways.containsKey(v)) {
      cost = 0;
    } else if (def.stmt() == null) {
      cost = NEVER;
    } else {
      cost = ownCost(v, def);
      for (Value source : cost >= NEVER ? List.<Value>of() : sources(v, def)) {
        cost = Math.min(NEVER, cost + costFrom(def, source));
      }
    }
    costs.put(v, cost);
    return cost;
  }

  /** A value from further out is kept there once for all rounds of the loop it is used in. */
  private int costFrom(Def user, Value source) {
    Def def = nest.defs.get(source);
    boolean fromOutside = def.scope().home() != user.scope().home();
    return fromOutside ? Math.min(1, cost(source)) : cost(source);
  }

  private int ownCost(Value v, Def def) {
    return switch (def.stmt().op()) {
      case Op.Const _ -> 0;
      case Op.Arith(var kind) -> {
        boolean divides = kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM;
        boolean quick =
            !v.type().isFloating()
                && divides
                && nest.constant(def.stmt().operand(1)) instanceof Integer n
                && n != 0;
        yield divides && !quick ? NEVER : 1;
      }
      case Op.Convert _, Op.Compare _, Op.ThreeWay _, Op.InstanceOf _, Op.Length _ -> 1;
      case Op.CheckCast _ -> 1;
      case Op.GetField get -> isUnchanged(def, def.stmt().operand(0), Aliases.key(get)) ? 1 : NEVER;
      case Op.Load _ -> isUnchanged(def.stmt()) || restores.canRepeat(v) ? 1 : NEVER;
      case Op.GetStatic get -> get.isFinal() ? 1 : NEVER;
      case Op.Loop _ -> {
        Loop loop = nest.loops.get(def.stmt());
        yield loop.induction >= 0 && loop.end() == v && bound(loop) != null ? 2 : NEVER;
      }
      default -> NEVER;
    };
  }

  /** The invariant a counting loop's counter ends at, or null. */
  private Value bound(Loop loop) {
    if (!loop.simple || loop.induction < 0) {
      return null;
    }
    Def again = nest.defs.get(loop.shape.again());
    if (again == null
        || again.stmt() == null
        || !(again.stmt().op() instanceof Op.Compare(var r))) {
      return null;
    }
    boolean fits =
        again.stmt().operand(0) == loop.counter()
            && (loop.step > 0
                ? r == Op.Compare.Relation.LT || r == Op.Compare.Relation.LE
                : r == Op.Compare.Relation.GT || r == Op.Compare.Relation.GE);
    Value limit = again.stmt().operand(1);
    Scope at = nest.defs.get(limit).scope();
    boolean invariant = nest.constant(limit) != null || isAround(at, loop.outer);
    return fits && invariant ? limit : null;
  }

  private static boolean isAround(Scope scope, Scope inner) {
    for (Scope s = inner; s != null; s = s.parent) {
      if (s == scope) {
        return true;
      }
    }
    return false;
  }

  /** The rounds of a counting loop, before it runs: max(0, bound - start); null if not known. */
  Value rounds(Builder b, Loop loop, java.util.function.UnaryOperator<Value> get) {
    Value bound = bound(loop);
    if (bound == null) {
      return null;
    }
    Value end = end(b, loop, get.apply(loop.start()), limit(b, bound, get));
    Value start = get.apply(loop.start());
    return loop.step > 0 ? b.sub(end, start) : b.sub(start, end);
  }

  private Value limit(Builder b, Value bound, java.util.function.UnaryOperator<Value> get) {
    return nest.constant(bound) instanceof Integer n ? b.constant(n) : get.apply(bound);
  }

  private Value end(Builder b, Loop loop, Value start, Value bound) {
    Op.Compare again = (Op.Compare) nest.defs.get(loop.shape.again()).stmt().op();
    Value limit =
        switch (again.relation()) {
          case LE -> b.add(bound, b.constant(1));
          case GE -> b.sub(bound, b.constant(1));
          default -> bound;
        };
    return call(b, "java.lang.Math", loop.step > 0 ? "max" : "min", start, limit);
  }

  private static Value call(Builder b, String owner, String name, Value x, Value y) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.STATIC, ClassDesc.of(owner), name, type, false);
    return b.value(op, Type.INT, "n", x, y);
  }

  /** Whether nothing is stored to an element after it was loaded. */
  boolean isUnchanged(Stmt load) {
    return isUnchanged(nest.defs.get(load.result()), load.operand(0), Aliases.ELEMENTS);
  }

  /**
   * Whether what a load reads is still there in the reverse sweep: nothing writes to its place
   * after it, as long as the same object is meant.
   */
  private boolean isUnchanged(Def load, Value object, String part) {
    if (!nest.root.free) {
      return false;
    }
    Aliases.Place place = aliases.place(object);
    int origin = Integer.MAX_VALUE;
    Path where = load.path();
    for (Access o : place.origins) {
      origin = Math.min(origin, Path.common(o.path(), where));
    }
    if (place.origins.isEmpty()) {
      origin = 0;
    }
    for (Access write : place.writes) {
      if (!write.part().equals(part)) {
        continue;
      }
      if (write.path().isElsewhere()) {
        return false;
      }
      int common = Path.common(write.path(), where);
      Path mine = where.up(common);
      Path other = write.path().up(common);
      boolean before = other.index() < mine.index();
      boolean exclusive = other.index() == mine.index() && otherBranch(write.path(), where, common);
      boolean again = common > origin && mine.loopBetween(origin, common);
      if (!(before || exclusive) || again) {
        return false;
      }
    }
    return true;
  }

  private static boolean otherBranch(Path a, Path b, int common) {
    return a.depth() > common
        && b.depth() > common
        && a.up(common + 1).around() == b.up(common + 1).around()
        && a.up(common + 1).region() != b.up(common + 1).region();
  }

  // ---- forward sweep

  /** The values a branch hands out beyond its results. */
  List<Value> exports(Scope branch) {
    return exports.getOrDefault(branch, List.of());
  }

  Value outside(Value exported) {
    return ((Way.Export) ways.get(exported)).outside();
  }

  boolean isKept(Value v) {
    return ways.get(v) instanceof Way.Keep;
  }

  /** Writes a value into residual memory where it is defined. */
  void save(Builder b, Value v) {
    if (ways.get(v) instanceof Way.Keep(Memory m, int _)) {
      Value array = m.arrays.get(v);
      Value stored = v;
      if (array.type().desc().componentType().equals(CD_byte)) {
        stored = b.value(new Op.Convert(CD_byte), Type.INT, v.name(), v);
      }
      b.store(array, m.index, stored);
    }
  }

  /** Finds the arrays that a loop keeps its values in. */
  void open(Builder b, Memory m, Value length) {
    for (Value v : m.kept) {
      int slot = ((Way.Keep) ways.get(v)).slot();
      m.arrays.put(v, array(b, v, slot, length));
    }
  }

  private Value array(Builder b, Value v, int slot, Value length) {
    ClassDesc component = component(v);
    String name =
        switch (component.descriptorString()) {
          case "D" -> "doubles";
          case "F" -> "floats";
          case "J" -> "longs";
          case "I" -> "ints";
          case "B" -> "bytes";
          default -> "refs";
        };
    MethodTypeDesc type = MethodTypeDesc.of(component.arrayType(), CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, name, type, false);
    Type array = new Type(component.arrayType());
    return b.value(op, array, v.name() + "s", tape, b.constant(slot), length);
  }

  private ClassDesc component(Value v) {
    if (v.type().isReference()) {
      return CD_Object;
    }
    Def def = nest.defs.get(v);
    boolean bit = def.stmt() != null && def.stmt().op() instanceof Op.Compare;
    if (bit) {
      return CD_byte;
    }
    return switch (v.type().desc().descriptorString()) {
      case "D" -> CD_double;
      case "F" -> CD_float;
      case "J" -> CD_long;
      default -> CD_int;
    };
  }

  /** Reads how far a loop's residual memory is filled. */
  void top(Builder b, Loop loop) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, "top", type, false);
    Memory m = memory(loop);
    List<Value> operands = List.of(tape, b.constant(m.topSlot));
    b.append(new Stmt(op, operands, List.of(m.base), List.of(), b.source()));
  }

  void setTop(Builder b, Loop loop, Value top) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, "top", type, false);
    b.effect(op, tape, b.constant(memory(loop).topSlot), top);
  }

  // ---- reverse sweep

  /** The value, as the reverse sweep has it. */
  Value get(Sweep user, Value v) {
    if (ways.get(v) instanceof Way.InScope) {
      return v;
    }
    // found where the forward sweep has it, so that inner loops find it done
    Sweep at = user.of(v);
    Value known = at.known(v);
    if (known != null) {
      return known;
    }
    Value found =
        switch (ways.get(v)) {
          case Way.InScope _ -> v;
          case Way.Counter(Loop loop) -> memory(loop).round;
          case Way.Export(Value outside) -> get(at, outside);
          case Way.Recompute _ -> recompute(at, v);
          case Way.Keep(Memory m, int _) -> fetch(at.builder(), v, m);
          case null -> throw new IllegalStateException("no way was planned for " + v);
        };
    at.know(v, found);
    return found;
  }

  private Value recompute(Sweep at, Value v) {
    Def def = nest.defs.get(v);
    Builder b = at.builder();
    if (def.stmt().op() instanceof Op.Loop) {
      Loop loop = nest.loops.get(def.stmt());
      Value start = get(at, loop.start());
      return end(b, loop, start, limit(b, bound(loop), x -> get(at, x)));
    }
    List<Value> xs = def.stmt().operands().stream().map(x -> get(at, x)).toList();
    return b.value(def.stmt().op(), v.type(), v.name(), xs);
  }

  private Value fetch(Builder b, Value v, Memory m) {
    Value loaded = b.load(m.arrays.get(v), m.index, v.name());
    if (v.type().isReference()) {
      return ShadowTypes.cast(b, loaded, v.type());
    }
    return loaded;
  }
}
