package dev.cusp.ad.nonsmooth;

import dev.cusp.ad.NonsmoothException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A point at which a method is not smooth, or only looks so, and what its derivative is there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Kink {
  /** The point. */
  double[] at();

  /**
   * The elements of the B-subdifferential, one after another; of a smooth function its gradient.
   */
  double[] answers() default {};

  /** Instead of answers: the reason why there is none. */
  NonsmoothException.Kind[] refused() default {};
}
