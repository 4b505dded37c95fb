package dev.cusp.lift;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Entrance;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A class with a name for each lambda expression whose object is kept in memory: what it captures
 * is in fields, and the class tells a call which code to run, as with any object.
 */
final class LambdaClasses {
  private static final String IMPLEMENTATION = "implementation";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A place in code where a lambda is made. */
  private record Place(
      ClassDesc type, String method, MethodTypeDesc declared, DirectMethodHandleDesc code) {}

  private record Made(Place place, Class<?> from, List<ClassDesc> captured, byte[] classFile) {}

  private static final ClassValue<Map<Place, Class<?>>> BESIDE =
      new ClassValue<>() {
        @Override
        protected Map<Place, Class<?>> computeValue(Class<?> from) {
          return new ConcurrentHashMap<>();
        }
      };

  private static final ClassValue<List<Made>> MADE =
      new ClassValue<>() {
        @Override
        protected List<Made> computeValue(Class<?> type) {
          return new ArrayList<>(1);
        }
      };

  private LambdaClasses() {}

  /** The operands of a statement, with objects of known classes for lambdas that it would keep. */
  static List<Value> kept(Op op, List<Value> operands, Scope scope) {
    int first =
        switch (op) {
          case Op.Store _ -> 2;
          case Op.PutField _ -> 1;
          case Op.New _, Op.Apply _ -> 0;
          default -> operands.size();
        };
    List<Value> kept = operands;
    for (int i = first; i < operands.size(); i++) {
      Value object = object(operands.get(i), scope);
      if (object != operands.get(i)) {
        kept = new ArrayList<>(kept);
        kept.set(i, object);
      }
    }
    return kept;
  }

  /** An object of a known class for a lambda; the value itself for others. */
  static Value object(Value value, Scope scope) {
    Facts.Closure closure = scope.facts().closure(value);
    boolean isOne =
        closure != null && MADE.get(Classes.load(value.type().desc(), closure.from())).isEmpty();
    Class<?> type = isOne ? of(value.type().desc(), closure) : null;
    if (type == null) {
      return value;
    }
    Made made = MADE.get(type).getFirst();
    ClassDesc desc = Classes.desc(type);
    List<Op.New.Field> fields = new ArrayList<>();
    for (int i = 0; i < made.captured().size(); i++) {
      fields.add(new Op.New.Field(desc, "c" + i, made.captured().get(i)));
    }
    List<Value> operands = new ArrayList<>(closure.captured());
    operands.addAll(closure.captured());
    MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, made.captured());
    Op make = new Op.New(desc, constructor, fields);
    Value object = scope.value(make, new Type(desc), "lambda", operands);
    scope.facts().setMade(object, type);
    scope.facts().setClosure(object, closure);
    scope.world().add(type);
    return object;
  }

  /** The lambda that an object of such a class is; null for other classes. */
  static Facts.Closure closure(Class<?> type, Value object, Scope scope) {
    if (MADE.get(type).isEmpty()) {
      return null;
    }
    Made made = MADE.get(type).getFirst();
    List<Value> captured = new ArrayList<>();
    for (int i = 0; i < made.captured().size(); i++) {
      ClassDesc field = made.captured().get(i);
      Op get = new Op.GetField(Classes.desc(type), "c" + i, field, true);
      captured.add(scope.value(get, Type.of(field), "captured", object));
    }
    Place place = made.place();
    return new Facts.Closure(place.method(), place.declared(), place.code(), captured, made.from());
  }

  /** The class file of such a class, null for others. */
  static byte[] classFile(Class<?> type) {
    List<Made> made = MADE.get(type);
    return made.isEmpty() ? null : made.getFirst().classFile();
  }

  private static Class<?> of(ClassDesc type, Facts.Closure closure) {
    Place place = new Place(type, closure.method(), closure.type(), closure.code());
    Class<?> from = closure.from();
    if (Classes.isPlatform(from)) {
      return null;
    }
    return BESIDE.get(from).computeIfAbsent(place, p -> define(p, from, closure.captured().size()));
  }

  private static Class<?> define(Place place, Class<?> from, int captures) {
    Lookup lookup = Entrance.to(from);
    Class<?> type = Classes.load(place.type(), from);
    Method method = method(type, place.method());
    MethodType called = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    MethodTypeDesc full = place.code().invocationType();
    if (place.code().kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      full = full.changeReturnType(place.code().owner());
    }
    List<ClassDesc> captured = full.parameterList().subList(0, captures);
    String name = from.getSimpleName() + "$Cusp$Lambda" + COUNT.incrementAndGet();
    ClassDesc desc = ClassDesc.of(from.getPackageName(), name);
    MethodTypeDesc calling = called.describeConstable().orElseThrow();
    MethodTypeDesc erased = calling;
    for (int i = captures - 1; i >= 0; i--) {
      erased = erased.insertParameterTypes(0, erased(captured.get(i)));
    }
    try {
      MethodHandle code = place.code().resolveConstantDesc(lookup);
      byte[] classFile = bytes(desc, type, place.method(), calling, erased, captured);
      Class<?> made = lookup.defineClass(classFile);
      MethodType wide =
          called.insertParameterTypes(
              0,
              Arrays.stream(code.type().parameterArray(), 0, captures)
                  .map(c -> c.isPrimitive() ? c : Object.class)
                  .toArray(Class<?>[]::new));
      lookup
          .findStaticSetter(made, IMPLEMENTATION, MethodHandle.class)
          .invoke(code.asFixedArity().asType(wide));
      MADE.get(made).add(new Made(place, from, captured, classFile));
      return made;
    } catch (ReflectiveOperationException | NoClassDefFoundError e) {
      return null; // it names a class that is not there; where the program gets here, it says so
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("no class for the lambda in " + from.getName(), e);
    }
  }

  private static ClassDesc erased(ClassDesc type) {
    return type.isPrimitive() ? type : CD_Object;
  }

  /** The abstract method that a lambda implements. */
  private static Method method(Class<?> type, String name) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && Modifier.isAbstract(method.getModifiers())) {
        return method;
      }
    }
    throw new LiftException(type.getName() + " has no abstract method " + name);
  }

  private static byte[] bytes(
      ClassDesc desc,
      Class<?> type,
      String method,
      MethodTypeDesc calling,
      MethodTypeDesc erased,
      List<ClassDesc> captured) {
    return ClassFile.of()
        .build(
            desc,
            c -> {
              c.withFlags(
                  ClassFile.ACC_PUBLIC
                      | ClassFile.ACC_FINAL
                      | ClassFile.ACC_SUPER
                      | ClassFile.ACC_SYNTHETIC);
              c.withInterfaceSymbols(Classes.desc(type));
              c.withField(IMPLEMENTATION, CD_MethodHandle, ClassFile.ACC_STATIC);
              for (int i = 0; i < captured.size(); i++) {
                c.withField("c" + i, captured.get(i), ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
              }
              c.withMethodBody(
                  INIT_NAME,
                  MethodTypeDesc.of(CD_void, captured),
                  ClassFile.ACC_PUBLIC,
                  code -> {
                    code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
                    for (int i = 0; i < captured.size(); i++) {
                      code.aload(0);
                      code.loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
                      code.putfield(desc, "c" + i, captured.get(i));
                    }
                    code.return_();
                  });
              c.withMethodBody(
                  method,
                  calling,
                  ClassFile.ACC_PUBLIC,
                  code -> {
                    code.getstatic(desc, IMPLEMENTATION, CD_MethodHandle);
                    for (int i = 0; i < captured.size(); i++) {
                      code.aload(0).getfield(desc, "c" + i, captured.get(i));
                    }
                    for (int i = 0; i < calling.parameterCount(); i++) {
                      code.loadLocal(
                          TypeKind.from(calling.parameterType(i)), code.parameterSlot(i));
                    }
                    code.invokevirtual(CD_MethodHandle, "invokeExact", erased);
                    code.return_(TypeKind.from(calling.returnType()));
                  });
            });
  }
}
