package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.rules.Index;
import dev.cusp.rules.NotLifted;
import dev.cusp.rules.StandsFor;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Objects that take the place of those of JDK classes, see {@link StandsFor}. */
final class StandIns {
  /** How descriptors of classes beside {@link StandsFor} begin: most values are told by that. */
  private static final String PREFIX =
      "L" + StandsFor.class.getPackageName().replace('.', '/') + "/";

  private static final String INDEX = Index.class.descriptorString();
  private static final String PACKAGE = StandsFor.class.getPackageName() + ".";
  private static final String ORIGINAL = "original";

  private StandIns() {}

  /** The class of a stand-in, or null for any other value. */
  static Class<?> of(Value value) {
    ClassDesc type = value.type().desc();
    if (!type.descriptorString().startsWith(PREFIX)) {
      return null;
    }
    Class<?> named = Classes.load(type, StandIns.class);
    return named.isAnnotationPresent(StandsFor.class) && !isSubclass(named) ? named : null;
  }

  /** Whether the objects of a stand-in are of the class that it stands for. */
  static boolean isSubclass(Class<?> standIn) {
    StandsFor mark = standIn.getAnnotation(StandsFor.class);
    return mark != null && mark.value()[0].isAssignableFrom(standIn);
  }

  static boolean isSubclass(ClassDesc type) {
    return type.descriptorString().startsWith(PREFIX)
        && isSubclass(Classes.load(type, StandIns.class));
  }

  /** Whether a class is one of those that stand for the JDK's, and of what belongs to them. */
  static boolean isOurs(Class<?> type) {
    return type.getName().startsWith(PACKAGE);
  }

  /** Whether a call is one of the index of a map's keys. */
  static boolean isIndex(Op.Call call) {
    return call.owner().descriptorString().equals(INDEX);
  }

  /** Whether the methods of a class of ours run as they are, like those of the JDK. */
  static boolean isRest(Class<?> type) {
    return type.getName().startsWith(PACKAGE) && type.isAnnotationPresent(NotLifted.class);
  }

  /** The method of a stand-in that is called where the JDK's is, or null. */
  static Method method(Class<?> standIn, String name, MethodTypeDesc type) {
    for (Method method : standIn.getDeclaredMethods()) {
      boolean fits =
          method.getName().equals(name)
              && !method.isSynthetic()
              && MethodType.methodType(void.class, method.getParameterTypes())
                  .describeConstable()
                  .orElseThrow()
                  .parameterList()
                  .equals(type.parameterList());
      if (fits && !name.equals(ORIGINAL)) {
        return method;
      }
    }
    return null;
  }

  /** Whether a cast of a stand-in to a class succeeds, as one of the JDK's object does. */
  static boolean is(Class<?> standIn, Class<?> type) {
    return type.isAssignableFrom(standIn.getAnnotation(StandsFor.class).value()[0]);
  }

  /** The JDK's object for a stand-in, the value itself for others. */
  static Value original(Value value, Scope scope) {
    Class<?> standIn = of(value);
    if (standIn == null) {
      return value;
    }
    ClassDesc type = Classes.desc(standIn.getAnnotation(StandsFor.class).value()[0]);
    Op call =
        new Op.Call(
            Op.Call.Kind.VIRTUAL, value.type().desc(), ORIGINAL, MethodTypeDesc.of(type), false);
    return scope.value(call, new Type(type), value.name(), value);
  }

  /** The operands of a statement with the JDK's objects for stand-ins that it would give away. */
  static List<Value> originals(Op op, List<Value> operands, Scope scope) {
    for (Value operand : operands) {
      if (of(operand) != null && !keeps(op, operands)) {
        List<Value> originals = new ArrayList<>(operands);
        originals.replaceAll(value -> original(value, scope));
        return originals;
      }
    }
    return operands;
  }

  private static boolean keeps(Op op, List<Value> operands) {
    ClassDesc own = operands.getFirst().type().desc();
    return switch (op) {
      case Op.GetField get -> get.owner().equals(own);
      case Op.Call call -> call.owner().equals(own);
      case Op.Compare _, Op.Loop _, Op.If _ -> true;
      default -> false;
    };
  }
}
