package dev.cusp.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a plain class whose objects take the place of a JDK class's in code that is lifted, because
 * the JDK's cannot be looked into.
 *
 * <p>{@link Substitute} methods make them. A method that is called on one is the one here with that
 * name and these parameters. For everything else, and where code that is not lifted gets hold of
 * it, {@code original()}, which the class must have, gives the JDK's object.
 *
 * <p>Where the class extends that of the JDK, its objects are such objects, and go everywhere. Then
 * methods such as {@code makeArrayList} with the parameters of the JDK's constructors are called in
 * their place.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StandsFor {
  Class<?>[] value();
}
