package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Verifier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;

/**
 * Turns functions of the intermediate form into bytecode, in hidden classes beside their hosts.
 *
 * <p>A function has one result at most. With {@code -Dcusp.verify=true} it is verified first, with
 * {@code -Dcusp.dump=dir} the class files are written to a directory.
 */
public final class Emit {
  private static final boolean VERIFY = Boolean.getBoolean("cusp.verify");

  private Emit() {}

  /** A handle of a static method with the types of the function's parameters and result. */
  public static MethodHandle handle(Func func) {
    return handle(func, Limits.USUAL);
  }

  /** As {@link #handle(Func)}, with given limits to the size of methods. */
  static MethodHandle handle(Func func, Limits limits) {
    Emission emission = emission(func, null, 0, limits);
    Methods methods = emission.methods();
    Linkage linkage = emission.linkage();
    Lookup lookup = emission.define();
    try {
      return lookup
          .findStatic(lookup.lookupClass(), methods.name(func), linkage.type(methods.type(func)))
          .asType(linkage.type(Methods.declaredType(func)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An instance of an interface with one abstract method that calls the function.
   *
   * @param leading the function's first arguments; those of the interface's method follow them
   */
  public static <T> T implement(Func func, Class<T> iface, List<Object> leading) {
    return maker(func, iface, leading.size()).with(leading);
  }

  /** Functions of the same code, for different values of its leading arguments. */
  @FunctionalInterface
  public interface Maker<T> {
    T with(List<Object> leading);
  }

  /** As {@link #implement}, for any values of the first so many arguments. */
  public static <T> Maker<T> maker(Func func, Class<T> iface, int leading) {
    MethodHandle made = constructor(emission(func, iface, leading, Limits.USUAL), func, leading);
    return values -> instance(made, iface, values);
  }

  /** The same with all of the function in one method, whatever its size. */
  public static <T> T implementWhole(Func func, Class<T> iface) {
    return instance(constructor(emission(func, iface, 0, Limits.NONE), func, 0), iface, List.of());
  }

  private static <T> T instance(MethodHandle constructor, Class<T> iface, List<Object> leading) {
    try {
      return iface.cast(constructor.invokeWithArguments(leading));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  private static MethodHandle constructor(Emission emission, Func func, int leading) {
    Lookup lookup = emission.define();
    try {
      MethodType type = emission.linkage().type(emission.methods().type(func));
      MethodType fields = type.dropParameterTypes(leading, type.parameterCount());
      return lookup.findConstructor(lookup.lookupClass(), fields.changeReturnType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class file of the function alone. */
  public static byte[] classFile(Func func) {
    return emission(func, null, 0, Limits.USUAL).bytes();
  }

  private static Emission emission(Func func, Class<?> iface, int leading, Limits limits) {
    if (VERIFY) {
      Verifier.verify(func);
    }
    return Emission.of(func, iface, leading, limits);
  }
}
