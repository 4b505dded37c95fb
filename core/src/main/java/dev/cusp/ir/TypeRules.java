package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The types that operations take and give. Of two references it is only known that they are
 * references: which class extends which is for the JVM to say.
 */
final class TypeRules {
  private TypeRules() {}

  /** Whether a value of one type can stand where the other is wanted. */
  static boolean fits(Type found, Type wanted) {
    return found.isReference() && wanted.isReference()
        ? !isPrimitiveArray(wanted) || found.equals(wanted) || !found.isArray()
        : found.equals(wanted);
  }

  private static boolean isPrimitiveArray(Type type) {
    return type.isArray() && type.desc().componentType().isPrimitive();
  }

  /** What is wrong with the types of a statement, or null. */
  static String fault(Stmt stmt) {
    return switch (stmt.op()) {
      case Op.Const(var value) -> constant(stmt, value);
      case Op.Arith(var kind) -> arithmetic(stmt, kind);
      case Op.Convert(var to) ->
          stmt.operands().size() == 1 && !stmt.operand(0).type().isReference() && to.isPrimitive()
              ? results(stmt, Type.of(to))
              : "converts one primitive to another";
      case Op.Compare(var relation) -> comparison(stmt, relation);
      case Op.ThreeWay _ -> {
        boolean pair = stmt.operands().size() == 2 && sameOperands(stmt);
        boolean wide = pair && !isReferenceOrInt(stmt.operand(0).type());
        yield wide ? results(stmt, Type.INT) : "compares two numbers, not ints";
      }
      case Op.InstanceOf _ -> signature(stmt, Type.INT, Type.OBJECT);
      case Op.CheckCast(var type) -> signature(stmt, new Type(type), Type.OBJECT);
      case Op.NewArray(var type) -> newArray(stmt, type);
      case Op.Length _ ->
          stmt.operands().size() == 1 && stmt.operand(0).type().isReference()
              ? results(stmt, Type.INT)
              : "takes one array";
      case Op.Load(var component) ->
          signature(stmt, Type.of(component), new Type(component.arrayType()), Type.INT);
      case Op.Store(var component) ->
          signature(stmt, null, new Type(component.arrayType()), Type.INT, Type.of(component));
      case Op.GetField op -> signature(stmt, Type.of(op.type()), new Type(op.owner()));
      case Op.PutField op -> signature(stmt, null, new Type(op.owner()), Type.of(op.type()));
      case Op.GetStatic op -> signature(stmt, Type.of(op.type()));
      case Op.PutStatic op -> signature(stmt, null, Type.of(op.type()));
      case Op.New op -> construction(stmt, op);
      case Op.Call op -> call(stmt, op);
      case Op.Dynamic(var site) -> invocation(stmt, new ArrayList<>(), site.invocationType());
      case Op.Apply _ -> null;
      case Op.If _ ->
          stmt.operands().size() == 1 ? operands(stmt, List.of(Type.INT)) : "takes one condition";
      case Op.Loop _ -> null;
      case Op.Throw _ -> signature(stmt, null, Type.OBJECT);
    };
  }

  private static String constant(Stmt stmt, Object value) {
    if (!stmt.operands().isEmpty() || stmt.results().size() != 1) {
      return "a constant has one result and no operands";
    }
    Type type = stmt.result().type();
    boolean fits =
        switch (value) {
          case null -> type.isReference();
          case Integer _ -> type.equals(Type.INT);
          case Long _ -> type.equals(Type.LONG);
          case Float _ -> type.equals(Type.FLOAT);
          case Double _ -> type.equals(Type.DOUBLE);
          case String _ -> type.isReference();
          case ClassDesc _ -> type.isReference();
          default -> false;
        };
    return fits ? null : "the constant " + value + " is not of type " + type;
  }

  private static String arithmetic(Stmt stmt, Op.Arith.Kind kind) {
    if (stmt.operands().size() != (kind == Op.Arith.Kind.NEG ? 1 : 2)) {
      return kind + " does not take " + stmt.operands().size() + " operands";
    }
    Type type = stmt.operand(0).type();
    boolean integral =
        switch (kind) {
          case ADD, SUB, MUL, DIV, REM, NEG -> false;
          case AND, OR, XOR, SHL, SHR, USHR -> true;
        };
    if (type.isReference() || integral && type.isFloating()) {
      return kind + " does not work on " + type;
    }
    boolean shift =
        kind == Op.Arith.Kind.SHL || kind == Op.Arith.Kind.SHR || kind == Op.Arith.Kind.USHR;
    boolean fits = shift ? stmt.operand(1).type().equals(Type.INT) : sameOperands(stmt);
    return fits ? results(stmt, type) : kind + " of " + stmt.operands();
  }

  private static String comparison(Stmt stmt, Op.Compare.Relation relation) {
    if (stmt.operands().size() != 2) {
      return "compares two values";
    }
    boolean references =
        stmt.operand(0).type().isReference() && stmt.operand(1).type().isReference();
    boolean equality = relation == Op.Compare.Relation.EQ || relation == Op.Compare.Relation.NE;
    return references && equality || sameOperands(stmt)
        ? results(stmt, Type.INT)
        : relation + " of " + stmt.operands();
  }

  private static String newArray(Stmt stmt, ClassDesc type) {
    ClassDesc component = type;
    List<Type> lengths = new ArrayList<>();
    for (int i = 0; i < stmt.operands().size(); i++) {
      if (!component.isArray()) {
        return type.displayName() + " has fewer dimensions than there are lengths";
      }
      component = component.componentType();
      lengths.add(Type.INT);
    }
    if (lengths.isEmpty()) {
      return "a new array needs a length";
    }
    String fault = operands(stmt, lengths);
    return fault == null ? results(stmt, new Type(type)) : fault;
  }

  private static String construction(Stmt stmt, Op.New op) {
    List<Type> params = new ArrayList<>();
    for (ClassDesc param : op.constructor().parameterList()) {
      params.add(Type.of(param));
    }
    if (op.fields() != null) {
      for (Op.New.Field field : op.fields()) {
        params.add(Type.of(field.type()));
      }
    }
    String fault = operands(stmt, params);
    return fault == null ? results(stmt, new Type(op.owner())) : fault;
  }

  private static String call(Stmt stmt, Op.Call op) {
    List<Type> params = new ArrayList<>();
    if (op.kind() != Op.Call.Kind.STATIC) {
      params.add(new Type(op.owner()));
    }
    return invocation(stmt, params, op.type());
  }

  private static String invocation(Stmt stmt, List<Type> params, MethodTypeDesc type) {
    for (ClassDesc param : type.parameterList()) {
      params.add(Type.of(param));
    }
    String fault = operands(stmt, params);
    if (fault != null || type.returnType().descriptorString().equals("V")) {
      return fault != null || stmt.results().isEmpty() ? fault : "void is not a value";
    }
    return stmt.results().isEmpty() ? null : results(stmt, Type.of(type.returnType()));
  }

  private static boolean sameOperands(Stmt stmt) {
    Type type = stmt.operand(0).type();
    return !type.isReference() && stmt.operands().stream().allMatch(v -> v.type().equals(type));
  }

  private static boolean isReferenceOrInt(Type type) {
    return type.isReference() || type.equals(Type.INT);
  }

  private static String signature(Stmt stmt, Type result, Type... params) {
    String fault = operands(stmt, List.of(params));
    if (fault != null) {
      return fault;
    }
    return result != null
        ? results(stmt, result)
        : stmt.results().isEmpty() ? null : "has results, but gives none";
  }

  private static String operands(Stmt stmt, List<Type> wanted) {
    boolean fits = stmt.operands().size() == wanted.size();
    for (int i = 0; fits && i < wanted.size(); i++) {
      fits = fits(stmt.operand(i).type(), wanted.get(i));
    }
    return fits ? null : "takes " + wanted + ", not " + stmt.operands();
  }

  private static String results(Stmt stmt, Type wanted) {
    boolean fits = stmt.results().size() == 1 && fits(wanted, stmt.results().getFirst().type());
    return fits ? null : "gives " + wanted + ", not " + stmt.results();
  }
}
