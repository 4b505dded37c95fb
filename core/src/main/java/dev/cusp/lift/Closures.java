package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** The call sites that the JVM links at run time: lambdas, string concatenation, patterns. */
final class Closures {
  private final Session session;
  private final Calls calls;
  private final Creation creation;

  Closures(Session session, Calls calls, Creation creation) {
    this.session = session;
    this.calls = calls;
    this.creation = creation;
  }

  boolean dynamic(
      Walk walk, int i, InvokeDynamicInstruction invoke, String name, State state, Scope scope) {
    DirectMethodHandleDesc bootstrap = invoke.bootstrapMethod();
    MethodTypeDesc type = invoke.typeSymbol();
    List<ConstantDesc> constants = invoke.bootstrapArgs();
    List<Value> args = state.pop(type.parameterCount());
    Op op =
        new Op.Dynamic(
            DynamicCallSiteDesc.of(
                bootstrap,
                invoke.name().stringValue(),
                type,
                constants.toArray(ConstantDesc[]::new)));
    switch (bootstrap.owner().displayName() + "." + bootstrap.methodName()) {
      case "LambdaMetafactory.metafactory", "LambdaMetafactory.altMetafactory" -> {
        Value closure = scope.closure(op, new Type(type.returnType()), args);
        session.facts.setClosure(closure, closure(invoke, args, walk.code.owner));
        state.push(closure);
      }
      case "SwitchBootstraps.typeSwitch" ->
          state.push(new TypeSwitch(session, walk, i, scope).index(args, constants, type));
      case "StringConcatFactory.makeConcatWithConstants",
          "StringConcatFactory.makeConcat",
          "ObjectMethods.bootstrap" ->
          state.push(scope.value(op, Type.of(type.returnType()), name, args));
      default ->
          throw walk.refuse(
              i,
              "the call of "
                  + bootstrap.owner().displayName()
                  + "."
                  + bootstrap.methodName()
                  + " cannot be lifted; write the expression in another way");
    }
    return true;
  }

  /** What an instruction that makes a lambda makes. */
  static Facts.Closure closure(InvokeDynamicInstruction made, List<Value> captured, Class<?> from) {
    List<ConstantDesc> constants = made.bootstrapArgs();
    return new Facts.Closure(
        made.name().stringValue(),
        (MethodTypeDesc) constants.get(2),
        (DirectMethodHandleDesc) constants.get(1),
        captured,
        from);
  }

  /** Calls what a lambda expression or method reference stands for. */
  List<Value> call(Site caller, Facts.Closure closure, List<Value> args, String name, Scope scope) {
    Site site = caller.in(closure.from());
    DirectMethodHandleDesc code = closure.code();
    MethodTypeDesc type = code.invocationType();
    boolean constructs = code.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
    List<Value> all = new ArrayList<>(closure.captured());
    for (int i = 0; i < args.size(); i++) {
      ClassDesc to = type.parameterType(all.size());
      ClassDesc given = closure.type().parameterType(i);
      all.add(convert(closure.from(), args.get(i), given, to, scope));
    }
    List<Value> results;
    if (constructs) {
      MethodTypeDesc init = type.changeReturnType(ConstantDescs.CD_void);
      Site made = site.with(Op.Call.Kind.SPECIAL, code.owner(), "<init>", init, false);
      results = List.of(creation.construct(made, all, name, scope));
    } else {
      results = calls.call(site(site, code), all, name, scope);
    }
    ClassDesc wanted = closure.type().returnType();
    if (results == null || wanted.equals(ConstantDescs.CD_void)) {
      return results == null ? null : List.of();
    }
    ClassDesc given = constructs ? code.owner() : type.returnType();
    Value result = convert(closure.from(), results.getFirst(), given, wanted, scope);
    return List.of(unerased(result, wanted, site.type().returnType(), scope));
  }

  private static Site site(Site site, DirectMethodHandleDesc code) {
    Op.Call.Kind kind =
        switch (code.kind()) {
          case STATIC, INTERFACE_STATIC -> Op.Call.Kind.STATIC;
          case VIRTUAL -> Op.Call.Kind.VIRTUAL;
          case INTERFACE_VIRTUAL -> Op.Call.Kind.INTERFACE;
          case SPECIAL, INTERFACE_SPECIAL -> Op.Call.Kind.SPECIAL;
          default -> throw site.refuse("a method reference of kind " + code.kind());
        };
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(code.lookupDescriptor());
    return site.with(kind, code.owner(), code.methodName(), type, code.isOwnerInterface());
  }

  /** A result as the caller, compiled against the erased type, expects it. */
  private static Value unerased(Value value, ClassDesc from, ClassDesc to, Scope scope) {
    return from.isPrimitive() == to.isPrimitive() ? value : Boxing.convert(value, from, to, scope);
  }

  /** By the types as the code that made the lambda sees them. */
  private Value convert(Class<?> maker, Value value, ClassDesc from, ClassDesc to, Scope scope) {
    if (!to.isPrimitive() && !from.isPrimitive()) {
      boolean known = value.type().desc().equals(to) || to.equals(ConstantDescs.CD_Object);
      return known ? value : calls.cast(to, value.name(), value, maker, scope);
    }
    return Boxing.convert(value, from, to, scope);
  }
}
