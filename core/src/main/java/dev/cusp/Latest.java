package dev.cusp;

import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import dev.cusp.runtime.Captured;
import dev.cusp.runtime.Made;
import java.lang.ref.SoftReference;
import java.util.List;

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
    if (known != null && isAlike(known.captured(), lambda.captured())) {
      return known.capturing(lambda);
    }
    Program made = Program.of(lambda, RuleBook.standard());
    latest.program = new SoftReference<>(made);
    return made;
  }

  /** Whether code made for some captured objects is right for others. */
  private static boolean isAlike(List<Object> known, List<Object> captured) {
    for (int i = 0; i < known.size(); i++) {
      if (type(known.get(i)) != type(captured.get(i)) || isSeenThrough(captured.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> type(Object object) {
    return object == null ? null : object.getClass();
  }

  /** Whether code is made of the object itself, not of its class alone. */
  private static boolean isSeenThrough(Object captured) {
    return Captured.isLambda(captured) || Made.of(captured) != null;
  }
}
