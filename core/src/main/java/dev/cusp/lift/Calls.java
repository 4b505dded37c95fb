package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides for every call whether it is inlined, applied, guarded or kept. */
final class Calls {
  /** A method turned out to call itself: everything is lifted anew, this one on its own. */
  static final class Recursion extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Code method;

    Recursion(Code method) {
      super(null, null, false, false);
      this.method = method;
    }
  }

  private final Session session;
  private final Set<Code> recursive;
  private final Map<Code, Func.Ref> functions = new HashMap<>();
  private Set<Code> inlining = new HashSet<>();

  Calls(Session session, Set<Code> recursive) {
    this.session = session;
    this.recursive = recursive;
  }

  Value same(Value old, Value value) {
    return value;
  }

  boolean field(
      Walk walk, int i, FieldInstruction field, String name, State state, Scope scope) {
    ClassDesc owner = field.owner().asSymbol();
    ClassDesc type = field.typeSymbol();
    String fieldName = field.name().stringValue();
    FieldModel model = Classes.field(Classes.load(owner, walk.code.owner), fieldName);
    boolean isFinal = model != null && model.flags().has(AccessFlag.FINAL);
    switch (field.opcode()) {
      case GETSTATIC ->
          state.push(
              scope.value(
                  new Op.GetStatic(owner, fieldName, type, isFinal), Type.of(type), named(name, fieldName)));
      case PUTSTATIC -> scope.effect(new Op.PutStatic(owner, fieldName, type), state.pop());
      case GETFIELD ->
          state.push(
              scope.value(
                  new Op.GetField(owner, fieldName, type, isFinal),
                  Type.of(type),
                  named(name, fieldName),
                  state.pop()));
      default -> {
        List<Value> operands = state.pop(2);
        scope.effect(
            new Op.PutField(owner, fieldName, type), operands.get(0), operands.get(1));
      }
    }
    return true;
  }

  private static String named(String variable, String member) {
    return variable.equals("t") ? member : variable;
  }

  void newObject(NewObjectInstruction object, State state) {
    state.push(new Value(new Type(object.className().asSymbol()), "new"));
  }

  boolean invoke(
      Walk walk, int i, InvokeInstruction invoke, String name, State state, Scope scope) {
    MethodTypeDesc type = invoke.typeSymbol();
    boolean isStatic = invoke.opcode() == Opcode.INVOKESTATIC;
    List<Value> args = state.pop(type.parameterCount() + (isStatic ? 0 : 1));
    Class<?> owner = Classes.load(invoke.owner().asSymbol(), walk.code.owner);
    String method = invoke.name().stringValue();
    Classes.Found found =
        owner.isArray() ? null : Classes.method(owner, method, type.descriptorString());
    Class<?> declaring = found == null ? owner : found.owner();
    if (!session.policy.keep(declaring, method, type)) {
      List<Type> types = args.stream().map(Value::type).toList();
      Method substitute = session.policy.substitute(declaring, method, type, types);
      if (substitute != null) {
        return inline(walk, i, Lift.found(substitute), args, state, scope);
      }
      boolean liftable =
          found != null && !Classes.isPlatform(found.owner()) && found.method().code().isPresent();
      if (liftable && isStatic) {
        return inline(walk, i, found, args, state, scope);
      }
    }
    keep(invoke, type, method, name, args, state, scope);
    return true;
  }

  private void keep(
      InvokeInstruction invoke,
      MethodTypeDesc type,
      String method,
      String name,
      List<Value> args,
      State state,
      Scope scope) {
    Op.Call.Kind kind =
        switch (invoke.opcode()) {
          case INVOKESTATIC -> Op.Call.Kind.STATIC;
          case INVOKESPECIAL -> Op.Call.Kind.SPECIAL;
          case INVOKEINTERFACE -> Op.Call.Kind.INTERFACE;
          default -> Op.Call.Kind.VIRTUAL;
        };
    ClassDesc owner = invoke.owner().asSymbol();
    Op call = new Op.Call(kind, owner, method, type, invoke.isInterface());
    if (type.returnType().equals(ConstantDescs.CD_void)) {
      scope.effect(call, args.toArray(Value[]::new));
    } else {
      Value result = scope.value(call, Type.of(type.returnType()), named(name, method), args);
      if (type.returnType().equals(ConstantDescs.CD_boolean)) {
        session.markBoolean(result);
      }
      state.push(result);
    }
  }

  boolean dynamic(
      Walk walk, int i, InvokeDynamicInstruction invoke, String name, State state, Scope scope) {
    throw walk.refuse(i, "invokedynamic");
  }

  /** Runs a method's code right here; false where it never returns. */
  private boolean inline(
      Walk walk, int i, Classes.Found found, List<Value> args, State state, Scope scope) {
    Shape shape = Classes.shape(found);
    if (recursive.contains(shape.code)) {
      apply(shape, args, state, scope);
      return true;
    }
    if (!inlining.add(shape.code)) {
      throw new Recursion(shape.code);
    }
    Walk callee = new Walk(session, shape, walk.source(i), this);
    Outcome outcome = callee.method(entry(shape.code, args), scope);
    inlining.remove(shape.code);
    if (!outcome.never()) {
      outcome.values().values().forEach(state::push);
    }
    return !outcome.never();
  }

  private static State entry(Code code, List<Value> args) {
    Value[] locals = new Value[code.maxLocals];
    int slot = 0;
    for (Value arg : args) {
      locals[slot] = arg;
      slot += arg.type().slots();
    }
    return new State(locals, new ArrayList<>());
  }

  private void apply(Shape shape, List<Value> args, State state, Scope scope) {
    Func.Ref callee = function(shape);
    ClassDesc result = shape.code.type.returnType();
    List<Value> results = new ArrayList<>();
    if (!result.equals(ConstantDescs.CD_void)) {
      results.add(new Value(Type.of(result), shape.code.name));
    }
    scope.append(new Op.Apply(callee), args, results, List.of());
    results.forEach(state::push);
  }

  /** A method as a function of its own, which may still be under construction. */
  Func.Ref function(Shape shape) {
    Func.Ref known = functions.get(shape.code);
    if (known != null) {
      return known;
    }
    Code code = shape.code;
    Func.Ref ref = new Func.Ref(code.name);
    functions.put(code, ref);
    Scope scope = Scope.root(session);
    List<Value> params = new ArrayList<>();
    int slot = 0;
    List<ClassDesc> types = new ArrayList<>(code.type.parameterList());
    if (!code.isStatic) {
      types.addFirst(Classes.desc(code.owner));
    }
    for (ClassDesc type : types) {
      Code.Variable variable = code.variable(0, slot);
      String name = variable == null ? "arg" + params.size() : variable.name();
      Value param = scope.param(Type.of(type), name);
      if (type.equals(ConstantDescs.CD_boolean)) {
        session.markBoolean(param);
      }
      params.add(param);
      slot += param.type().slots();
    }
    Walk walk = new Walk(session, shape, null, this);
    Set<Code> outer = inlining;
    inlining = new HashSet<>(Set.of(code));
    Outcome outcome = walk.method(entry(code, params), scope);
    inlining = outer;
    Region body =
        scope.region(outcome.never() ? null : new ArrayList<>(outcome.values().values()));
    ref.complete(new Func(code.name, body, code.owner, walk.source(0)));
    return ref;
  }
}
