package dev.cusp.ad;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where a program is differentiated, and which answers are right there. */
@Retention(RetentionPolicy.RUNTIME)
@interface Answer {
  /** The numbers of the arguments. */
  String at();

  /** The gradient, of a function that has one. */
  String gradient() default "";

  /** The gradients of the pieces that meet: one of them is right. */
  String vertices() default "";

  /** The middle of a ball seen through a matrix: the middle plus the matrix times a unit vector. */
  String center() default "";

  /** The rows of that matrix. */
  String axes() default "";

  /** The reason there is none. */
  NonsmoothException.Kind[] refused() default {};
}
