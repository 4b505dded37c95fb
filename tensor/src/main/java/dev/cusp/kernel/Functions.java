package dev.cusp.kernel;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.lift.Lift;
import dev.cusp.lift.Policy;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The functions of {@link Math}, and the error function, as kernels compute them, in float and in
 * double: plain Java without calls to anything that has no counterpart in vector registers. The
 * interpreter and every device run the same statements, so they agree bit for bit. Special values
 * are those of {@link Math}.
 */
public final class Functions {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc STABLE = ClassDesc.of("dev.cusp.rules.Stable");
  private static final ClassDesc SPECIAL = ClassDesc.of("dev.cusp.tensor.Special");
  private static final Map<String, Method> FOUND = new HashMap<>();

  static {
    for (Class<?> owner :
        List.of(
            Exponentials.class, Logarithms.class, Angles.class, Roundings.class, Errors.class)) {
      Arrays.stream(owner.getDeclaredMethods())
          .filter(m -> java.lang.reflect.Modifier.isPublic(m.getModifiers()))
          .forEach(m -> FOUND.put(key(m.getName(), type(m)), m));
    }
  }

  private static final Map<Op.Call, Func> LIFTED = new ConcurrentHashMap<>();

  /** Functions for arguments that are rare. */
  private static final Pattern FAR = Pattern.compile("far[A-Z].*");

  /** Inlines all but the methods of the JDK and what is rare. */
  private static final Policy PRIMITIVES =
      new Policy() {
        @Override
        public boolean keep(Class<?> owner, String name, MethodTypeDesc type) {
          return owner.getPackageName().equals("java.lang") || FAR.matcher(name).matches();
        }

        @Override
        public Method substitute(
            Class<?> owner, String name, MethodTypeDesc type, List<Type> operands) {
          return null;
        }
      };

  private Functions() {}

  private static String key(String name, MethodTypeDesc type) {
    return name + type.descriptorString();
  }

  private static MethodTypeDesc type(Method m) {
    return MethodType.methodType(m.getReturnType(), m.getParameterTypes())
        .describeConstable()
        .orElseThrow();
  }

  /** The method that computes a known method; null where that itself is called or inlined. */
  static Method of(ClassDesc owner, String name, MethodTypeDesc type) {
    boolean isKnown = owner.equals(MATH) || owner.equals(STABLE) || owner.equals(SPECIAL);
    return isKnown ? FOUND.get(key(name, type)) : null;
  }

  /** The body of a static method that an operation calls, with calls of Math left in it. */
  public static Func lifted(Op.Call call) {
    return LIFTED.computeIfAbsent(call, Functions::lift);
  }

  private static Func lift(Op.Call call) {
    try {
      Class<?> owner = Class.forName(call.owner().packageName() + "." + call.owner().displayName());
      MethodType type =
          MethodType.fromMethodDescriptorString(
              call.type().descriptorString(), owner.getClassLoader());
      return new Lift(PRIMITIVES)
          .method(owner.getDeclaredMethod(call.name(), type.parameterArray()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot find " + call, e);
    }
  }

  /** Whether a call is of one of these functions that are better called than inlined. */
  public static boolean isRare(Op.Call call) {
    return isOwn(call) && FAR.matcher(call.name()).matches();
  }

  /** Whether a call is of one of these functions. */
  public static boolean isOwn(Op.Call call) {
    Method m = FOUND.get(key(call.name(), call.type()));
    return m != null && call.owner().equals(ClassDesc.of(m.getDeclaringClass().getName()));
  }
}
