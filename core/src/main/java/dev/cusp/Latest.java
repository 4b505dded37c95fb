package dev.cusp;

import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import dev.cusp.runtime.Made;
import java.lang.ref.SoftReference;

/**
 * The program made last of the functions of each class. A lambda has a class of its own, so what is
 * differentiated anew in each round of a loop is compiled in the first.
 */
final class Latest {
  private static final ClassValue<Latest> OF =
      new ClassValue<>() {
        @Override
        protected Latest computeValue(Class<?> type) {
          return new Latest();
        }
      };

  /** Soft: it holds what the function captured, which may be a set of data. */
  private volatile SoftReference<Program> program = new SoftReference<>(null);

  private Latest() {}

  /** The program of a function, with the rules that are found beside it. */
  static Program of(Object function) {
    if (function == null || Made.of(function) != null) {
      return Program.of(function, RuleBook.standard());
    }
    Latest latest = OF.get(function.getClass());
    Program known = latest.program.get();
    if (known != null && known.captured().isEmpty()) {
      return known;
    }
    Lift.Lambda lambda = Lift.resolve(function);
    if (known != null && known.lambda().isLike(lambda)) {
      return known.capturing(lambda);
    }
    Program made = Program.of(lambda, RuleBook.standard());
    latest.program = new SoftReference<>(made);
    return made;
  }
}
