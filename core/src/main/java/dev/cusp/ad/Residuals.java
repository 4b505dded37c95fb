package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ad.Nest.Def;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Tape;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of the forward sweep in the reverse sweep: keeps them, and finds them as the {@link
 * Plan} says.
 *
 * <p>In order of choice: the value is still in scope; it is cheap to compute again from what is at
 * hand; a branch hands it out; a loop keeps it, one entry a round, in residual memory. Results of
 * functions, of divisions and of what has been overwritten are kept, sums and products and loads
 * from unchanged memory are computed again.
 */
final class Residuals {
  static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();

  /** The method of the tape that gives zeros. */
  static final String ZEROS = "zeros";

  /** The method of the tape that gives zeros in an array of their own. */
  static final String LINE = "line";

  private static final Op DOUBLES =
      new Op.Call(
          Op.Call.Kind.VIRTUAL,
          TAPE,
          "doubles",
          MethodTypeDesc.of(Type.DOUBLES.desc(), CD_int, CD_int),
          false);

  private static final Op TAKE_LINE =
      new Op.Call(
          Op.Call.Kind.VIRTUAL,
          TAPE,
          LINE,
          MethodTypeDesc.of(Type.DOUBLES.desc(), CD_int, CD_int, CD_int),
          false);

  private static final Op TAKE_ARRAY =
      new Op.Call(
          Op.Call.Kind.VIRTUAL,
          TAPE,
          "array",
          MethodTypeDesc.of(Type.DOUBLES.desc(), CD_int, CD_int),
          false);

  private static final Op TAKE_GRID =
      new Op.Call(
          Op.Call.Kind.VIRTUAL,
          TAPE,
          "grid",
          MethodTypeDesc.of(Type.DOUBLES.desc().arrayType(), CD_int, CD_int, CD_int),
          false);

  private static final Op TAKE_UNCLEARED =
      new Op.Call(
          Op.Call.Kind.VIRTUAL,
          TAPE,
          "unclearedLine",
          MethodTypeDesc.of(Type.DOUBLES.desc(), CD_int, CD_int, CD_int),
          false);

  private final Nest nest;
  private final Rounds rounds;
  private final Plan plan;
  private final Value tape;

  Residuals(Nest nest, Rounds rounds, Plan plan, Value tape) {
    this.nest = nest;
    this.rounds = rounds;
    this.plan = plan;
    this.tape = tape;
  }

  /** Writes a value into residual memory where it is defined. */
  void save(Builder b, Value v) {
    if (plan.way(v) instanceof Plan.Way.Keep(Memory m, int _)) {
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
      int slot = ((Plan.Way.Keep) plan.way(v)).slot();
      m.arrays.put(v, array(b, v, slot, length));
    }
  }

  private Value array(Builder b, Value v, int slot, Value length) {
    ClassDesc component = plan.component(v);
    String name =
        switch (component.descriptorString()) {
          case "D" -> "doubles";
          case "F" -> "floats";
          case "J" -> "longs";
          case "I" -> "ints";
          case "B" -> "bytes";
          default -> "refs";
        };
    return array(b, name, new Type(component.arrayType()), v.name() + "s", slot, length);
  }

  private Value array(Builder b, String kind, Type type, String name, int slot, Value length) {
    MethodTypeDesc method = MethodTypeDesc.of(type.desc(), CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, kind, method, false);
    return b.value(op, type, name, tape, b.constant(slot), length);
  }

  private Value scratch(Sweep at, Value v, int slot) {
    Value length = get(at, nest.defs.get(v).stmt().operand(0));
    return array(at.builder(), ZEROS, v.type(), v.name(), slot, length);
  }

  /** Reads how far a loop's residual memory is filled. */
  void top(Builder b, Loop loop) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, "top", type, false);
    Memory m = plan.memory(loop);
    List<Value> operands = List.of(tape, b.constant(m.topSlot));
    b.append(new Stmt(op, operands, List.of(m.base), List.of(), b.source()));
  }

  void setTop(Builder b, Loop loop, Value top) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.VIRTUAL, TAPE, "top", type, false);
    b.effect(op, tape, b.constant(plan.memory(loop).topSlot), top);
  }

  /** Makes an array of residual memory, see {@link Versions}. */
  void rows(Builder b, Stmt make, int slot) {
    List<Value> operands = List.of(tape, b.constant(slot), make.operand(0));
    b.append(new Stmt(DOUBLES, operands, make.results(), List.of(), make.source()));
  }

  /**
   * Makes an array of a loop's round: where it was when the loop was in this round before. That
   * spares the allocation, and with it the way through memory that the processor has not cached.
   */
  void line(Builder b, Stmt make) {
    Value v = make.result();
    Value index = plan.way(v) instanceof Plan.Way.Keep(Memory m, int _) ? m.index : b.constant(0);
    List<Value> operands = List.of(tape, b.constant(plan.line(v)), index, make.operand(0));
    b.append(new Stmt(TAKE_LINE, operands, List.of(v), List.of(), make.source()));
  }

  /** Makes an array that is the same in every run, see {@link Workspace}. */
  void again(Builder b, Stmt make) {
    Value v = make.result();
    List<Value> operands = new ArrayList<>(List.of(tape, b.constant(plan.line(v))));
    operands.addAll(make.operands());
    Op take = make.operands().size() == 1 ? TAKE_ARRAY : TAKE_GRID;
    b.append(new Stmt(take, operands, List.of(v), List.of(), make.source()));
  }

  /** The taking of an array from the tape, zeroed or a line, as it has been left there. */
  static Stmt uncleared(Stmt take) {
    Op op = take.operands().size() == 3 ? DOUBLES : TAKE_UNCLEARED;
    return new Stmt(op, take.operands(), take.results(), List.of(), take.source());
  }

  /** The value, as the reverse sweep has it. */
  Value get(Sweep user, Value value) {
    Value v = value;
    while (plan.way(v) instanceof Plan.Way.Export(Value outside)) {
      v = outside;
    }
    if (plan.way(v) instanceof Plan.Way.InScope) {
      return v;
    }
    // found where the forward sweep has it, so that inner loops find it done
    Sweep at = user.of(v);
    Value known = at.known(v);
    if (known != null) {
      return known;
    }
    Value found =
        switch (plan.way(v)) {
          case Plan.Way.Counter(Loop loop) -> plan.memory(loop).round;
          case Plan.Way.Recompute _ -> recompute(at, v);
          case Plan.Way.Scratch(int slot) -> scratch(at, v, slot);
          case Plan.Way.Keep(Memory m, int _) -> fetch(at.builder(), v, m);
          case null, default -> throw new IllegalStateException("no way was planned for " + v);
        };
    at.know(v, found);
    return found;
  }

  private Value recompute(Sweep at, Value v) {
    Def def = nest.defs.get(v);
    Builder b = at.builder();
    if (def.stmt().op() instanceof Op.Loop) {
      Loop loop = nest.loops.get(def.stmt());
      return rounds.end(b, loop, x -> get(at, x));
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
