package dev.cusp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose calls are run again in the reverse sweep, rather than have what they compute
 * kept: memory for time (Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 12).
 *
 * <p>What is kept of a call is its arguments, copied where the program overwrites them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Checkpoint {}
