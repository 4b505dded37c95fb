package dev.cusp.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a reverse rule written by hand, for solvers and the like, in a class marked {@link
 * RulesFor}.
 *
 * <p>Its parameters are those of the method it is for (the receiver first, where there is one), the
 * result, the result's cotangent, and then for each {@code double[]} or {@code float[]} parameter
 * the array to which the parameter's cotangent is to be added. The cotangents of {@code double} and
 * {@code float} parameters are returned: one as a number of its type, several in order as a {@code
 * double[]}; without any the rule returns nothing. The method must be public in a public class,
 * since derivative code calls it.
 *
 * <pre>{@code
 * // for: static double[] solve(double[] a, double[] b)
 * @Vjp
 * public static void solve(
 *     double[] a, double[] b, double[] x, double[] xBar, double[] aBar, double[] bBar) { ... }
 *
 * // for: static double root(double p, double[] q, int steps)
 * @Vjp
 * public static double root(
 *     double p, double[] q, int steps, double x, double xBar, double[] qBar) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Vjp {}
