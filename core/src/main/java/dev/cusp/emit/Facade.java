package dev.cusp.emit;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes an emitted class implement a functional interface by a static method of its own.
 *
 * @param leading how many of the method's arguments come first, from the instance's final fields
 */
record Facade(
    Class<?> iface,
    ClassDesc self,
    String target,
    MethodTypeDesc type,
    int leading,
    Linkage linkage) {
  void build(ClassBuilder builder) {
    builder.withInterfaceSymbols(desc(iface));
    for (int i = 0; i < leading; i++) {
      builder.withField(
          "a" + i, type.parameterType(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    }
    builder.withMethodBody(
        ConstantDescs.INIT_NAME, constructorType(), ClassFile.ACC_PRIVATE, this::construct);
    Set<MethodTypeDesc> done = new HashSet<>();
    for (Method method : iface.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
        MethodTypeDesc wanted = type(method);
        if (done.add(wanted)) {
          builder.withMethodBody(
              method.getName(), wanted, ClassFile.ACC_PUBLIC, code -> call(code, wanted));
        }
      }
    }
  }

  MethodTypeDesc constructorType() {
    return MethodTypeDesc.of(ConstantDescs.CD_void, type.parameterList().subList(0, leading));
  }

  private void construct(CodeBuilder code) {
    code.aload(0);
    code.invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    for (int i = 0; i < leading; i++) {
      ClassDesc field = type.parameterType(i);
      code.aload(0);
      code.loadLocal(TypeKind.from(field), code.parameterSlot(i));
      code.putfield(self, "a" + i, field);
    }
    code.return_();
  }

  private void call(CodeBuilder code, MethodTypeDesc wanted) {
    if (leading + wanted.parameterCount() != type.parameterCount()) {
      throw new IllegalArgumentException(
          iface.getName()
              + " takes "
              + wanted.parameterCount()
              + " arguments, but the function needs "
              + (type.parameterCount() - leading));
    }
    for (int i = 0; i < leading; i++) {
      code.aload(0);
      code.getfield(self, "a" + i, type.parameterType(i));
    }
    for (int i = 0; i < wanted.parameterCount(); i++) {
      ClassDesc found = wanted.parameterType(i);
      code.loadLocal(TypeKind.from(found), code.parameterSlot(i));
      convert(code, found, type.parameterType(leading + i));
    }
    code.invokestatic(self, target, type);
    convert(code, type.returnType(), wanted.returnType());
    code.return_(TypeKind.from(wanted.returnType()));
  }

  private void convert(CodeBuilder code, ClassDesc from, ClassDesc to) {
    TypeKind found = TypeKind.from(from);
    TypeKind wanted = TypeKind.from(to);
    if (wanted == TypeKind.VOID) {
      if (found != TypeKind.VOID) {
        Boxing.drop(code, found);
      }
    } else if (found == TypeKind.VOID) {
      code.loadConstant(null);
    } else if (found == TypeKind.REFERENCE && wanted == TypeKind.REFERENCE) {
      if (!linkage.isAssignable(from, to)) {
        code.checkcast(to);
      }
    } else if (found == TypeKind.REFERENCE) {
      Boxing.unbox(code, wanted);
    } else if (wanted == TypeKind.REFERENCE) {
      Boxing.box(code, found);
    } else if (found.asLoadable() != wanted.asLoadable()) {
      code.conversion(found, wanted);
    }
  }

  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException _) {
      return false;
    }
  }

  private static MethodTypeDesc type(Method method) {
    ClassDesc[] params = new ClassDesc[method.getParameterCount()];
    for (int i = 0; i < params.length; i++) {
      params[i] = desc(method.getParameterTypes()[i]);
    }
    return MethodTypeDesc.of(desc(method.getReturnType()), params);
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
