package dev.cusp.expectation;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.Objective;
import dev.cusp.ad.Compiled;
import dev.cusp.lift.Generated;
import dev.cusp.lift.Lift;
import dev.cusp.lift.Places;
import dev.cusp.rules.RuleBook;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The program of a script and an argument around one of an argument and a sampler. What the latter
 * captured are its first arguments, so that runs can be given copies of it.
 */
final class Around {
  /** A program with the code of estimators in the place of its draws, and these. */
  record Code(Compiled program, List<DrawSite> sites) {}

  /** What code is made for. */
  record Key(Class<?> argument, Estimator estimator, boolean isBiasAccepted) {}

  private static final AtomicLong COUNT = new AtomicLong();
  private static final ClassDesc SAMPLER = described(Sampler.class);
  private static final ClassDesc SCRIPT = described(Script.class);

  static ClassDesc described(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** The methods made around those of a class, by name, type and number of captured objects. */
  private static final ClassValue<Map<String, Method>> MADE =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * That made last of the functions of each class: a lambda has a class of its own, so what is
   * asked for anew in each round of a loop is compiled in the first. Soft, for it holds what the
   * function captured.
   */
  private static final ClassValue<AtomicReference<SoftReference<Around>>> LATEST =
      new ClassValue<>() {
        @Override
        protected AtomicReference<SoftReference<Around>> computeValue(Class<?> type) {
          return new AtomicReference<>(new SoftReference<>(null));
        }
      };

  private final Lift.Lambda lambda;

  /** Shared by functions of the same code. */
  private final Map<Key, Code> codes;

  private Around(Lift.Lambda lambda, Map<Key, Code> codes) {
    this.lambda = lambda;
    this.codes = codes;
  }

  /** That of a method of captured objects, a script and an argument. */
  Around(Lift.Lambda lambda) {
    this(lambda, new ConcurrentHashMap<>());
  }

  /** That of a function. */
  static Around of(Objective.Two<?, Sampler> f) {
    AtomicReference<SoftReference<Around>> latest = LATEST.get(f.getClass());
    Around known = latest.get().get();
    if (known != null && known.captured().isEmpty()) {
      return known;
    }
    Lift.Lambda inner = Lift.resolve(f);
    Around made = new Around(around(inner));
    if (known != null && known.lambda.isLike(made.lambda)) {
      return new Around(made.lambda, known.codes);
    }
    latest.set(new SoftReference<>(made));
    return made;
  }

  /** What the function captured. */
  List<Object> captured() {
    return lambda.captured();
  }

  /** The code for something, made if there is none yet. */
  Code code(Key key, Supplier<Code> make) {
    Code known = codes.get(key);
    if (known == null) {
      known = make.get();
      codes.put(key, known);
    }
    return known;
  }

  private static Lift.Lambda around(Lift.Lambda inner) {
    Method method = inner.method();
    Method made =
        MADE.get(method.getDeclaringClass())
            .computeIfAbsent(
                method + " " + inner.captured().size(),
                _ -> around(method, inner.captured().size()));
    return new Lift.Lambda(made, inner.captured(), inner.host());
  }

  private static Method around(Method method, int captured) {
    List<Class<?>> types = new ArrayList<>(List.of(method.getParameterTypes()));
    if (!Modifier.isStatic(method.getModifiers())) {
      types.addFirst(method.getDeclaringClass());
    }
    List<ClassDesc> params =
        new ArrayList<>(types.subList(0, captured).stream().map(Around::described).toList());
    params.add(SCRIPT);
    params.add(CD_Object);
    return program(
        method,
        params,
        captured,
        (code, sampler) -> {
          for (int i = 0; i < captured; i++) {
            code.loadLocal(TypeKind.from(params.get(i)), code.parameterSlot(i));
          }
          code.aload(code.parameterSlot(captured + 1));
          cast(code, types.get(captured));
          code.aload(sampler);
        });
  }

  private static void cast(CodeBuilder code, Class<?> type) {
    ClassDesc box = described(MethodType.methodType(type).wrap().returnType());
    code.checkcast(box);
    if (type.isPrimitive()) {
      code.invokevirtual(box, type.getName() + "Value", MethodTypeDesc.of(described(type)));
    }
  }

  /**
   * A method {@code Sampler s = Sampler.of(script); return s.total(method(..., s))}, there to be
   * lifted.
   *
   * @param script which parameter is the script
   * @param arguments pushes the arguments of the method; it is told where the sampler is
   */
  static Method program(
      Method method,
      List<ClassDesc> params,
      int script,
      BiConsumer<CodeBuilder, Integer> arguments) {
    Class<?> owner = method.getDeclaringClass();
    ClassDesc type =
        ClassDesc.of(owner.getPackageName(), Generated.AROUND + "$" + COUNT.incrementAndGet());
    byte[] file =
        ClassFile.of()
            .build(
                type,
                made ->
                    made.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                        .withMethodBody(
                            method.getName(),
                            MethodTypeDesc.of(CD_double, params),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> {
                              name(code, params, script);
                              int sampler = code.allocateLocal(TypeKind.REFERENCE);
                              code.aload(code.parameterSlot(script));
                              code.invokestatic(SAMPLER, "of", MethodTypeDesc.of(SAMPLER, SCRIPT));
                              code.astore(sampler).aload(sampler);
                              arguments.accept(code, sampler);
                              call(code, method);
                              code.invokevirtual(
                                  SAMPLER, "total", MethodTypeDesc.of(CD_double, CD_double));
                              code.dreturn();
                            }));
    return Generated.define(owner, file).getDeclaredMethods()[0];
  }

  /** What messages call the parameters. */
  private static void name(CodeBuilder code, List<ClassDesc> params, int script) {
    for (int i = 0; i < params.size(); i++) {
      String name = i < script ? "captured" + (i + 1) : i == script ? "script" : "argument";
      code.localVariable(
          code.parameterSlot(i), name, params.get(i), code.startLabel(), code.endLabel());
    }
  }

  private static void call(CodeBuilder code, Method method) {
    Class<?> owner = method.getDeclaringClass();
    List<ClassDesc> types =
        List.of(method.getParameterTypes()).stream().map(Around::described).toList();
    MethodTypeDesc type = MethodTypeDesc.of(described(method.getReturnType()), types);
    if (Modifier.isStatic(method.getModifiers())) {
      code.invokestatic(described(owner), method.getName(), type, owner.isInterface());
    } else if (owner.isInterface()) {
      code.invokeinterface(described(owner), method.getName(), type);
    } else {
      code.invokevirtual(described(owner), method.getName(), type);
    }
    Class<?> result = method.getReturnType();
    if (!result.isPrimitive()) {
      Class<?> number = MethodType.methodType(result).unwrap().returnType();
      code.invokevirtual(
          described(result), number.getName() + "Value", MethodTypeDesc.of(described(number)));
      result = number;
    }
    code.conversion(TypeKind.from(result), TypeKind.DOUBLE);
  }

  Compiled compiled(Places places) {
    return new Compiled(lambda, RuleBook.standard(), true, Compiled.AtTie.RAY, 0, places);
  }
}
