package dev.cusp;

import dev.cusp.rules.RuleBook;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the rule classes ({@link dev.cusp.rules.RulesFor}) that hold for the programs of a class
 * and of the classes nested in it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UseRules {
  Class<?>[] value();

  /** Finds the annotation. */
  final class Finder {
    private Finder() {}

    /** The book and the rules named for a class and for those around it. */
    public static RuleBook add(RuleBook book, Class<?> host) {
      RuleBook all = book;
      for (Class<?> c = host; c != null; c = c.getEnclosingClass()) {
        UseRules use = c.getAnnotation(UseRules.class);
        if (use != null) {
          all = all.plus(use.value());
        }
      }
      return all;
    }
  }
}
