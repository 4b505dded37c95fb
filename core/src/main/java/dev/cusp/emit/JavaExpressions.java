package dev.cusp.emit;

import static dev.cusp.emit.JavaCode.PRIMARY;
import static dev.cusp.emit.JavaCode.UNARY;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes values as Java expressions, with no more parentheses than they need. */
final class JavaExpressions {
  private final Arrangement arrangement;
  private final JavaTypes types;
  private final JavaLocals locals;
  private final JavaMembers members;

  /** The variables that expressions have named since this was asked last. */
  private Set<JavaLine.Local> reads = new LinkedHashSet<>();

  JavaExpressions(Arrangement arrangement, JavaTypes types, JavaLocals locals) {
    this.arrangement = arrangement;
    this.types = types;
    this.locals = locals;
    this.members = new JavaMembers(types, this);
  }

  JavaMembers members() {
    return members;
  }

  /** The variables that the code written since the last call of this names. */
  Set<JavaLine.Local> takeReads() {
    Set<JavaLine.Local> taken = reads;
    reads = new LinkedHashSet<>();
    return taken;
  }

  /** A value as its type says, a condition as 1 or 0. */
  JavaCode value(Value value) {
    Variable variable = arrangement.of(value);
    if (variable.isConstant()) {
      return JavaLiterals.of(variable.constant(), types);
    }
    if (variable.onStack) {
      return value(variable.definition);
    }
    String name = name(value);
    return locals.isCondition(value)
        ? new JavaCode(name + " ? 1 : 0", JavaCode.CHOICE)
        : JavaCode.primary(name);
  }

  private String name(Value value) {
    JavaLine.Local local = locals.of(value);
    reads.add(local);
    return local.name();
  }

  /** What a statement without regions gives, as its type says. */
  JavaCode value(Stmt stmt) {
    return isTest(stmt)
        ? new JavaCode(test(stmt, true).in(JavaCode.OR) + " ? 1 : 0", JavaCode.CHOICE)
        : declared(stmt);
  }

  /** What a statement without regions gives, a boolean where Java has one. */
  JavaCode declared(Stmt stmt) {
    return switch (stmt.op()) {
      case Op.Const(var constant) -> JavaLiterals.of(constant, types);
      case Op.Arith(var kind) -> arithmetic(stmt, kind);
      case Op.Convert(var to) -> convert(stmt.operand(0), to);
      case Op.Compare _, Op.InstanceOf _ -> test(stmt, true);
      case Op.ThreeWay(var nanIsGreater) -> threeWay(stmt, nanIsGreater);
      case Op.CheckCast(var type) -> cast(stmt.operand(0), type);
      case Op.NewArray(var type) -> members.newArray(stmt, type);
      case Op.Length _ -> JavaCode.primary(value(stmt.operand(0)).in(PRIMARY) + ".length");
      case Op.Load(var component) -> element(stmt, component);
      case Op.GetField(var owner, var name, _, _) -> members.field(stmt, owner, name);
      case Op.GetStatic(var owner, var name, _, _) ->
          JavaCode.primary(types.name(owner) + "." + name);
      case Op.New op -> members.construction(stmt, op);
      case Op.Call op -> members.call(stmt, op);
      case Op.Dynamic(var site) -> members.dynamic(stmt, site);
      case Op.Apply(var callee) -> members.apply(stmt, callee.func());
      case Op.Store _, Op.PutField _, Op.PutStatic _, Op.Throw _, Op.If _, Op.Loop _ ->
          throw new IllegalArgumentException(stmt.op() + " has no value");
    };
  }

  /** {@code array[index]}. */
  JavaCode element(Stmt stmt, ClassDesc component) {
    String array = as(stmt.operand(0), component.arrayType()).in(PRIMARY);
    return JavaCode.primary(array + "[" + value(stmt.operand(1)).text() + "]");
  }

  private JavaCode arithmetic(Stmt stmt, Op.Arith.Kind kind) {
    return switch (kind) {
      case ADD -> binary(stmt, "+", JavaCode.PLUS);
      case SUB -> binary(stmt, "-", JavaCode.PLUS);
      case MUL -> binary(stmt, "*", JavaCode.TIMES);
      case DIV -> binary(stmt, "/", JavaCode.TIMES);
      case REM -> binary(stmt, "%", JavaCode.TIMES);
      case SHL -> binary(stmt, "<<", JavaCode.SHIFT);
      case SHR -> binary(stmt, ">>", JavaCode.SHIFT);
      case USHR -> binary(stmt, ">>>", JavaCode.SHIFT);
      case AND -> binary(stmt, "&", JavaCode.AND);
      case XOR -> binary(stmt, "^", JavaCode.XOR);
      case OR -> binary(stmt, "|", JavaCode.OR);
      case NEG -> {
        String operand = value(stmt.operand(0)).in(UNARY);
        yield new JavaCode(operand.startsWith("-") ? "-(" + operand + ")" : "-" + operand, UNARY);
      }
    };
  }

  /** All operators group to the left. */
  private JavaCode binary(Stmt stmt, String operator, int level) {
    String x = value(stmt.operand(0)).in(level);
    String y = value(stmt.operand(1)).in(level + 1);
    return new JavaCode(x + " " + operator + " " + y, level);
  }

  private JavaCode convert(Value x, ClassDesc to) {
    if (to.descriptorString().equals("Z")) {
      return new JavaCode(value(x).in(JavaCode.AND) + " & 1", JavaCode.AND);
    }
    return new JavaCode("(" + types.name(to) + ") " + value(x).in(UNARY), UNARY);
  }

  private JavaCode threeWay(Stmt stmt, boolean nanIsGreater) {
    String x = value(stmt.operand(0)).in(JavaCode.SHIFT);
    String y = value(stmt.operand(1)).in(JavaCode.SHIFT);
    if (stmt.operand(0).type().equals(Type.LONG)) {
      return JavaCode.primary("Long.compare(" + x + ", " + y + ")");
    }
    String first = nanIsGreater ? " < " + y + " ? -1 : " : " > " + y + " ? 1 : ";
    String last = " == " + y + " ? 0 : " + (nanIsGreater ? "1" : "-1");
    return new JavaCode(x + first + x + last, JavaCode.CHOICE);
  }

  /** A reference where one of the given class is wanted. */
  JavaCode as(Value value, ClassDesc wanted) {
    ClassDesc found = value.type().desc();
    boolean fits = isNull(value) || wanted.equals(ConstantDescs.CD_Object) || found.equals(wanted);
    return fits || type(wanted).isAssignableFrom(type(found)) ? value(value) : cast(value, wanted);
  }

  private boolean isNull(Value value) {
    Variable variable = arrangement.of(value);
    return variable.isConstant() && variable.constant() == null;
  }

  private Class<?> type(ClassDesc desc) {
    return types.members().type(desc);
  }

  /** A cast, through Object where Java sees that it must fail. */
  JavaCode cast(Value value, ClassDesc wanted) {
    Class<?> from = type(value.type().desc());
    Class<?> to = type(wanted);
    boolean related = from.isAssignableFrom(to) || to.isAssignableFrom(from) || isNull(value);
    String through = related ? "" : "(Object) ";
    return new JavaCode("(" + types.name(wanted) + ") " + through + value(value).in(UNARY), UNARY);
  }

  /** A value as an argument, or what a field or an array is given, of a declared type. */
  JavaCode declared(Value value, ClassDesc type) {
    return switch (type.descriptorString()) {
      case "Z" -> new JavaCode(condition(value).holds(), JavaCode.OR);
      case "B", "S", "C" ->
          new JavaCode("(" + types.name(type) + ") " + value(value).in(UNARY), UNARY);
      default -> type.isPrimitive() ? value(value) : as(value, type);
    };
  }

  /** A value as a condition: whether it is not 0. The reads are to be taken by the caller. */
  JavaLine.Condition condition(Value value) {
    Variable variable = arrangement.of(value);
    if (variable.isConstant()) {
      boolean holds = (Integer) variable.constant() != 0;
      return condition("" + holds, "" + !holds);
    }
    if (variable.onStack && isTest(variable.definition)) {
      Stmt test = variable.definition;
      return condition(test(test, true).text(), test(test, false).text());
    }
    if (locals.isCondition(value)) {
      return condition(name(value), "!" + name(value));
    }
    String number = value(value).in(JavaCode.SHIFT);
    return condition(number + " != 0", number + " == 0");
  }

  private static JavaLine.Condition condition(String holds, String fails) {
    return new JavaLine.Condition(holds, fails, Set.of());
  }

  /** Whether Java has a boolean for what a statement gives. */
  static boolean isTest(Stmt stmt) {
    ClassDesc type =
        switch (stmt.op()) {
          case Op.Compare _, Op.InstanceOf _ -> ConstantDescs.CD_boolean;
          case Op.Load(var component) -> component;
          case Op.GetField(_, _, var declared, _) -> declared;
          case Op.GetStatic(_, _, var declared, _) -> declared;
          case Op.Call op -> op.type().returnType();
          case Op.Dynamic(var site) -> site.invocationType().returnType();
          case Op.Const _, Op.Arith _, Op.Convert _, Op.ThreeWay _, Op.CheckCast _, Op.New _ ->
              ConstantDescs.CD_void;
          case Op.NewArray _, Op.Length _, Op.Apply _, Op.If _, Op.Loop _, Op.Throw _ ->
              ConstantDescs.CD_void;
          case Op.Store _, Op.PutField _, Op.PutStatic _ -> ConstantDescs.CD_void;
        };
    return type.descriptorString().equals("Z");
  }

  private JavaCode test(Stmt stmt, boolean holds) {
    if (stmt.op() instanceof Op.Compare(var relation)) {
      // With a NaN, that x < y is false does not make x >= y true.
      boolean turns = isEquality(relation) || !stmt.operand(0).type().isFloating();
      if (holds || turns) {
        return comparison(stmt, holds ? relation : opposite(relation));
      }
      return new JavaCode("!(" + comparison(stmt, relation).text() + ")", UNARY);
    }
    JavaCode test = stmt.op() instanceof Op.InstanceOf(var type) ? isA(stmt, type) : declared(stmt);
    return holds ? test : new JavaCode("!" + test.in(UNARY), UNARY);
  }

  private JavaCode isA(Stmt stmt, ClassDesc type) {
    String through = stmt.operand(0).type().equals(Type.OBJECT) ? "" : "(Object) ";
    String object = through + value(stmt.operand(0)).in(UNARY);
    return new JavaCode(object + " instanceof " + types.name(type), JavaCode.RELATION);
  }

  private JavaCode comparison(Stmt stmt, Op.Compare.Relation relation) {
    Value x = stmt.operand(0);
    Value y = stmt.operand(1);
    boolean unlike = x.type().isReference() && !x.type().equals(y.type()) && !isNull(y);
    String left = unlike ? "(Object) " + value(x).in(UNARY) : value(x).in(JavaCode.SHIFT);
    String code = left + " " + sign(relation) + " " + value(y).in(JavaCode.SHIFT);
    return new JavaCode(code, isEquality(relation) ? JavaCode.EQUALITY : JavaCode.RELATION);
  }

  private static boolean isEquality(Op.Compare.Relation relation) {
    return relation == Op.Compare.Relation.EQ || relation == Op.Compare.Relation.NE;
  }

  private static Op.Compare.Relation opposite(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> Op.Compare.Relation.GE;
      case LE -> Op.Compare.Relation.GT;
      case GT -> Op.Compare.Relation.LE;
      case GE -> Op.Compare.Relation.LT;
      case EQ -> Op.Compare.Relation.NE;
      case NE -> Op.Compare.Relation.EQ;
    };
  }

  private static String sign(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
      case EQ -> "==";
      case NE -> "!=";
    };
  }
}
