package dev.cusp.library;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What there is on this machine. A service: module {@code cusp-native} provides one; without it, or
 * with {@code -Dcusp.native=off}, all is computed in Java.
 */
public interface Libraries {
  /** Empty if there is none for this machine. */
  Optional<Blas> blas();

  /** The same. */
  default Optional<Convolver> convolver() {
    return Optional.empty();
  }

  /** The same. */
  default Optional<Decompositions> decompositions() {
    return Optional.empty();
  }

  /** Those of this process, looked for once. */
  static Libraries here() {
    return Here.LIBRARIES;
  }

  /** What is looked up when it is first asked for. */
  final class Here {
    private static final Libraries LIBRARIES =
        "off".equals(System.getProperty("cusp.native"))
            ? Optional::empty
            : ServiceLoader.load(Libraries.class, Libraries.class.getClassLoader())
                .findFirst()
                .orElse(Optional::empty);

    private Here() {}
  }
}
