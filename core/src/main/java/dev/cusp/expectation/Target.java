package dev.cusp.expectation;

import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import dev.cusp.lift.Places;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/**
 * Programs that are not given as lambdas but as methods: a method is lifted in place of a call
 * here.
 */
final class Target {
  private static final int MOST = 4;

  private Target() {}

  static double array(Script script, double[] a) {
    Sampler s = Sampler.of(script);
    return s.total(call(a, s));
  }

  static double numbers1(Script script, double[] a) {
    Sampler s = Sampler.of(script);
    return s.total(call(a[0], s));
  }

  static double numbers2(Script script, double[] a) {
    Sampler s = Sampler.of(script);
    return s.total(call(a[0], a[1], s));
  }

  static double numbers3(Script script, double[] a) {
    Sampler s = Sampler.of(script);
    return s.total(call(a[0], a[1], a[2], s));
  }

  static double numbers4(Script script, double[] a) {
    Sampler s = Sampler.of(script);
    return s.total(call(a[0], a[1], a[2], a[3], s));
  }

  private static double call(double[] a, Sampler s) {
    throw new AssertionError();
  }

  private static double call(double a, Sampler s) {
    throw new AssertionError();
  }

  private static double call(double a, double b, Sampler s) {
    throw new AssertionError();
  }

  private static double call(double a, double b, double c, Sampler s) {
    throw new AssertionError();
  }

  private static double call(double a, double b, double c, double d, Sampler s) {
    throw new AssertionError();
  }

  /**
   * The method here that calls one like the given.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Method around(Method method) {
    Class<?>[] types = method.getParameterTypes();
    int numbers = types.length - 1;
    boolean fits =
        Modifier.isStatic(method.getModifiers())
            && method.getReturnType() == double.class
            && numbers > 0
            && types[numbers] == Sampler.class;
    boolean isArray = fits && numbers == 1 && types[0] == double[].class;
    boolean areNumbers =
        fits
            && numbers <= MOST
            && Arrays.stream(types).limit(numbers).allMatch(t -> t == double.class);
    if (!isArray && !areNumbers) {
      throw new IllegalArgumentException(
          "%s: the expected result is that of a static method to a double, of a double[] or 1 to %d doubles and last a Sampler"
              .formatted(method.getName(), MOST));
    }
    String name = isArray ? "array" : "numbers" + numbers;
    try {
      return Target.class.getDeclaredMethod(name, Script.class, double[].class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a method in the place of the calls here. */
  static Places calling(Method method, Places others) {
    return new Places() {
      @Override
      public boolean keeps(Class<?> owner, String name) {
        return others.keeps(owner, name);
      }

      @Override
      public Method at(Class<?> owner, String name, int parameters, Source place) {
        return owner == Target.class && name.equals("call")
            ? method
            : others.at(owner, name, parameters, place);
      }

      @Override
      public Func after(Func lifted) {
        return others.after(lifted);
      }
    };
  }
}
