package dev.cusp;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field, a record component or a parameter as a constant: nothing is differentiated with
 * respect to it.
 *
 * <p>In a gradient such a number is 0.0, and such a reference is the argument's own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface NonDifferentiable {}
