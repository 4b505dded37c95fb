package dev.cusp.ad.nonsmooth;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Box;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a function along the ray: as {@link Interpreter} does, but numbers that vary are germs, and
 * comparisons are decided by them.
 */
final class Walk {
  /** Statements after which a program is too long to follow. */
  private static final long MOST_STEPS = 50_000_000;

  private static final List<Object> NOTHING = List.of();

  private final Interpreter plain;
  private final Memory memory;
  private final CallsAlong calls;
  private final Departure departure;
  private final Numbering numbering = new Numbering();
  private final Map<Op, Field> fields = new HashMap<>();
  private final Map<Field, Object> statics = new HashMap<>();
  private long steps;
  private double largest;

  /**
   * A run.
   *
   * @param departure what is to see each statement, or null
   */
  Walk(Func f, Memory memory, Departure departure) {
    this.departure = departure;
    plain = Interpreter.of(f);
    this.memory = memory;
    calls = new CallsAlong(plain, memory);
  }

  /** Size of the largest number met. */
  double largest() {
    return largest;
  }

  /** Whether derivatives were stopped on the way. */
  boolean stops() {
    return calls.stops();
  }

  /** The results of a function at mirrored arguments. */
  List<Object> call(Func f, List<Object> args) {
    return new Frame().call(f, args);
  }

  /** The values of one activation of a function. */
  private final class Frame {
    private final Map<Value, Object> values = new IdentityHashMap<>();

    List<Object> call(Func f, List<Object> args) {
      for (int i = 0; i < args.size(); i++) {
        values.put(f.params().get(i), args.get(i));
      }
      return run(f.body());
    }

    private List<Object> run(Region region) {
      for (Stmt stmt : region.body()) {
        if (++steps > MOST_STEPS) {
          throw unresolved("too long to follow: " + MOST_STEPS + " steps", stmt.source());
        }
        List<Object> results = located(stmt);
        for (int i = 0; i < stmt.results().size(); i++) {
          values.put(stmt.results().get(i), results.get(i));
        }
      }
      return region.diverges() ? NOTHING : all(region.yields());
    }

    private List<Object> located(Stmt stmt) {
      try {
        switch (stmt.op()) {
          case Op.Apply(var callee) -> {
            return new Frame().call(callee.func(), all(stmt.operands()));
          }
          case Op.If _ -> {
            boolean first = (Integer) values.get(stmt.operand(0)) != 0;
            return run(stmt.regions().get(first ? 0 : 1));
          }
          case Op.Loop _ -> {
            return loop(stmt);
          }
          default -> {
            List<Object> operands = all(stmt.operands());
            List<Object> results = step(stmt, operands);
            if (departure != null) {
              departure.look(stmt, operands, results, plain);
            }
            return results.size() == 1 && results.getFirst() instanceof Germ g
                ? List.of(finished(stmt, operands, g.settled()))
                : results;
          }
        }
      } catch (Unresolved reason) {
        throw unresolved(reason.getMessage(), stmt.source());
      }
    }

    private List<Object> loop(Stmt stmt) {
      Region body = stmt.regions().getFirst();
      List<Object> now = all(stmt.operands());
      while (true) {
        for (int i = 0; i < now.size(); i++) {
          values.put(body.params().get(i), now.get(i));
        }
        List<Object> yields = run(body);
        now = yields.subList(1, yields.size());
        if ((Integer) yields.getFirst() == 0) {
          return now;
        }
      }
    }

    private List<Object> all(List<Value> wanted) {
      List<Object> found = new ArrayList<>(wanted.size());
      for (Value value : wanted) {
        found.add(values.get(value));
      }
      return found;
    }
  }

  static NonsmoothException unresolved(String reason, Source where) {
    return new NonsmoothException(NonsmoothException.Kind.UNRESOLVED, reason, where);
  }

  /** A germ as the program goes on with it: plain, known before, or marked as singular. */
  private Object finished(Stmt stmt, List<Object> operands, Germ g) {
    Germ result = g;
    Type type = stmt.result().type();
    if (g.isSingular()) {
      result = g.singular() == null ? g.singularAt(singular(stmt, operands)) : g;
    } else {
      double limit = g.value().limit();
      largest = Math.max(largest, Math.abs(limit));
      if (g.isPlain() && !type.isReference()) {
        return type.equals(Type.FLOAT) ? (Object) (float) limit : (Object) limit;
      }
    }
    boolean computed = stmt.op() instanceof Op.Arith || stmt.op() instanceof Op.Call;
    return computed ? numbering.first(List.of(stmt.op(), type), operands, result) : result;
  }

  /** The statement from which on a result is singular. */
  private static Source singular(Stmt stmt, List<Object> operands) {
    for (Object operand : operands) {
      if (operand instanceof Germ g && g.singular() != null) {
        return g.singular();
      }
    }
    return stmt.source();
  }

  private List<Object> step(Stmt stmt, List<Object> x) {
    boolean germs = hasGerm(x);
    Object known = germs ? null : plain(stmt.op(), x);
    if (known != null) {
      return List.of(known);
    }
    return switch (stmt.op()) {
      case Op.Arith(var kind) when germs -> List.of(arithmetic(stmt, kind, x));
      case Op.Convert(var to) when germs ->
          List.of(Conversions.convert((Germ) x.getFirst(), to.descriptorString()));
      case Op.Compare(var relation) when germs -> List.of(compare(relation, x) ? 1 : 0);
      case Op.Compare(var relation) when stmt.operand(0).type().isReference() ->
          List.of((x.get(0) == x.get(1)) == (relation == Op.Compare.Relation.EQ) ? 1 : 0);
      case Op.ThreeWay(var nanIsGreater) when germs -> List.of(threeWay(nanIsGreater, x));
      case Op.InstanceOf(var type) ->
          List.of(
              x.getFirst() != null && plain.type(type).isAssignableFrom(Memory.typeOf(x.getFirst()))
                  ? 1
                  : 0);
      case Op.CheckCast(var type) -> {
        Object ref = x.getFirst();
        if (ref != null && !plain.type(type).isAssignableFrom(Memory.typeOf(ref))) {
          throw new ClassCastException(
              Memory.typeOf(ref).getName() + " cannot be cast to " + plain.type(type).getName());
        }
        yield Collections.singletonList(ref);
      }
      case Op.NewArray(var type) ->
          List.of(
              Memory.create(plain.type(type), x.stream().mapToInt(n -> (Integer) n).toArray(), 0));
      case Op.Length _ when x.getFirst() instanceof Memory.Cells c -> List.of(c.length());
      case Op.Length _ when x.getFirst() instanceof Memory.Refs r -> List.of(r.elements().length);
      case Op.Load _ when x.getFirst() instanceof Memory.Cells c -> List.of(c.get(index(x)));
      case Op.Load _ when x.getFirst() instanceof Memory.Refs r ->
          Collections.singletonList(r.elements()[index(x)]);
      case Op.Store _ when x.getFirst() instanceof Memory.Cells c -> {
        c.set(index(x), x.get(2));
        yield NOTHING;
      }
      case Op.Store _ when x.getFirst() instanceof Memory.Refs r -> {
        r.elements()[index(x)] = x.get(2);
        yield NOTHING;
      }
      case Op.GetField op when Box.is(op.owner()) && x.getFirst() != null ->
          List.of(x.getFirst()); // a box is its number
      case Op.GetField op when x.getFirst() instanceof Memory.Obj o ->
          Collections.singletonList(
              memory.get(o, fields.computeIfAbsent(op, _ -> field(op.owner(), op.name()))));
      case Op.PutField op when x.getFirst() instanceof Memory.Obj o -> {
        o.set(fields.computeIfAbsent(op, _ -> field(op.owner(), op.name())), x.get(1));
        yield NOTHING;
      }
      case Op.GetStatic op -> {
        Field field = fields.computeIfAbsent(op, _ -> field(op.owner(), op.name()));
        yield Collections.singletonList(
            statics.containsKey(field)
                ? statics.get(field)
                : memory.mirror(plain.run(stmt, x).getFirst(), null));
      }
      case Op.PutStatic op -> {
        statics.put(fields.computeIfAbsent(op, _ -> field(op.owner(), op.name())), x.getFirst());
        yield NOTHING;
      }
      case Op.New op -> List.of(create(stmt, op, x));
      case Op.Call op -> calls.call(stmt, op, x);
      case Op.Dynamic _ -> calls.described(stmt, x);
      default -> plain.run(stmt, x);
    };
  }

  private static boolean hasGerm(List<Object> x) {
    for (Object operand : x) {
      if (operand instanceof Germ) {
        return true;
      }
    }
    return false;
  }

  private static Object plain(Op op, List<Object> x) {
    return switch (op) {
      case Op.Const(var value) when value instanceof Number -> value;
      case Op.Arith(var kind) when x.size() == 2 -> Plain.arithmetic(kind, x.get(0), x.get(1));
      case Op.Compare(var relation) -> Plain.compare(relation, x.get(0), x.get(1));
      default -> null;
    };
  }

  private static int index(List<Object> x) {
    return (Integer) x.get(1);
  }

  private static Object arithmetic(Stmt stmt, Op.Arith.Kind kind, List<Object> x) {
    Germ a = Germ.of(x.getFirst());
    Germ b = x.size() == 1 ? a : Germ.of(x.get(1));
    Germ r =
        switch (kind) {
          case ADD -> Germ.sum(a, b);
          case SUB -> Germ.difference(a, b);
          case MUL -> Germ.product(a, b);
          case DIV -> Germ.quotient(a, b);
          case REM -> GermMath.call("%", new Object[] {a, b});
          case NEG -> a.negated();
          case AND, OR, XOR, SHL, SHR, USHR ->
              throw new IllegalArgumentException(kind + " of numbers that vary");
        };
    return stmt.result().type().desc().descriptorString().equals("F") ? r.toFloat() : r;
  }

  private static boolean compare(Op.Compare.Relation relation, List<Object> x) {
    if (!isNumber(x.get(0)) || !isNumber(x.get(1))) {
      return (x.get(0) == x.get(1)) == (relation == Op.Compare.Relation.EQ);
    }
    Germ a = Germ.of(x.get(0));
    Germ b = Germ.of(x.get(1));
    if (a.value().isNaN() || b.value().isNaN()) {
      return relation == Op.Compare.Relation.NE;
    }
    int sign = Germ.compare(a, b);
    return switch (relation) {
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
      case EQ -> sign == 0;
      case NE -> sign != 0;
    };
  }

  private static boolean isNumber(Object x) {
    return x instanceof Germ || x instanceof Number;
  }

  private static int threeWay(boolean nanIsGreater, List<Object> x) {
    Germ a = Germ.of(x.get(0));
    Germ b = Germ.of(x.get(1));
    if (a.value().isNaN() || b.value().isNaN()) {
      return nanIsGreater ? 1 : -1;
    }
    return Germ.compare(a, b);
  }

  private Field field(ClassDesc owner, String name) {
    for (Class<?> c = plain.type(owner); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new IllegalStateException("no field " + name + " in " + owner.displayName());
  }

  private Object create(Stmt stmt, Op.New op, List<Object> x) {
    Class<?> type = plain.type(op.owner());
    if (Box.is(op.owner())) {
      return x.getFirst();
    }
    if (op.fields() == null || Throwable.class.isAssignableFrom(type)) {
      return calls.described(stmt, x).getFirst();
    }
    Memory.Obj object = new Memory.Obj(type, null, null);
    for (int i = 0; i < op.fields().size(); i++) {
      Op.New.Field f = op.fields().get(i);
      object.set(field(f.owner(), f.name()), x.get(op.arguments() + i));
    }
    return object;
  }
}
