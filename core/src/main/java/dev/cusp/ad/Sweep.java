package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reverse sweep of one region: the cotangents gathered so far, and the forward values found so
 * far.
 *
 * <p>A cotangent of a value that is defined further out is read and replaced here; when the region
 * is closed the outer sweep takes it over.
 */
final class Sweep {
  private final Algebra algebra;
  private final Builder builder;
  private final Sweep outer;

  /** Where the parameters of a loop go; null where this is not a loop's body. */
  private final Builder loop;

  private final Map<Value, Value> known = new IdentityHashMap<>();
  private final Map<Value, Value> bars = new IdentityHashMap<>();
  private final Map<Value, Value> carried = new LinkedHashMap<>();
  private final List<Value> touched = new ArrayList<>();
  private final java.util.function.Predicate<Value> own;

  /**
   * A sweep.
   *
   * @param own tells the values whose definition this sweep will meet
   */
  Sweep(
      Algebra algebra,
      Builder builder,
      Sweep outer,
      Builder loop,
      java.util.function.Predicate<Value> own) {
    this.algebra = algebra;
    this.builder = builder;
    this.outer = outer;
    this.loop = loop;
    this.own = own;
  }

  /** A sweep of a part of the same region, which finds forward values for itself. */
  Sweep nested(Builder part) {
    return new Sweep(algebra, part, this, null, own);
  }

  /** {@code x.bar} for the cotangent of {@code x.dot}. */
  static String barName(Value v) {
    String name = v.name();
    return (name.endsWith(".dot") ? name.substring(0, name.length() - 4) : name) + ".bar";
  }

  Builder builder() {
    return builder;
  }

  /** The sweep of the region that a value is defined in: the outermost that may use it. */
  Sweep of(Value v) {
    Sweep s = this;
    while (!s.own.test(v) && s.outer != null) {
      s = s.outer;
    }
    return s;
  }

  /** A forward value found here or further out. */
  Value known(Value v) {
    for (Sweep s = this; s != null; s = s.outer) {
      Value found = s.known.get(v);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  void know(Value v, Value found) {
    known.put(v, found);
  }

  /** The cotangent so far, or null. */
  Value peek(Value v) {
    Value bar = bars.get(v);
    if (bar != null || own.test(v) || outer == null) {
      return bar;
    }
    if (loop != null) {
      Value param = loop.param(v.type(), barName(v));
      carried.put(v, param);
      bars.put(v, param);
      return param;
    }
    return outer.peek(v);
  }

  /** Adds to the cotangent of a value. */
  void add(Value v, Value contribution) {
    Value bar = peek(v);
    put(v, bar == null ? contribution : algebra.plus(builder, bar, contribution));
  }

  void put(Value v, Value bar) {
    if (!own.test(v) && outer != null && !touched.contains(v)) {
      touched.add(v);
    }
    bars.put(v, bar);
  }

  /** Removes the cotangent of a value whose definition has been reached; null where it is zero. */
  Value take(Value v) {
    return bars.remove(v);
  }

  /** The values from further out whose cotangents changed here. */
  List<Value> touched() {
    return touched;
  }

  /** The values from further out whose cotangents a loop carries, with its parameters. */
  Map<Value, Value> carried() {
    return carried;
  }
}
