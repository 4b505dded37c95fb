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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** The class file made for one function: its methods, and the facade if it has one. */
final class Emission {
  private static final String DUMP = System.getProperty("cusp.dump");

  /** HotSpot never compiles a method of more bytes than this (its HugeMethodLimit). */
  private static final int HUGE = 8000;

  private static final int SMALLEST = 500;

  private final Func func;
  private final Plan plan;
  private final Linkage linkage;
  private final ClassDesc self;
  private final Methods methods;
  private byte[] bytes;

  /**
   * How the functions of a class are split. Sizes are estimated before code is made, so what turns
   * out too large is split again.
   */
  private static final class Plan {
    final Limits usual;
    final Map<Func, Limits> narrower = new IdentityHashMap<>();
    final Map<Func, Func> split = new IdentityHashMap<>();
    final Map<Func, Func> parts = new IdentityHashMap<>();

    Plan(Limits usual) {
      this.usual = usual;
    }

    Func split(Func func) {
      return split.computeIfAbsent(
          func, f -> Split.apply(f, narrower.getOrDefault(f, usual), parts));
    }

    /** Whether a function can be split more finely, which it is from now on. */
    boolean narrow(Func func) {
      Limits half = narrower.getOrDefault(func, usual).halved();
      if (half.large() < SMALLEST) {
        return false;
      }
      narrower.put(func, half);
      split.remove(func);
      return true;
    }
  }

  private Emission(Func func, Plan plan) {
    this.func = func;
    this.plan = plan;
    linkage = new Linkage(func.host());
    String name = Methods.sanitized(func.name());
    String pack = linkage.lookup().lookupClass().getPackageName();
    self = ClassDesc.of(pack.isEmpty() ? name : pack + "." + name);
    methods = new Methods(self, linkage, plan.parts);
  }

  /**
   * Makes the class file.
   *
   * @param iface the interface to implement, or null
   * @param leading how many arguments the instance keeps
   */
  static Emission of(Func func, Class<?> iface, int leading, Limits limits) {
    Plan plan = new Plan(limits);
    while (true) {
      Emission emission = new Emission(func, plan);
      emission.build(iface, leading);
      if (limits == Limits.NONE || !emission.narrow()) {
        return emission;
      }
    }
  }

  /** Whether there are methods that are too large for the JIT and will be split more finely. */
  private boolean narrow() {
    Set<Func> huge = Collections.newSetFromMap(new IdentityHashMap<>());
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      if (method.code().orElseThrow() instanceof CodeAttribute code && code.codeLength() > HUGE) {
        huge.add(methods.whole(method.methodName().stringValue()));
      }
    }
    huge.remove(null);
    boolean again = false;
    for (Func whole : huge) {
      again |= plan.narrow(whole);
    }
    return again;
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
      Func small = plan.split(next);
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
