package dev.cusp.emit;

import dev.cusp.ir.Func;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class file made for one function: its methods, and the facade if it has one. */
final class Emission {
  private static final String DUMP = System.getProperty("cusp.dump");

  /** HotSpot never compiles a method of more bytes than this (its HugeMethodLimit). */
  private static final int HUGE = 8000;

  private static final int SMALLEST = 500;

  private final Func func;
  private final Limits limits;
  private final Linkage linkage;
  private final ClassDesc self;
  private final Methods methods;
  private byte[] bytes;

  private Emission(Func func, Limits limits) {
    this.func = func;
    this.limits = limits;
    linkage = new Linkage(func.host());
    String name = Methods.sanitized(func.name());
    String pack = linkage.lookup().lookupClass().getPackageName();
    self = ClassDesc.of(pack.isEmpty() ? name : pack + "." + name);
    methods = new Methods(self, linkage);
  }

  /**
   * Makes the class file.
   *
   * @param iface the interface to implement, or null
   * @param leading how many arguments the instance keeps
   */
  static Emission of(Func func, Class<?> iface, int leading, Limits limits) {
    Emission emission = new Emission(func, limits);
    emission.build(iface, leading);
    boolean again = emission.isHuge() && limits.large() > SMALLEST;
    return again ? of(func, iface, leading, limits.halved()) : emission;
  }

  byte[] bytes() {
    return bytes;
  }

  Linkage linkage() {
    return linkage;
  }

  Methods methods() {
    return methods;
  }

  /** Sizes are estimated before code is made; where something was split, this looks at the code. */
  private boolean isHuge() {
    if (methods.parts().isEmpty()) {
      return false;
    }
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      if (method.code().orElseThrow() instanceof CodeAttribute code && code.codeLength() > HUGE) {
        return true;
      }
    }
    return false;
  }

  private void build(Class<?> iface, int leading) {
    ClassFile.ClassHierarchyResolverOption resolver =
        ClassFile.ClassHierarchyResolverOption.of(new Hierarchy(self, linkage));
    bytes = ClassFile.of(resolver).build(self, builder -> build(builder, iface, leading));
    dump();
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
    boolean mayRecurse = methods.funcs().size() > 1;
    if (mayRecurse && !linkage.frames().isEmpty()) {
      builder.withMethodBody(
          ConstantDescs.CLASS_INIT_NAME,
          ConstantDescs.MTD_void,
          ClassFile.ACC_STATIC,
          code -> Lines.resolve(code, linkage));
    }
  }

  /** Defines the class, hidden, beside the host. */
  Lookup define() {
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

  private void dump() {
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
