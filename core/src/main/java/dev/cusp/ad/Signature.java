package dev.cusp.ad;

import dev.cusp.ir.Type;
import dev.cusp.lift.Lift;
import dev.cusp.rules.Contents;
import dev.cusp.runtime.Shadows;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of a method: the receiver's first, then the parameters, then directions if any. */
public final class Signature {
  private final Method method;
  private final int captured;
  private final List<Class<?>> types;

  /** How many arguments are the program's own; directions come after them. */
  private final int own;

  /** Those whose types have derivatives. */
  private final boolean[] differ;

  private Signature(Method method, int captured, List<Class<?>> types, int own) {
    this.method = method;
    this.captured = captured;
    this.types = List.copyOf(types);
    this.own = own;
    this.differ = new boolean[types.size()];
    for (int i = 0; i < differ.length; i++) {
      Class<?> type = types.get(i);
      boolean discrete = type.isPrimitive() && type != double.class && type != float.class;
      Type of = new Type(type.describeConstable().orElseThrow());
      differ[i] = !discrete && !isMarked(i) && ShadowTypes.canShadow(of);
    }
  }

  /** That of the method behind a lambda, which takes what the lambda captures first. */
  static Signature of(Lift.Lambda lambda) {
    Method method = lambda.method();
    List<Class<?>> types = new ArrayList<>();
    if (!Modifier.isStatic(method.getModifiers())) {
      types.add(method.getDeclaringClass());
    }
    for (Class<?> type : method.getParameterTypes()) {
      types.add(unboxed(type)); // as Lift has it
    }
    return new Signature(method, lambda.captured().size(), types, types.size());
  }

  /** The same with directions as further arguments. */
  Signature with(List<Class<?>> directions) {
    return new Signature(method, captured, and(directions), types.size());
  }

  /** The same with further arguments, which are like its own. */
  Signature and(Set<Integer> again) {
    List<Class<?>> all = and(again.stream().<Class<?>>map(types::get).toList());
    return new Signature(method, captured, all, all.size());
  }

  private List<Class<?>> and(List<Class<?>> further) {
    List<Class<?>> all = new ArrayList<>(types);
    all.addAll(further);
    return all;
  }

  /** The types of the arguments, the receiver's first. */
  public List<Class<?>> types() {
    return types;
  }

  /** How many arguments are the program's own. */
  int own() {
    return own;
  }

  /** Whether an argument has numbers to differentiate with respect to; what is captured has not. */
  public boolean isDifferentiable(int position, Object arg) {
    return position >= captured
        && differ[position]
        && (types.get(position).isPrimitive() || Shadows.exists(arg));
  }

  /** The positions among those given whose type is differentiable. */
  Set<Integer> differing(Set<Integer> wrt) {
    Set<Integer> kept = new TreeSet<>();
    wrt.stream().filter(position -> differ[position]).forEach(kept::add);
    return kept;
  }

  private boolean isMarked(int position) {
    if (position >= own) {
      return true;
    }
    int first = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
    return position >= first
        && position < first + method.getParameterCount()
        && Arrays.stream(method.getParameters()[position - first].getAnnotations())
            .anyMatch(a -> a.annotationType().getName().equals("dev.cusp.NonDifferentiable"));
  }

  /**
   * The classes of those arguments whose declared types leave them open; null elsewhere. Without
   * arguments, collections are those that stand for the JDK's.
   */
  List<Class<?>> exact(Object[] args) {
    List<Class<?>> exact = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Class<?> type = types.get(i);
      boolean open =
          !type.isPrimitive() && !type.isArray() && !Modifier.isFinal(type.getModifiers());
      if (args == null) {
        exact.add(i < captured ? null : Contents.standIn(type));
      } else {
        exact.add(open && args[i] != null ? args[i].getClass() : null);
      }
    }
    return exact;
  }

  /** The declared types, as descriptors. */
  List<ClassDesc> declared() {
    return types.stream().map(c -> c.describeConstable().orElseThrow()).toList();
  }

  /** The type of the result. */
  ClassDesc result() {
    return unboxed(method.getReturnType()).describeConstable().orElseThrow();
  }

  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  /** Zeros in the shape of an argument's tangents: a number or a shadow; null where it has none. */
  static Object zero(Object arg) {
    return arg == null ? null : Shadows.zeroLike(arg);
  }
}
