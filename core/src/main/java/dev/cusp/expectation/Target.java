package dev.cusp.expectation;

import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.cusp.NonDifferentiable;
import dev.cusp.lift.Generated;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that is not given as a lambda but as a method: its arguments are made the components of
 * a record, which it is differentiated by, and the method a program of that. The classes are there
 * to be lifted.
 */
final class Target {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final int FINAL = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;
  private static final ClassDesc RECORD = Record.class.describeConstable().orElseThrow();

  private final Method method;
  private final List<Parameter> parameters;
  private final ClassDesc record;

  /** The class of the record, beside that of the method, where all types of its are seen. */
  private final Class<?> arguments;

  private Target(Method method) {
    this.method = method;
    Parameter[] all = method.getParameters();
    parameters = List.of(all).subList(0, Math.max(0, all.length - 1));
    String place = method.getDeclaringClass().getPackageName();
    String number = "$" + COUNT.incrementAndGet();
    record = ClassDesc.of(place, "Arguments" + number);
    arguments = Generated.define(method.getDeclaringClass(), recordFile());
  }

  /**
   * That of a method.
   *
   * @throws IllegalArgumentException if it is not static, gives no double, or a sampler is not the
   *     last of its two parameters or more
   */
  static Target of(Method method) {
    Class<?>[] types = method.getParameterTypes();
    boolean fits =
        Modifier.isStatic(method.getModifiers())
            && method.getReturnType() == double.class
            && types.length > 1
            && types[types.length - 1] == Sampler.class
            && Arrays.asList(types).indexOf(Sampler.class) == types.length - 1;
    if (!fits) {
      throw new IllegalArgumentException(
          method.getName()
              + ": the expected result is that of a static method to a double, of arguments and last"
              + " a Sampler");
    }
    return new Target(method);
  }

  /** The method of a script and a record of arguments. */
  Method around() {
    return Around.program(
        method,
        List.of(Around.described(Script.class), record),
        0,
        (code, sampler) -> {
          for (Parameter p : parameters) {
            code.aload(1).getfield(record, p.getName(), type(p));
          }
          code.aload(sampler);
        });
  }

  /** A record of arguments. */
  Record arguments(Object... values) {
    try {
      return (Record) arguments.getDeclaredConstructors()[0].newInstance(values);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassDesc type(Parameter p) {
    return p.getType().describeConstable().orElseThrow();
  }

  private static RuntimeVisibleAnnotationsAttribute marks(Parameter p) {
    boolean isConstant = p.isAnnotationPresent(NonDifferentiable.class);
    ClassDesc mark = NonDifferentiable.class.describeConstable().orElseThrow();
    return RuntimeVisibleAnnotationsAttribute.of(
        isConstant ? List.of(Annotation.of(mark)) : List.of());
  }

  private byte[] recordFile() {
    ClassDesc[] types = parameters.stream().map(Target::type).toArray(ClassDesc[]::new);
    return ClassFile.of()
        .build(
            record,
            file -> {
              file.withFlags(FINAL).withSuperclass(RECORD);
              file.with(
                  RecordAttribute.of(
                      parameters.stream()
                          .map(p -> RecordComponentInfo.of(p.getName(), type(p), marks(p)))
                          .toList()));
              for (Parameter p : parameters) {
                file.withField(
                    p.getName(),
                    type(p),
                    field ->
                        field
                            .withFlags(ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                            .with(marks(p)));
                file.withMethodBody(
                    p.getName(),
                    MethodTypeDesc.of(type(p)),
                    ClassFile.ACC_PUBLIC,
                    code ->
                        code.aload(0)
                            .getfield(record, p.getName(), type(p))
                            .return_(TypeKind.from(type(p))));
              }
              file.withMethodBody(
                  INIT_NAME, MethodTypeDesc.of(CD_void, types), ClassFile.ACC_PUBLIC, this::fill);
            });
  }

  private void fill(CodeBuilder code) {
    code.aload(0).invokespecial(RECORD, INIT_NAME, MethodTypeDesc.of(CD_void));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      code.aload(0).loadLocal(TypeKind.from(type(p)), code.parameterSlot(i));
      code.putfield(record, p.getName(), type(p));
    }
    code.return_();
  }
}
