package dev.cusp.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose static methods are derivative rules of the methods of another class.
 *
 * <p>A rule has the name of the method it is for. Its parameters are those of the method (the
 * receiver first, where there is one), each {@code float} or {@code double} followed by its
 * tangent; it returns the tangent of the result. Other parameters, references included, have no
 * tangent. A rule is linear in the tangents. It is lifted and inlined like other code, so it has
 * derivatives of its own.
 *
 * <pre>{@code
 * @RulesFor(Special.class)
 * final class SpecialRules {
 *   static double erf(double x, double xDot) {
 *     return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * xDot;
 *   }
 * }
 * }</pre>
 *
 * <p>Private methods are no rules but help them. Methods marked {@link Vjp} are reverse rules.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RulesFor {
  /** The class that declares the methods; where there are several, each declares all of them. */
  Class<?>[] value();
}
