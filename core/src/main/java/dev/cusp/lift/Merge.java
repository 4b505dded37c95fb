package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Outcome.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Closes the two branches of an if: what they leave different becomes a result of it. */
final class Merge {
  /** Tells what joined values are: types and names. */
  interface Joined {
    Type type(Place place, Collection<Integer> targets, Value a, Value b);

    String name(Place place, Collection<Integer> targets, Value value);

    /** The value in a place before the branch, or null. */
    Value before(Place place);
  }

  /** A filled scope and where control goes from its end. */
  record Branch(Scope scope, Outcome outcome) {}

  private final Session session;
  private final Scope scope;
  private final Value condition;
  private final Branch then;
  private final Branch other;
  private final Joined joined;
  private final List<Value> thenYields = new ArrayList<>();
  private final List<Value> otherYields = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();

  private Merge(
      Session session, Scope scope, Value condition, Branch then, Branch other, Joined joined) {
    this.session = session;
    this.scope = scope;
    this.condition = condition;
    this.then = then;
    this.other = other;
    this.joined = joined;
  }

  /** Appends the if and tells where control goes from it. */
  static Outcome of(
      Session session, Scope scope, Value condition, Branch then, Branch other, Joined joined) {
    return new Merge(session, scope, condition, then, other, joined).close();
  }

  private Outcome close() {
    Outcome x = then.outcome();
    Outcome y = other.outcome();
    if (x.never() && y.never()) {
      append();
      return Outcome.NEVER;
    }
    Map<Integer, List<Place>> places = new HashMap<>(x.places());
    y.places().forEach(places::putIfAbsent);
    List<Integer> targets = targets(x, y);
    Value selector = selector(x, y, targets, places.size());
    SortedMap<Place, Value> values = new TreeMap<>();
    SortedSet<Place> used = new TreeSet<>();
    places.values().forEach(used::addAll);
    for (Place place : used) {
      values.put(place, column(place, value(x, place), value(y, place), places.keySet()));
    }
    append();
    return new Outcome(targets, selector, values, places);
  }

  /** The value in a place where one of the targets uses it, else null. */
  private static Value value(Outcome outcome, Place place) {
    for (List<Place> used : outcome.places().values()) {
      if (used.contains(place)) {
        return outcome.values().get(place);
      }
    }
    return null;
  }

  /** The joint numbering of the targets: where each branch has one, 0 is the second branch's. */
  private static List<Integer> targets(Outcome x, Outcome y) {
    boolean single = x.places().size() <= 1 && y.places().size() <= 1;
    List<Integer> targets = new ArrayList<>();
    if (single) {
      targets.addAll(y.places().keySet());
    } else {
      targets.addAll(x.isSingle() || x.never() ? y.targets() : x.targets());
      y.places().keySet().stream().filter(t -> !targets.contains(t)).forEach(targets::add);
    }
    x.places().keySet().stream().filter(t -> !targets.contains(t)).forEach(targets::add);
    return targets;
  }

  private Value selector(Outcome x, Outcome y, List<Integer> targets, int count) {
    if (count == 1) {
      return null;
    }
    if (x.isSingle() && y.isSingle()) {
      return condition;
    }
    Value a = x.never() ? null : index(then, targets);
    Value b = y.never() ? null : index(other, targets);
    Value selector = column(a, b, Type.INT, "exit");
    if (targets.size() == 2) {
      session.markBoolean(selector);
    }
    return selector;
  }

  /** The selector of a branch in the joint numbering. */
  private Value index(Branch branch, List<Integer> targets) {
    Outcome outcome = branch.outcome();
    if (outcome.isSingle()) {
      return branch.scope().constant(targets.indexOf(outcome.single()));
    }
    Value index = outcome.selector();
    List<Integer> own = outcome.targets();
    boolean same =
        outcome.places().keySet().stream().allMatch(t -> own.indexOf(t) == targets.indexOf(t));
    if (same) {
      return index;
    }
    Value mapped = branch.scope().constant(0);
    for (int target : outcome.places().keySet()) {
      Scope in = branch.scope();
      Value is = in.compare(Op.Compare.Relation.EQ, index, in.constant(own.indexOf(target)));
      Value number = in.constant(targets.indexOf(target));
      Value next = new Value(Type.INT, "exit");
      List<Region> regions =
          List.of(in.nested().region(List.of(number)), in.nested().region(List.of(mapped)));
      in.append(new Op.If(), List.of(is), List.of(next), regions);
      mapped = next;
    }
    return mapped;
  }

  /** The value in a place after the if; null stands for none. */
  private Value column(Place place, Value x, Value y, Collection<Integer> targets) {
    Value a = x;
    Value b = y;
    if (then.outcome().never() || a == null) {
      a = then.outcome().never() ? null : otherwise(place, b, then.scope(), other.scope());
    }
    if (other.outcome().never() || b == null) {
      b = other.outcome().never() ? null : otherwise(place, a, other.scope(), then.scope());
    }
    Value known = a == null ? b : a;
    Value second = b == null ? a : b;
    Type type = joined.type(place, targets, known, second);
    return column(a, b, type, joined.name(place, targets, known));
  }

  /** What stands in for a value that a branch does not have, because nothing will read it. */
  private Value otherwise(Place place, Value there, Scope here, Scope from) {
    if (!from.defines(there)) {
      return there;
    }
    Value before = joined.before(place);
    boolean fits = before != null && before.type().equals(there.type());
    if (fits) {
      return before;
    }
    Value zero = here.zero(there.type());
    Value number = session.facts.boxed(there);
    if (number != null) {
      session.facts.setBoxed(zero, here.zero(number.type())); // a null would be looked into
    }
    return zero;
  }

  /** One of two values, or the only one where a branch never ends (null). */
  private Value column(Value first, Value second, Type type, String name) {
    boolean differ = first != null && second != null && !first.type().equals(second.type());
    Value a = differ ? StandIns.original(first, then.scope()) : first;
    Value b = differ ? StandIns.original(second, other.scope()) : second;
    if (a != null && b != null && a != b) {
      a = LambdaClasses.object(a, then.scope());
      b = LambdaClasses.object(b, other.scope());
    }
    Value only = a == null || a == b ? b : b == null ? a : null;
    if (only != null && !(a == null ? other : then).scope().defines(only)) {
      return only;
    }
    Value flag = a == null || b == null ? null : flag(a, b);
    if (flag != null) {
      return flag;
    }
    for (int i = 0; i < results.size(); i++) {
      if (thenYields.get(i) == a && otherYields.get(i) == b) {
        return results.get(i);
      }
    }
    Value result = new Value(type, name);
    if (isBoolean(a) && isBoolean(b)) {
      session.markBoolean(result);
    }
    thenYields.add(a);
    otherYields.add(b);
    results.add(result);
    unbox(a, b, result);
    return result;
  }

  /** Keeps track of the number that a box holds, whichever branch it is from. */
  private void unbox(Value a, Value b, Value box) {
    Value x = a == null ? null : session.facts.boxed(a);
    Value y = b == null ? null : session.facts.boxed(b);
    boolean isKnown = (a == null || x != null) && (b == null || y != null);
    if (isKnown && (x == null || y == null || x.type().equals(y.type()))) {
      Value number = column(x, y, (x == null ? y : x).type(), box.name());
      session.facts.setBoxed(box, number);
    }
  }

  private boolean isBoolean(Value value) {
    return value == null || session.isBoolean(value);
  }

  /** The condition itself where it is 1 or 0 just as the values are, or null. */
  private Value flag(Value a, Value b) {
    Integer x = session.constant(a);
    Integer y = session.constant(b);
    if (x == null || y == null || x + y != 1 || x * y != 0) {
      return null;
    }
    return x == 1 ? condition : scope.not(condition);
  }

  private void append() {
    boolean thenNever = then.outcome().never();
    boolean otherNever = other.outcome().never();
    boolean nothing =
        results.isEmpty()
            && !thenNever
            && !otherNever
            && then.scope().isIdle()
            && other.scope().isIdle();
    if (!nothing) {
      List<Region> regions =
          List.of(
              then.scope().region(thenNever ? null : thenYields),
              other.scope().region(otherNever ? null : otherYields));
      scope.append(new Op.If(), List.of(condition), results, regions);
    }
  }
}
