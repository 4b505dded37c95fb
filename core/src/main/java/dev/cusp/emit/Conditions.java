package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;

/** Emits comparisons as branches. */
final class Conditions {
  private final CodeBuilder code;
  private final Arrangement arrangement;
  private final Expressions expressions;

  Conditions(CodeBuilder code, Arrangement arrangement, Expressions expressions) {
    this.code = code;
    this.arrangement = arrangement;
    this.expressions = expressions;
  }

  /** Pushes what a branch on the condition compares, and tells which one jumps if it holds. */
  Opcode push(Value condition) {
    Variable variable = arrangement.of(condition);
    if (variable.onStack && variable.definition.op() instanceof Op.Compare(var relation)) {
      return push(variable.definition, relation);
    }
    expressions.push(condition);
    return Opcode.IFNE;
  }

  /** Pushes 1 or 0. */
  void materialize(Stmt comparison) {
    Label yes = code.newLabel();
    Label end = code.newLabel();
    code.branch(push(comparison, ((Op.Compare) comparison.op()).relation()), yes);
    code.iconst_0();
    code.goto_(end);
    code.labelBinding(yes);
    code.iconst_1();
    code.labelBinding(end);
  }

  private Opcode push(Stmt stmt, Op.Compare.Relation relation) {
    Value x = stmt.operand(0);
    Value y = stmt.operand(1);
    if (isZero(x) && !isZero(y)) {
      return push(y, x, mirrored(relation));
    }
    return push(x, y, relation);
  }

  private Opcode push(Value x, Value y, Op.Compare.Relation relation) {
    Type type = x.type();
    boolean zero = isZero(y);
    if (zero && isComparison(x) && isEquality(relation)) {
      Opcode holds = push(x);
      return relation == Op.Compare.Relation.NE ? holds : inverse(holds);
    }
    expressions.push(x);
    if (zero) {
      return type.isReference() ? onNull(relation) : onZero(relation);
    }
    expressions.push(y);
    if (type.isReference()) {
      return relation == Op.Compare.Relation.EQ ? Opcode.IF_ACMPEQ : Opcode.IF_ACMPNE;
    }
    if (type.equals(Type.INT)) {
      return onInts(relation);
    }
    // A NaN must make the comparison with 0 fail, on whichever side the relation is.
    boolean nanIsGreater = relation == Op.Compare.Relation.LT || relation == Op.Compare.Relation.LE;
    Instructions.threeWay(code, nanIsGreater, type);
    return onZero(relation);
  }

  /** Whether a value is the constant int 0 or null, which instructions compare with. */
  private boolean isZero(Value value) {
    Variable variable = arrangement.of(value);
    return variable.isConstant()
        && (variable.constant() == null
            || variable.constant() instanceof Integer i && i.intValue() == 0);
  }

  private boolean isComparison(Value value) {
    Variable variable = arrangement.of(value);
    return variable.onStack && variable.definition.op() instanceof Op.Compare;
  }

  private static boolean isEquality(Op.Compare.Relation relation) {
    return relation == Op.Compare.Relation.EQ || relation == Op.Compare.Relation.NE;
  }

  private static Op.Compare.Relation mirrored(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> Op.Compare.Relation.GT;
      case LE -> Op.Compare.Relation.GE;
      case GT -> Op.Compare.Relation.LT;
      case GE -> Op.Compare.Relation.LE;
      case EQ -> Op.Compare.Relation.EQ;
      case NE -> Op.Compare.Relation.NE;
    };
  }

  private static Opcode onNull(Op.Compare.Relation relation) {
    return relation == Op.Compare.Relation.EQ ? Opcode.IFNULL : Opcode.IFNONNULL;
  }

  private static Opcode onZero(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> Opcode.IFLT;
      case LE -> Opcode.IFLE;
      case GT -> Opcode.IFGT;
      case GE -> Opcode.IFGE;
      case EQ -> Opcode.IFEQ;
      case NE -> Opcode.IFNE;
    };
  }

  private static Opcode onInts(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> Opcode.IF_ICMPLT;
      case LE -> Opcode.IF_ICMPLE;
      case GT -> Opcode.IF_ICMPGT;
      case GE -> Opcode.IF_ICMPGE;
      case EQ -> Opcode.IF_ICMPEQ;
      case NE -> Opcode.IF_ICMPNE;
    };
  }

  /** The branch that jumps where the given one does not. */
  static Opcode inverse(Opcode branch) {
    return switch (branch) {
      case IFLT -> Opcode.IFGE;
      case IFLE -> Opcode.IFGT;
      case IFGT -> Opcode.IFLE;
      case IFGE -> Opcode.IFLT;
      case IFEQ -> Opcode.IFNE;
      case IFNE -> Opcode.IFEQ;
      case IF_ICMPLT -> Opcode.IF_ICMPGE;
      case IF_ICMPLE -> Opcode.IF_ICMPGT;
      case IF_ICMPGT -> Opcode.IF_ICMPLE;
      case IF_ICMPGE -> Opcode.IF_ICMPLT;
      case IF_ICMPEQ -> Opcode.IF_ICMPNE;
      case IF_ICMPNE -> Opcode.IF_ICMPEQ;
      case IF_ACMPEQ -> Opcode.IF_ACMPNE;
      case IF_ACMPNE -> Opcode.IF_ACMPEQ;
      case IFNULL -> Opcode.IFNONNULL;
      case IFNONNULL -> Opcode.IFNULL;
      default -> throw new IllegalArgumentException(branch + " is no branch");
    };
  }
}
