package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.util.HashSet;
import java.util.Set;

/** The classes that have the functions of {@link Math}, under the same names. */
public final class MathClasses {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc STRICT_MATH = ClassDesc.of("java.lang.StrictMath");

  /**
   * Those of well-known libraries, which compute with the bits of numbers and tables. Their
   * functions are the same to an ulp or two; what has an exact result is equal.
   */
  private static final Set<String> OF_LIBRARIES =
      Set.of(
          "org.hipparchus.util.FastMath",
          "org.apache.commons.math.util.FastMath",
          "org.apache.commons.math3.util.FastMath",
          "org.apache.commons.math4.core.jdkmath.AccurateMath",
          "org.apache.commons.math4.legacy.core.jdkmath.AccurateMath",
          "net.jafama.FastMath",
          "net.jafama.StrictFastMath");

  private static final Set<ClassDesc> ALL = all();

  private MathClasses() {}

  private static Set<ClassDesc> all() {
    Set<ClassDesc> all = new HashSet<>(Set.of(MATH, STRICT_MATH));
    OF_LIBRARIES.forEach(name -> all.add(ClassDesc.of(name)));
    return Set.copyOf(all);
  }

  /** Whether a class is {@link Math}, {@link StrictMath} or one of a library. */
  public static boolean contain(ClassDesc owner) {
    return ALL.contains(owner);
  }

  /** Whether a class is one of a library. */
  public static boolean isOfLibrary(Class<?> owner) {
    return OF_LIBRARIES.contains(owner.getName());
  }
}
