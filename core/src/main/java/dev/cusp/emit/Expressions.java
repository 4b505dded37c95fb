package dev.cusp.emit;

import dev.cusp.ir.Box;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Emits the evaluation of values onto the operand stack. */
final class Expressions {
  private final CodeBuilder code;
  private final Arrangement arrangement;
  private final Linkage linkage;
  private final Methods methods;
  private final Lines lines;
  private final Conditions conditions;

  Expressions(
      CodeBuilder code, Arrangement arrangement, Linkage linkage, Methods methods, Lines lines) {
    this.code = code;
    this.arrangement = arrangement;
    this.linkage = linkage;
    this.methods = methods;
    this.lines = lines;
    this.conditions = new Conditions(code, arrangement, this);
  }

  static TypeKind kind(Type type) {
    return type.isReference() ? TypeKind.REFERENCE : TypeKind.from(type.desc());
  }

  Conditions conditions() {
    return conditions;
  }

  /** Pushes a value. */
  void push(Value value) {
    Variable variable = arrangement.of(value);
    if (variable.isConstant()) {
      constant(variable.constant());
    } else if (variable.onStack) {
      evaluate(variable.definition);
    } else {
      code.loadLocal(kind(value.type()), variable.slot());
    }
  }

  /** Pushes a value where one of the given class is wanted. */
  void push(Value value, ClassDesc wanted) {
    push(value);
    if (needsCast(value, wanted)) {
      code.checkcast(wanted);
    }
  }

  /** Whether the JVM cannot tell that a value is of the given class, which code may name. */
  boolean needsCast(Value value, ClassDesc wanted) {
    if (wanted.isPrimitive()) {
      return false;
    }
    Variable variable = arrangement.of(value);
    boolean isNull = variable.isConstant() && variable.constant() == null;
    ClassDesc wantedHere = linkage.erased(wanted);
    return !isNull && !linkage.isAssignable(linkage.erased(value.type().desc()), wantedHere);
  }

  private void constant(Object value) {
    if (value == null) {
      code.aconst_null();
    } else if (value instanceof ClassDesc desc && desc.isPrimitive()) {
      code.getstatic(boxed(desc), "TYPE", ConstantDescs.CD_Class);
    } else if (value instanceof ClassDesc desc && !linkage.sees(desc)) {
      code.loadConstant(linkage.constant(desc));
    } else {
      code.loadConstant((ConstantDesc) value);
    }
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      case "D" -> ConstantDescs.CD_Double;
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "S" -> ConstantDescs.CD_Short;
      case "C" -> ConstantDescs.CD_Character;
      default -> ConstantDescs.CD_Void;
    };
  }

  /** Emits a statement without regions; its result, if it gives one, is on the stack then. */
  void evaluate(Stmt stmt) {
    switch (stmt.op()) {
      case Op.Const(var value) -> constant(value);
      case Op.Arith(var kind) -> {
        pushAll(stmt);
        if (Effects.isOrdered(stmt)) {
          lines.markThrowing(stmt.source());
        }
        Instructions.arithmetic(code, kind, stmt.operand(0).type());
      }
      case Op.Convert(var to) -> {
        pushAll(stmt);
        Instructions.convert(code, stmt.operand(0).type(), to);
      }
      case Op.Compare _ -> conditions.materialize(stmt);
      case Op.ThreeWay(var nanIsGreater) -> {
        pushAll(stmt);
        Instructions.threeWay(code, nanIsGreater, stmt.operand(0).type());
      }
      case Op.InstanceOf(var type) -> instanceOf(stmt, type);
      case Op.CheckCast(var type) -> checkCast(stmt, type);
      case Op.NewArray(var type) -> newArray(stmt, type);
      case Op.Length _ -> length(stmt);
      case Op.Load(var component) -> {
        pushArray(stmt, component);
        lines.markThrowing(stmt.source());
        code.arrayLoad(TypeKind.from(component));
      }
      case Op.Store(var component) -> {
        pushArray(stmt, component);
        push(stmt.operand(2));
        lines.markThrowing(stmt.source());
        code.arrayStore(TypeKind.from(component));
      }
      case Op.GetField(var owner, _, var type, _) when Box.is(owner) -> {
        pushAll(stmt.operands(), owner);
        lines.markThrowing(stmt.source());
        code.invokevirtual(owner, Box.reading(owner), MethodTypeDesc.of(type));
      }
      case Op.GetField(var owner, var name, var type, _) -> {
        if (reaches(stmt, owner)) {
          code.getfield(owner, name, type);
        }
      }
      case Op.PutField(var owner, var name, var type) -> {
        if (reaches(stmt, owner, type)) {
          code.putfield(owner, name, type);
        }
      }
      case Op.GetStatic(var owner, var name, var type, _) -> {
        if (reaches(stmt)) {
          code.getstatic(owner, name, type);
        }
      }
      case Op.PutStatic(var owner, var name, var type) -> {
        if (reaches(stmt, type)) {
          code.putstatic(owner, name, type);
        }
      }
      case Op.New op -> construct(stmt, op);
      case Op.Call op -> call(stmt, op);
      case Op.Dynamic(var site) -> {
        if (reaches(stmt, site.invocationType().parameterArray())) {
          code.invokedynamic(site);
        }
      }
      case Op.Apply(var callee) -> {
        MethodTypeDesc type = methods.type(callee.func());
        pushAll(stmt.operands(), type.parameterArray());
        if (!methods.isPart(callee.func())) {
          lines.markThrowing(stmt.source());
        }
        code.invokestatic(methods.owner(), methods.name(callee.func()), type);
      }
      case Op.Throw _ -> {
        push(stmt.operand(0), ConstantDescs.CD_Throwable);
        lines.markThrowing(stmt.source());
        code.athrow();
      }
      case Op.If _, Op.Loop _ ->
          throw new IllegalArgumentException(stmt.op() + " is not an expression");
    }
  }

  private void pushAll(Stmt stmt) {
    for (Value operand : stmt.operands()) {
      push(operand);
    }
  }

  private void pushAll(List<Value> values, ClassDesc... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      push(values.get(i), wanted[i]);
    }
  }

  private void pushArray(Stmt stmt, ClassDesc component) {
    push(stmt.operand(0), linkage.erased(component.arrayType()));
    push(stmt.operand(1));
  }

  private void length(Stmt stmt) {
    Value array = stmt.operand(0);
    push(array);
    lines.markThrowing(stmt.source());
    if (array.type().isArray()) {
      code.arraylength();
    } else {
      ClassDesc arrays = ClassDesc.of("java.lang.reflect.Array");
      MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
      code.invokestatic(arrays, "getLength", type);
    }
  }

  private void instanceOf(Stmt stmt, ClassDesc type) {
    if (linkage.sees(type)) {
      pushAll(stmt);
      code.instanceOf(type);
    } else {
      code.loadConstant(linkage.constant(type));
      pushAll(stmt);
      MethodTypeDesc test = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
      code.invokevirtual(ConstantDescs.CD_Class, "isInstance", test);
    }
  }

  private void checkCast(Stmt stmt, ClassDesc type) {
    if (linkage.sees(type)) {
      pushAll(stmt);
      lines.markThrowing(stmt.source());
      code.checkcast(type);
    } else {
      code.loadConstant(linkage.constant(type));
      pushAll(stmt);
      lines.markThrowing(stmt.source());
      MethodTypeDesc cast = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
      code.invokevirtual(ConstantDescs.CD_Class, "cast", cast);
    }
  }

  private void newArray(Stmt stmt, ClassDesc type) {
    if (reaches(
        stmt, stmt.operands().stream().map(v -> v.type().desc()).toArray(ClassDesc[]::new))) {
      if (stmt.operands().size() > 1) {
        code.multianewarray(type, stmt.operands().size());
      } else if (type.componentType().isPrimitive()) {
        code.newarray(TypeKind.from(type.componentType()));
      } else {
        code.anewarray(type.componentType());
      }
    }
  }

  private void construct(Stmt stmt, Op.New op) {
    if (Box.is(op.owner())) {
      pushAll(stmt.operands(), Box.held(op.owner()));
      code.invokestatic(op.owner(), "valueOf", Box.making(op.owner()));
    } else if (linkage.isDirect(stmt)) {
      code.new_(op.owner());
      code.dup();
      pushAll(stmt.operands(), op.constructor().parameterArray());
      lines.markThrowing(stmt.source());
      code.invokespecial(op.owner(), ConstantDescs.INIT_NAME, op.constructor());
    } else {
      indirect(stmt);
    }
  }

  private void call(Stmt stmt, Op.Call op) {
    boolean isStatic = op.kind() == Op.Call.Kind.STATIC;
    MethodTypeDesc all = isStatic ? op.type() : op.type().insertParameterTypes(0, op.owner());
    if (!reaches(stmt, all.parameterArray())) {
      return;
    }
    switch (op.kind()) {
      case STATIC -> code.invokestatic(op.owner(), op.name(), op.type(), op.isInterface());
      case VIRTUAL -> code.invokevirtual(op.owner(), op.name(), op.type());
      case INTERFACE -> code.invokeinterface(op.owner(), op.name(), op.type());
      case SPECIAL -> throw new IllegalArgumentException("a special call has no instruction here");
    }
  }

  /**
   * Pushes what an instruction for the statement takes, if code may have one; otherwise does what
   * the statement says through a method handle.
   */
  private boolean reaches(Stmt stmt, ClassDesc... wanted) {
    if (linkage.isDirect(stmt)) {
      pushAll(stmt.operands(), wanted);
      if (!(stmt.op() instanceof Op.Call call && call.isPure())) {
        lines.markThrowing(stmt.source());
      }
      return true;
    }
    indirect(stmt);
    return false;
  }

  private void indirect(Stmt stmt) {
    MethodTypeDesc type = linkage.handleType(stmt);
    code.loadConstant(linkage.handle(stmt));
    pushAll(stmt.operands(), type.parameterArray());
    lines.markThrowing(stmt.source());
    code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", type);
  }
}
