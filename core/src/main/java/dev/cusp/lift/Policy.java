package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Source;
import dev.cusp.ir.Type;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.List;

/** Which calls stay calls, and which are replaced. */
public interface Policy {
  /** Whether a call stays one, because it has a derivative rule or is a known primitive. */
  boolean keep(Class<?> owner, String name, MethodTypeDesc type);

  /** Whether a call that stays one only computes something of its arguments. */
  default boolean isFunctional(Op.Call call) {
    return false;
  }

  /**
   * What a method of {@code dev.cusp.Cusp} makes of a function, as a function of the IR; null where
   * it cannot be told.
   *
   * @param how the name of that method
   */
  default Func derived(String how, Func function) {
    return null;
  }

  /** The class whose objects take the place of those of a class where these are made, or null. */
  default Class<?> standIn(Class<?> made) {
    return null;
  }

  /**
   * A static Java method to lift in place of the called one at one place, or null.
   *
   * @param parameters how many the method has, the receiver among them where there is one
   */
  default Method placed(Class<?> owner, String name, int parameters, Source place) {
    return null;
  }

  /**
   * A static Java method to lift in place of the called one, or null.
   *
   * @param owner the class that declares the method; of the {@code clone()} of an array, the
   *     array's class
   * @param operands the types of the receiver, where there is one, and of the arguments
   */
  Method substitute(Class<?> owner, String name, MethodTypeDesc type, List<Type> operands);
}
