package dev.cusp.lift;

import dev.cusp.ir.Op.Compare.Relation;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.OperatorInstruction;

/** Reads the comparison before a conditional jump. */
final class Conditions {
  private Conditions() {}

  /** Whether the instruction compares to -1, 0 or 1 and the next one jumps on that. */
  static boolean isFused(Code code, int instruction, int end) {
    return instruction == end - 2 && isThreeWay(code.instructions.get(instruction));
  }

  private static boolean isThreeWay(Instruction instruction) {
    return instruction instanceof OperatorInstruction o
        && switch (o.opcode()) {
          case LCMP, DCMPG, DCMPL, FCMPG, FCMPL -> true;
          default -> false;
        };
  }

  /** A value that is 1 or 0, and whether it stands for its contrary. */
  record Condition(Value value, boolean negated) {
    /** The same as a value that stands for itself. */
    Value plain(Scope scope) {
      return negated ? scope.not(value) : value;
    }
  }

  /** The condition under which a conditional jump is not taken. */
  static Condition fallsThrough(Session session, Code code, int jump, State state, Scope scope) {
    Opcode opcode = code.instructions.get(jump).opcode();
    return switch (opcode) {
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE ->
          new Condition(compare(negated(relation(opcode)), state, scope), false);
      case IF_ACMPEQ, IF_ACMPNE -> {
        Value y = state.pop();
        Value x = state.pop();
        Value a = identity(session, x, scope);
        Value b = identity(session, y, scope);
        yield new Condition(scope.compare(negated(relation(opcode)), a, b), false);
      }
      case IFNULL, IFNONNULL -> {
        Value x = state.pop();
        Relation relation = opcode == Opcode.IFNULL ? Relation.NE : Relation.EQ;
        yield new Condition(scope.compare(relation, x, scope.zero(x.type())), false);
      }
      default -> {
        boolean fused = jump > 0 && isThreeWay(code.instructions.get(jump - 1));
        if (fused) {
          yield fused(code.instructions.get(jump - 1).opcode(), relation(opcode), state, scope);
        }
        Value x = state.pop();
        if (session.isBoolean(x) && (opcode == Opcode.IFEQ || opcode == Opcode.IFNE)) {
          yield new Condition(x, opcode == Opcode.IFNE);
        }
        Value value = scope.compare(negated(relation(opcode)), x, scope.constant(0));
        yield new Condition(value, false);
      }
    };
  }

  /** What an object is known by: the one in the static field, if it was made anew for that. */
  private static Value identity(Session session, Value object, Scope scope) {
    Value original = session.anew.getOrDefault(object, object);
    if (original == object
        && !session.anew.isEmpty()
        && StandIns.isSubclass(object.type().desc())) {
      throw new LiftException(
          "collections are compared by == where one may be that of a static final field, which is"
              + " made anew for each read; compare them by equals, or by a number of your own"
              + Walk.trace(scope.source()));
    }
    return original;
  }

  private static Value compare(Relation relation, State state, Scope scope) {
    Value y = state.pop();
    Value x = state.pop();
    return scope.compare(relation, x, y);
  }

  /** Not the relation between x and y, with a NaN counting as the opcode says. */
  private static Condition fused(Opcode opcode, Relation relation, State state, Scope scope) {
    boolean ordered = opcode == Opcode.LCMP || relation == Relation.EQ || relation == Relation.NE;
    boolean greater = opcode == Opcode.DCMPG || opcode == Opcode.FCMPG;
    boolean nanJumps =
        greater
            ? relation == Relation.GT || relation == Relation.GE
            : relation == Relation.LT || relation == Relation.LE;
    if (ordered || nanJumps) {
      return new Condition(compare(negated(relation), state, scope), false);
    }
    return new Condition(compare(relation, state, scope), true);
  }

  static Relation relation(Opcode opcode) {
    return switch (opcode) {
      case IF_ICMPEQ, IF_ACMPEQ, IFEQ -> Relation.EQ;
      case IF_ICMPNE, IF_ACMPNE, IFNE -> Relation.NE;
      case IF_ICMPLT, IFLT -> Relation.LT;
      case IF_ICMPGE, IFGE -> Relation.GE;
      case IF_ICMPGT, IFGT -> Relation.GT;
      case IF_ICMPLE, IFLE -> Relation.LE;
      default -> throw new IllegalArgumentException(opcode + " does not compare");
    };
  }

  static Relation negated(Relation relation) {
    return switch (relation) {
      case LT -> Relation.GE;
      case LE -> Relation.GT;
      case GT -> Relation.LE;
      case GE -> Relation.LT;
      case EQ -> Relation.NE;
      case NE -> Relation.EQ;
    };
  }

  /** Whether not x R y is always x (not R) y: not so for numbers that can be NaN. */
  static boolean canNegate(Relation relation, Type type) {
    return !type.isFloating() || relation == Relation.EQ || relation == Relation.NE;
  }
}
