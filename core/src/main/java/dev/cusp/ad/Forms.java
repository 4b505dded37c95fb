package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.lift.Lift;
import dev.cusp.lift.LiftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A program as it was lifted, for the classes of the arguments it is given, and what is made of
 * that: each thing once. Thread-safe.
 */
final class Forms {
  private record Key(String what, Set<Integer> wrt, List<Class<?>> exact) {}

  /**
   * What lifting found: the program, unless it calls methods of objects it does not tell; and
   * whether it calls some of collections.
   */
  private record Found(Optional<Func> closed, boolean asksCollections) {
    /** The classes of objects that arguments lead to which matter. */
    List<Class<?>> reached(Object[] args) {
      if (closed.isEmpty()) {
        return Reached.classes(args);
      }
      return asksCollections ? Reached.standIns(args) : List.of();
    }
  }

  private final Lift.Lambda lambda;
  private final Signature signature;
  private final RuleCalls calls;

  /** The function itself where it was made, not lifted. */
  private final Func given;

  private final Map<Key, Object> made = new ConcurrentHashMap<>();

  /**
   * @param given the function where it was made; null where it is to be lifted
   */
  Forms(Lift.Lambda lambda, Signature signature, RuleCalls calls, Func given) {
    this.lambda = lambda;
    this.signature = signature;
    this.calls = calls;
    this.given = given;
  }

  /** What was made before for arguments of these classes, or what is made now. */
  @SuppressWarnings("unchecked") // one kind of value for each kind of key
  <T> T make(String what, Set<Integer> wrt, List<Class<?>> exact, Supplier<T> supplier) {
    Key key = new Key(what, wrt, exact);
    T known = (T) made.get(key);
    if (known == null) {
      known = supplier.get();
      T first = (T) made.putIfAbsent(key, known);
      known = first == null ? known : first;
    }
    return known;
  }

  /** The program, specialized on the classes of the arguments. */
  Func func(Object[] args) {
    if (given != null) {
      return given;
    }
    List<Class<?>> exact = exact(args);
    Optional<Func> closed = found(signature.exact(args)).closed();
    return closed.isPresent() && exact.size() == signature.types().size()
        ? closed.get()
        : make("func", Set.of(), exact, () -> Derivatives.prepare(lift(calls, exact)));
  }

  /**
   * The classes of the arguments, and where the program calls methods of objects of classes that it
   * does not tell, those of all objects that the arguments lead to; of collections, those that
   * stand for the JDK's.
   */
  List<Class<?>> exact(Object[] args) {
    List<Class<?>> exact = signature.exact(args);
    if (given != null || args == null) {
      return exact;
    }
    List<Class<?>> reached = found(exact).reached(args);
    if (reached.isEmpty()) {
      return exact;
    }
    List<Class<?>> all = new ArrayList<>(exact);
    all.addAll(reached);
    return all;
  }

  private Found found(List<Class<?>> declared) {
    return make(
        "found",
        Set.of(),
        declared,
        () -> {
          Lift lift = new Lift(calls);
          try {
            Func f = lift(lift, calls, declared);
            return new Found(
                lift.isOpen() ? Optional.empty() : Optional.of(Derivatives.prepare(f)),
                lift.asksCollections());
          } catch (LiftException e) {
            if (!lift.isOpen()) {
              throw e;
            }
            return new Found(Optional.empty(), true);
          }
        });
  }

  /** Lifted anew. */
  Func lift(RuleCalls policy, List<Class<?>> exact) {
    return lift(new Lift(policy), policy, exact);
  }

  private Func lift(Lift lift, RuleCalls policy, List<Class<?>> exact) {
    return policy.completed(lift.method(lambda.method(), exact, lambda.captured(), lambda.host()));
  }
}
