package dev.cusp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose calls are run again in the reverse sweep, rather than have what they compute
 * kept: memory for time (Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 12).
 *
 * <p>What is kept of a call is its arguments, copied where the program overwrites them. A method
 * that gives back references, or stores some, is kept as if it were not marked.
 *
 * <p>A long loop is best written as a recursion over its halves, in place. Of n steps the gradient
 * then keeps some log2 n states, and runs each step about log2 n times:
 *
 * <pre>{@code
 * @Checkpoint
 * static void march(double[] state, int steps) {
 *   if (steps == 1) {
 *     step(state);
 *   } else {
 *     march(state, steps / 2);
 *     march(state, steps - steps / 2);
 *   }
 * }
 * }</pre>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Checkpoint {}
