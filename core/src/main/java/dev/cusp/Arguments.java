package dev.cusp;

import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.Signature;
import dev.cusp.tree.Copy;
import dev.cusp.tree.Tree;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;

/** The arguments of a program, as users give them: checked, and completed by the captured ones. */
final class Arguments {
  private final Method method;
  private final List<Object> captured;
  private final Signature signature;

  /** The classes of those that are given. */
  private final Class<?>[] boxed;

  Arguments(Method method, List<Object> captured, Signature signature) {
    this.method = method;
    this.captured = captured;
    this.signature = signature;
    this.boxed =
        signature.types().stream()
            .skip(captured.size())
            .map(type -> MethodType.methodType(type).wrap().returnType())
            .toArray(Class<?>[]::new);
  }

  /** How many are to be given: all but the captured ones. */
  int arity() {
    return signature.types().size() - captured.size();
  }

  /** The captured arguments followed by those given. */
  Object[] all(Object[] args) {
    if (args.length != arity()) {
      throw new IllegalArgumentException(
          "%s takes %d arguments, not %d".formatted(method.getName(), arity(), args.length));
    }
    Object[] all = new Object[captured.size() + args.length];
    for (int i = 0; i < captured.size(); i++) {
      all[i] = captured.get(i);
    }
    for (int i = 0; i < args.length; i++) {
      all[captured.size() + i] = argument(i, args[i]);
    }
    return all;
  }

  /**
   * The same as a derivative wants them: where those asked for by number, null for all, hold
   * numbers in collections, with such that it can look into.
   */
  Object[] opened(int[] wrt, Object[] args) {
    Object[] all = all(args);
    for (int p : positions(wrt)) {
      if (Tree.isInCollection(all[p])) {
        return Copy.opened(all, captured.size());
      }
    }
    return all;
  }

  /** An argument as the method wants it: numbers are widened as Java widens them. */
  private Object argument(int i, Object given) {
    Class<?> type = signature.types().get(captured.size() + i);
    if (type == double.class && (given instanceof Integer || given instanceof Float)) {
      return ((Number) given).doubleValue();
    }
    boolean fits = given == null ? !type.isPrimitive() : boxed[i].isInstance(given);
    if (!fits) {
      throw new IllegalArgumentException(
          "argument %d of %s is of type %s, not %s"
              .formatted(
                  i,
                  method.getName(),
                  type.getSimpleName(),
                  given == null ? "null" : given.getClass().getSimpleName()));
    }
    return given;
  }

  /** Positions among all arguments of those asked for by number; null for all that are given. */
  int[] positions(int[] wrt) {
    int[] positions = wrt == null ? IntStream.range(0, arity()).toArray() : wrt.clone();
    for (int i = 0; i < positions.length; i++) {
      int p = positions[i];
      if (p < 0 || p >= arity()) {
        throw new IllegalArgumentException(
            "%s has no argument %d: they are numbered from 0 to %d"
                .formatted(method.getName(), p, arity() - 1));
      }
      positions[i] += captured.size();
    }
    return positions;
  }

  /** The positions of arguments that are asked for by number must have a derivative. */
  int[] asked(int[] wrt, Object[] all) {
    int[] positions = positions(wrt);
    for (int p : positions) {
      if (wrt != null && all[p] != null && !signature.isDifferentiable(p, all[p])) {
        throw new DerivativeException(
            "argument %d of %s, of type %s, has no gradient: that takes numbers, arrays, records, objects of plain classes, or lists and maps of these"
                .formatted(p - captured.size(), method.getName(), all[p].getClass().getTypeName()),
            null);
      }
    }
    return positions;
  }

  /** Those of the positions asked for whose arguments have a derivative. */
  int[] differentiable(int[] wrt, Object[] all) {
    return IntStream.of(asked(wrt, all))
        .filter(p -> signature.isDifferentiable(p, all[p]))
        .toArray();
  }
}
