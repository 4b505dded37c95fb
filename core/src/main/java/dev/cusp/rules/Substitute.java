package dev.cusp.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that is lifted in place of another of the same name, with the same results
 * and exceptions, because the other is native or too intricate to be lifted.
 *
 * <p>The parameters are those of the method it stands for (the receiver first, where there is one);
 * a parameter may be narrower, such as {@code double[]} for {@code Object}: then it stands in where
 * the argument is known to be one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Substitute {
  /** The class that declares the method; {@code Object} for {@code clone()} of arrays. */
  Class<?> value();
}
