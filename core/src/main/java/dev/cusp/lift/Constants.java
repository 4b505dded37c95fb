package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Captured;
import dev.cusp.runtime.Made;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that are there when a function is lifted, and always the same: what static final fields
 * hold and what the function itself captures. Lambdas among them are seen through.
 */
final class Constants {
  private static final ClassDesc CAPTURED = Captured.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc GET =
      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_int);

  private Constants() {}

  /** Notes what is known of a value that is a certain object. */
  static void note(Value value, Object object, Scope scope) {
    List<String> history = Made.history(object);
    if (!history.isEmpty()) {
      Object origin = Made.origin(object);
      if (Captured.isLambda(origin)) {
        Facts.Closure closure = closure(value, origin, scope);
        scope.facts().setRecipe(value, new Facts.Recipe(closure, history.reversed()));
      }
    } else if (Captured.isLambda(object) && !Classes.isPlatform(object.getClass())) {
      scope.facts().setClosure(value, closure(value, object, scope));
    } else if (object != null && !object.getClass().isHidden()) {
      scope.facts().setExact(value, object.getClass());
    }
  }

  /** Notes what is known of what a static final field holds. */
  static void noteObject(Value value, Object object, Scope scope) {
    note(value, object, scope);
    if (Captured.isLambda(object) || !object.getClass().isHidden()) {
      scope.world().add(object.getClass());
    }
  }

  private static Facts.Closure closure(Value value, Object object, Scope scope) {
    SerializedLambda lambda = Lambdas.serialized(object);
    Class<?> from = Lambdas.capturing(lambda, object);
    ClassDesc owner = ClassDesc.ofInternalName(lambda.getImplClass());
    DirectMethodHandleDesc.Kind kind =
        DirectMethodHandleDesc.Kind.valueOf(
            lambda.getImplMethodKind(), Classes.load(owner, from).isInterface());
    DirectMethodHandleDesc code =
        MethodHandleDesc.of(
            kind, owner, lambda.getImplMethodName(), lambda.getImplMethodSignature());
    List<Value> captured = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      ClassDesc type = code.invocationType().parameterType(i);
      captured.add(captured(value, i, lambda.getCapturedArg(i), type, scope));
    }
    return new Facts.Closure(
        lambda.getFunctionalInterfaceMethodName(),
        MethodTypeDesc.ofDescriptor(lambda.getInstantiatedMethodType()),
        code,
        captured,
        from);
  }

  private static Value captured(
      Value lambda, int index, Object object, ClassDesc type, Scope scope) {
    if (type.isPrimitive()) {
      return scope.value(new Op.Const(constant(object)), Type.of(type), "c");
    }
    Op get = new Op.Call(Op.Call.Kind.STATIC, CAPTURED, "get", GET, false);
    Value got = scope.value(get, Type.OBJECT, "captured", lambda, scope.constant(index));
    if (!Captured.isLambda(object)) {
      got = scope.value(new Op.CheckCast(type), new Type(type), "captured", got);
    }
    note(got, object, scope);
    return got;
  }

  /** A number as the intermediate form has it. */
  private static Object constant(Object number) {
    return switch (number) {
      case Boolean b -> b ? 1 : 0;
      case Character c -> (int) c;
      case Byte b -> (int) b;
      case Short s -> (int) s;
      default -> number;
    };
  }
}
