package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The exceptions after which the program would go on if they were thrown now. What can throw one of
 * these must not get lost where nothing else needs it, so it is checked by a call, which stays.
 */
final class Caught {
  private static final ClassDesc GUARD = ClassDesc.of("dev.cusp.runtime.Guard");

  private final Session session;
  private Set<String> names = Set.of();

  Caught(Session session) {
    this.session = session;
  }

  Set<String> names() {
    return names;
  }

  void set(Set<String> caught) {
    names = caught;
  }

  private boolean catches(Class<? extends Throwable> exception) {
    for (Class<?> c = exception; c != Object.class; c = c.getSuperclass()) {
      if (names.contains(c.getName())) {
        return true;
      }
    }
    return false;
  }

  /** Appends what throws where an operation, which was appended before, would have thrown. */
  void check(Op op, List<Value> operands, Value result, Scope scope) {
    if (names.isEmpty()) {
      return;
    }
    if (op instanceof Op.Store
        && operands.get(2).type().isReference()
        && catches(ArrayStoreException.class)) {
      call(scope, "used", operands.getFirst());
    }
    switch (op) {
      case Op.Load _, Op.Store _
          when catches(ArrayIndexOutOfBoundsException.class)
              || catches(NullPointerException.class) -> {
        Value length = scope.value(new Op.Length(), Type.INT, "length", operands.getFirst());
        call(scope, "index", operands.get(1), length);
      }
      case Op.Length _ when catches(NullPointerException.class) -> present(operands, scope);
      case Op.GetField _ when catches(NullPointerException.class) -> present(operands, scope);
      case Op.CheckCast _ when catches(ClassCastException.class) && isPlain(operands.getFirst()) ->
          call(scope, "used", result);
      default -> {}
    }
  }

  private void present(List<Value> operands, Scope scope) {
    if (isPlain(operands.getFirst())) {
      call(scope, "present", operands.getFirst());
    }
  }

  /** Whether a value may be null, or of another class, and is what it seems. */
  private boolean isPlain(Value object) {
    return !session.facts.isMade(object)
        && !session.facts.isFunction(object)
        && StandIns.of(object) == null;
  }

  private static void call(Scope scope, String name, Value... operands) {
    List<ClassDesc> types =
        Arrays.stream(operands)
            .map(v -> v.type().isReference() ? ConstantDescs.CD_Object : v.type().desc())
            .toList();
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, types);
    scope.effect(new Op.Call(Op.Call.Kind.STATIC, GUARD, name, type, false), operands);
  }
}
