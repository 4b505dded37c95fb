package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Lane.Condition;
import dev.cusp.device.cpu.Lane.Uniform;
import dev.cusp.device.cpu.Lane.Varying;
import dev.cusp.device.cpu.Simd.Kind;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A body for several elements at once. Both branches of an {@code if} are computed, and each lane
 * takes what it wants: bodies have no effects. What is the same in all lanes is computed once,
 * before the loop.
 */
final class Vectorize {
  /** A body that cannot be computed in vectors. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  final Simd simd;

  /** Where what is the same in all rounds is computed. */
  private final Builder outside;

  private final Map<Value, Map<Kind, Value>> broadcasts = new HashMap<>();

  /** Numbers that can only be 0 or 1. */
  private final Set<Value> flags = new HashSet<>();

  private final VectorCalls calls = new VectorCalls(this);

  /** The lanes that matter, where not all do. */
  Condition active;

  Vectorize(Simd simd, Builder outside) {
    this.simd = simd;
    this.outside = outside;
  }

  /** The results of a function for some arguments. */
  List<Lane> apply(Func f, List<Lane> args, Builder b) throws Refused {
    Map<Value, Lane> env = new IdentityHashMap<>();
    for (int i = 0; i < args.size(); i++) {
      env.put(f.params().get(i), args.get(i));
    }
    return region(f.body(), env, b);
  }

  private List<Lane> region(Region region, Map<Value, Lane> env, Builder b) throws Refused {
    for (Stmt s : region.body()) {
      stmt(s, env, b);
    }
    if (region.diverges()) {
      throw new Refused("it may throw");
    }
    return region.yields().stream().map(env::get).toList();
  }

  private void stmt(Stmt s, Map<Value, Lane> env, Builder b) throws Refused {
    List<Lane> operands = s.operands().stream().map(env::get).toList();
    boolean isUniform =
        s.regions().isEmpty() && operands.stream().allMatch(Uniform.class::isInstance);
    if (s.op() instanceof Op.If) {
      branch(s, operands.getFirst(), env, b);
    } else if (isUniform && isSimple(s)) {
      List<Value> xs = operands.stream().map(x -> ((Uniform) x).value()).toList();
      Value r = s.result();
      Value x = outside.value(s.op(), r.type(), r.name(), xs);
      if (s.op() instanceof Op.Compare || s.op() instanceof Op.Const(Integer c) && (c & ~1) == 0) {
        flags.add(x);
      }
      env.put(r, new Uniform(x));
    } else {
      Lane result =
          switch (s.op()) {
            case Op.Arith(var kind) -> arith(kind, s.result().type(), operands, b);
            case Op.Compare(var relation) ->
                compare(relation.name(), s.operand(0).type(), operands.get(0), operands.get(1), b);
            case Op.ThreeWay(var greater) -> threeWay(greater, s.operand(0).type(), operands, b);
            case Op.Convert _ -> convert(s, operands.getFirst(), b);
            case Op.Call call -> calls.of(s, call, operands, b);
            default -> throw new Refused("it has a " + s.op());
          };
      env.put(s.result(), result);
    }
  }

  /** What neither throws nor does anything but give a result. */
  private static boolean isSimple(Stmt s) {
    boolean divides =
        s.op() instanceof Op.Arith(var kind)
            && (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM)
            && !s.result().type().isFloating();
    boolean isCall = s.op() instanceof Op.Call call && VectorCalls.isFunction(call);
    boolean isConstant = s.op() instanceof Op.GetStatic field && field.isFinal();
    boolean isPlain = isConstant || s.op().isPure() && !(s.op() instanceof Op.Call);
    return (isPlain || isCall) && !divides && !s.result().type().isReference();
  }

  /** As a vector of a kind. */
  Value vector(Lane x, Kind kind, Builder b) throws Refused {
    return switch (x) {
      case Uniform(Value value) -> broadcast(kind, value);
      case Varying(Value vector, _) -> vector;
      case Condition(Value mask, Kind of) -> {
        Value m = of == kind ? mask : simd.castMask(b, kind, mask);
        Value zero = broadcast(kind, outside.constant(0));
        yield simd.blend(b, kind, zero, broadcast(kind, outside.constant(1)), m);
      }
    };
  }

  Value broadcast(Kind kind, Value x) throws Refused {
    check(kind);
    Map<Kind, Value> known = broadcasts.computeIfAbsent(x, _ -> new HashMap<>());
    return known.computeIfAbsent(kind, _ -> simd.broadcast(outside, kind, x));
  }

  /** Vectors of doubles have half as many lanes, and then all others must have, too. */
  void check(Kind kind) throws Refused {
    if (simd.lanes * kind.bits > VectorStrip.BITS) {
      throw new Refused("too wide");
    }
  }

  /** As a mask for vectors of a kind. */
  Value mask(Lane x, Kind kind, Builder b) throws Refused {
    check(kind);
    if (x instanceof Condition(Value mask, Kind of)) {
      return of == kind ? mask : simd.castMask(b, kind, mask);
    }
    Value zero = broadcast(Kind.INT, outside.constant(0));
    Value mask = simd.compare(b, Kind.INT, "NE", vector(x, Kind.INT, b), zero);
    return kind == Kind.INT ? mask : simd.castMask(b, kind, mask);
  }

  private Lane arith(Op.Arith.Kind op, Type type, List<Lane> xs, Builder b) throws Refused {
    Kind kind = Kind.of(type);
    check(kind);
    boolean isLogic = op == Op.Arith.Kind.AND || op == Op.Arith.Kind.OR;
    if (isLogic && xs.get(0) instanceof Condition c && xs.get(1) instanceof Condition) {
      Value y = mask(xs.get(1), c.kind(), b);
      return new Condition(
          simd.mask(b, op.name().toLowerCase(java.util.Locale.ROOT), c.mask(), y), c.kind());
    }
    Value x = vector(xs.getFirst(), kind, b);
    if (op == Op.Arith.Kind.NEG) {
      return new Varying(simd.unary(b, kind, "neg", x), kind);
    }
    Value result =
        switch (op) {
          case ADD -> simd.binary(b, kind, "add", x, vector(xs.get(1), kind, b));
          case SUB -> simd.binary(b, kind, "sub", x, vector(xs.get(1), kind, b));
          case MUL -> simd.binary(b, kind, "mul", x, vector(xs.get(1), kind, b));
          case AND -> simd.binary(b, kind, "and", x, vector(xs.get(1), kind, b));
          case OR -> simd.binary(b, kind, "or", x, vector(xs.get(1), kind, b));
          case XOR -> simd.lanewise(b, kind, "XOR", x, vector(xs.get(1), kind, b));
          case SHL -> shift("LSHL", kind, x, xs.get(1), b);
          case SHR -> shift("ASHR", kind, x, xs.get(1), b);
          case USHR -> shift("LSHR", kind, x, xs.get(1), b);
          case DIV -> {
            if (!kind.isFloating()) {
              throw new Refused("integers are divided");
            }
            yield simd.binary(b, kind, "div", x, vector(xs.get(1), kind, b));
          }
          default -> throw new Refused("it has a remainder");
        };
    return new Varying(result, kind);
  }

  private Value shift(String op, Kind kind, Value x, Lane by, Builder b) throws Refused {
    if (by instanceof Uniform(Value count)) {
      return simd.shift(b, kind, op, x, count);
    }
    Value counts = vector(by, Kind.INT, b);
    Value same = kind == Kind.INT ? counts : simd.convert(b, Kind.INT, kind, counts);
    return simd.lanewise(b, kind, op, x, same);
  }

  private Lane compare(String relation, Type type, Lane x, Lane y, Builder b) throws Refused {
    if (type.isReference()) {
      throw new Refused("references are compared");
    }
    Kind kind = Kind.of(type);
    check(kind);
    Value mask = simd.compare(b, kind, relation, vector(x, kind, b), vector(y, kind, b));
    return new Condition(mask, kind);
  }

  private Lane threeWay(boolean greater, Type type, List<Lane> xs, Builder b) throws Refused {
    Lane less = compare(greater ? "LT" : "GT", type, xs.get(0), xs.get(1), b);
    Lane equal = compare("EQ", type, xs.get(0), xs.get(1), b);
    Value first = broadcast(Kind.INT, outside.constant(greater ? -1 : 1));
    Value other = broadcast(Kind.INT, outside.constant(greater ? 1 : -1));
    Value zero = broadcast(Kind.INT, outside.constant(0));
    Value y = simd.blend(b, Kind.INT, other, zero, mask(equal, Kind.INT, b));
    return new Varying(simd.blend(b, Kind.INT, y, first, mask(less, Kind.INT, b)), Kind.INT);
  }

  private Lane convert(Stmt s, Lane x, Builder b) throws Refused {
    Kind from = Kind.of(s.operand(0).type());
    Kind to = Kind.of(s.result().type());
    check(from);
    check(to);
    String target = ((Op.Convert) s.op()).to().descriptorString();
    Value v = vector(x, from, b);
    Value wide = from == to ? v : simd.convert(b, from, to, v);
    return switch (target) {
      case "B" -> new Varying(narrow(wide, 24, "ASHR", b), Kind.INT);
      case "S" -> new Varying(narrow(wide, 16, "ASHR", b), Kind.INT);
      case "C" -> new Varying(narrow(wide, 16, "LSHR", b), Kind.INT);
      default -> new Varying(wide, to);
    };
  }

  private Value narrow(Value x, int by, String back, Builder b) {
    Value up = simd.shift(b, Kind.INT, "LSHL", x, b.constant(by));
    return simd.shift(b, Kind.INT, back, up, b.constant(by));
  }

  private void branch(Stmt s, Lane condition, Map<Value, Lane> env, Builder b) throws Refused {
    Kind of = condition instanceof Condition c ? c.kind() : Kind.INT;
    Value holds = mask(condition, of, b);
    Condition before = active;
    active = both(before, holds, of, b);
    List<Lane> first = region(s.regions().get(0), env, b);
    active = both(before, simd.not(b, holds), of, b);
    List<Lane> second = region(s.regions().get(1), env, b);
    active = before;
    for (int i = 0; i < s.results().size(); i++) {
      Value r = s.results().get(i);
      env.put(r, choose(holds, of, r.type(), first.get(i), second.get(i), b));
    }
  }

  private Condition both(Condition before, Value mask, Kind kind, Builder b) throws Refused {
    return new Condition(
        before == null ? mask : simd.mask(b, "and", mask(before, kind, b), mask), kind);
  }

  private Lane choose(Value holds, Kind of, Type type, Lane x, Lane y, Builder b) throws Refused {
    if (x.equals(y)) {
      return x;
    }
    if (type.isReference()) {
      throw new Refused("references are chosen");
    }
    Kind kind = Kind.of(type);
    check(kind);
    boolean isCondition = x instanceof Condition || y instanceof Condition;
    if (isCondition && isFlag(x) && isFlag(y)) {
      Value p = simd.mask(b, "and", mask(x, of, b), holds);
      Value q = simd.mask(b, "and", mask(y, of, b), simd.not(b, holds));
      return new Condition(simd.mask(b, "or", p, q), of);
    }
    Value m = of == kind ? holds : simd.castMask(b, kind, holds);
    return new Varying(simd.blend(b, kind, vector(y, kind, b), vector(x, kind, b), m), kind);
  }

  /** Whether something can only be 0 or 1. */
  private boolean isFlag(Lane x) {
    return x instanceof Condition || x instanceof Uniform(Value v) && flags.contains(v);
  }

  /** A value of each lane from a function of numbers, one lane after the other. */
  Lane each(Op.Call call, List<Lane> xs, Builder b) throws Refused {
    Kind kind = Kind.of(Type.of(call.type().returnType()));
    check(kind);
    List<Kind> kinds = new ArrayList<>();
    List<Value> vectors = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      kinds.add(Kind.of(Type.of(call.type().parameterType(i))));
      check(kinds.get(i));
      vectors.add(vector(xs.get(i), kinds.get(i), b));
    }
    if (active == null) {
      return new Varying(each(call, kind, vectors, kinds, b), kind);
    }
    Value zero = broadcast(kind, outside.zero(kind.element));
    Value any = simd.any(b, active.mask());
    Builder.Body scalar = in -> in.region(List.of(each(call, kind, vectors, kinds, in)));
    Builder.Body nothing = in -> in.region(List.of(zero));
    return new Varying(b.branch(any, List.of(kind.type), "each", scalar, nothing).getFirst(), kind);
  }

  private Value each(Op.Call call, Kind kind, List<Value> vectors, List<Kind> kinds, Builder b) {
    List<Value> arrays = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      Value array = array(b, kinds.get(i));
      simd.store(b, kinds.get(i), vectors.get(i), array, b.constant(0), null);
      arrays.add(array);
    }
    Value out = array(b, kind);
    Loops.Round round =
        (in, i, _) -> {
          List<Value> args = arrays.stream().map(a -> in.load(a, i, "x")).toList();
          in.store(out, i, in.value(call, kind.element, call.name(), args));
          return List.of();
        };
    Loops.count(b, b.constant(0), b.constant(simd.lanes), 1, List.of(), round);
    return simd.load(b, kind, out, b.constant(0), null);
  }

  private Value array(Builder b, Kind kind) {
    Type type = new Type(kind.element.desc().arrayType());
    return b.value(new Op.NewArray(type.desc()), type, "lanes", b.constant(simd.lanes));
  }
}
