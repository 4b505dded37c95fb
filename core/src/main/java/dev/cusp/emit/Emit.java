package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Value;
import dev.cusp.ir.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns functions of the intermediate form into bytecode, in hidden classes beside their hosts.
 *
 * <p>A function has one result at most. With {@code -Dcusp.verify=true} it is verified first, with
 * {@code -Dcusp.dump=dir} the class files are written to a directory.
 */
public final class Emit {
  private static final boolean VERIFY = Boolean.getBoolean("cusp.verify");
  private static final String DUMP = System.getProperty("cusp.dump");

  private final Func func;
  private final Linkage linkage;
  private final ClassDesc self;
  private final Methods methods;

  private final Limits limits;

  /** An emission with given limits to the size of methods. */
  Emit(Func func, Limits limits) {
    this.limits = limits;
    if (VERIFY) {
      Verifier.verify(func);
    }
    this.func = func;
    linkage = new Linkage(func.host());
    String name = Methods.sanitized(func.name());
    String pack = linkage.lookup().lookupClass().getPackageName();
    self = ClassDesc.of(pack.isEmpty() ? name : pack + "." + name);
    methods = new Methods(self, linkage);
  }

  /** A handle of a static method with the types of the function's parameters and result. */
  public static MethodHandle handle(Func func) {
    return new Emit(func, Limits.USUAL).handle();
  }

  /**
   * An instance of an interface with one abstract method that calls the function.
   *
   * @param leading the function's first arguments; those of the interface's method follow them
   */
  public static <T> T implement(Func func, Class<T> iface, List<Object> leading) {
    MethodHandle constructor = constructor(func, iface, leading.size());
    try {
      return iface.cast(constructor.invokeWithArguments(leading));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  /** As {@link #implement}, for any values of the leading arguments: a handle that takes them. */
  public static MethodHandle constructor(Func func, Class<?> iface, int leading) {
    return new Emit(func, Limits.USUAL).constructor(iface, leading);
  }

  /** The class file of the function alone. */
  public static byte[] classFile(Func func) {
    return new Emit(func, Limits.USUAL).build(null, 0);
  }

  MethodHandle handle() {
    Lookup lookup = define(build(null, 0));
    MethodTypeDesc type = methods.type(func);
    try {
      MethodHandle handle = lookup.findStatic(lookup.lookupClass(), methods.name(func), type(type));
      return handle.asType(declaredType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodHandle constructor(Class<?> iface, int leading) {
    Lookup lookup = define(build(iface, leading));
    try {
      MethodType type = type(methods.type(func));
      MethodType fields = type.dropParameterTypes(leading, type.parameterCount());
      return lookup.findConstructor(lookup.lookupClass(), fields.changeReturnType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodType declaredType() {
    List<Value> params = func.params();
    Class<?>[] types = new Class<?>[params.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = linkage.type(params.get(i).type().desc());
    }
    List<Value> results = func.results();
    Class<?> result =
        results.isEmpty() ? void.class : linkage.type(results.getFirst().type().desc());
    return MethodType.methodType(result, types);
  }

  private MethodType type(MethodTypeDesc desc) {
    Class<?>[] params = new Class<?>[desc.parameterCount()];
    for (int i = 0; i < params.length; i++) {
      params[i] = linkage.type(desc.parameterType(i));
    }
    return MethodType.methodType(linkage.type(desc.returnType()), params);
  }

  private byte[] build(Class<?> iface, int leading) {
    ClassFile.ClassHierarchyResolverOption resolver =
        ClassFile.ClassHierarchyResolverOption.of(new Hierarchy(self, linkage));
    byte[] bytes = ClassFile.of(resolver).build(self, builder -> build(builder, iface, leading));
    dump(bytes);
    return bytes;
  }

  private void build(ClassBuilder builder, Class<?> iface, int leading) {
    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
    builder.withSuperclass(ConstantDescs.CD_Object);
    String file = Lines.file(func);
    if (file != null) {
      builder.with(SourceFileAttribute.of(file));
    }
    methods.name(func);
    if (iface != null) {
      new Facade(iface, self, methods.name(func), methods.type(func), leading, linkage)
          .build(builder);
    }
    for (int i = 0; i < methods.funcs().size(); i++) {
      Func next = methods.funcs().get(i);
      Func small = Split.apply(next, limits, methods.parts());
      builder.withMethodBody(
          methods.name(next),
          methods.type(next),
          ClassFile.ACC_STATIC,
          code -> new Flow(code, small, linkage, methods).emit());
    }
  }

  private Lookup define(byte[] bytes) {
    try {
      return linkage.data().isEmpty()
          ? linkage.lookup().defineHiddenClass(bytes, true, Lookup.ClassOption.NESTMATE)
          : linkage
              .lookup()
              .defineHiddenClassWithClassData(
                  bytes, linkage.data(), true, Lookup.ClassOption.NESTMATE);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot define code for " + func.name(), e);
    }
  }

  private void dump(byte[] bytes) {
    if (DUMP == null) {
      return;
    }
    try {
      Path dir = Files.createDirectories(Path.of(DUMP));
      Files.write(dir.resolve(self.displayName() + ".class"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
