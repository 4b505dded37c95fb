package dev.cusp.runtime;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lookup with full access to a class, as defining hidden classes beside it takes.
 *
 * <p>Classes of another class loader are in another module, be it unnamed, and a lookup that
 * crosses modules loses part of its access. So for such a class a small one is defined in its
 * package, whose own lookup does not cross.
 */
public final class Entrance {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String METHOD = "lookup";
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_MethodHandles_Lookup);

  private static final ClassValue<Lookup> LOOKUPS =
      new ClassValue<>() {
        @Override
        protected Lookup computeValue(Class<?> host) {
          try {
            return lookup(host);
          } catch (IllegalAccessException cause) {
            throw new IllegalStateException(closed(host), cause);
          }
        }
      };

  private Entrance() {}

  /** A lookup for code beside a class. */
  public static Lookup to(Class<?> host) {
    return LOOKUPS.get(host);
  }

  private static Lookup lookup(Class<?> host) throws IllegalAccessException {
    Lookup there = MethodHandles.privateLookupIn(host, MethodHandles.lookup());
    return there.hasFullPrivilegeAccess()
        ? there
        : MethodHandles.privateLookupIn(host, neighbour(there));
  }

  private static Lookup neighbour(Lookup there) throws IllegalAccessException {
    Class<?> neighbour = there.defineClass(classFile(there.lookupClass().getPackageName()));
    try {
      return (Lookup)
          there.findStatic(neighbour, METHOD, MethodType.methodType(Lookup.class)).invokeExact();
    } catch (IllegalAccessException | Error | RuntimeException cause) {
      throw cause;
    } catch (Throwable cause) {
      throw new IllegalStateException("the lookup of " + neighbour + " failed", cause);
    }
  }

  /**
   * {@code final class Cusp$Entrance1 { static Lookup lookup() { return MethodHandles.lookup();
   * }}}.
   */
  private static byte[] classFile(String packageName) {
    ClassDesc name = ClassDesc.of(packageName, "Cusp$Entrance" + COUNT.incrementAndGet());
    return ClassFile.of()
        .build(
            name,
            type ->
                type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                    .withMethodBody(
                        METHOD,
                        TYPE,
                        ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(ConstantDescs.CD_MethodHandles, METHOD, TYPE)
                                .areturn()));
  }

  private static String closed(Class<?> host) {
    return "cannot define code beside %s; let its module open %s to %s"
        .formatted(host.getName(), host.getPackageName(), Entrance.class.getModule());
  }
}
