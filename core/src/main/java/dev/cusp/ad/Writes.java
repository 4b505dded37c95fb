package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Func;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Shadows;
import dev.cusp.runtime.Slot;
import dev.cusp.tree.Copy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/** What a program writes to of its arguments: it is given copies of that. */
final class Writes {
  /** A parameter that is a reference. */
  private record Param(String name, Place place, boolean isWritten, boolean isRelinked) {}

  /** By position; null where the parameter is a number. */
  private final Param[] params;

  private final boolean writes;

  private Writes(Func f) {
    Aliases aliases = Aliases.of(f);
    params = new Param[f.params().size()];
    for (int i = 0; i < params.length; i++) {
      Value v = f.params().get(i);
      if (v.type().isReference()) {
        params[i] =
            new Param(v.name(), aliases.place(v), aliases.isWritten(v), aliases.isRelinked(v));
      }
    }
    writes = Arrays.stream(params).anyMatch(p -> p != null && p.isWritten());
  }

  static Writes of(Func f) {
    return new Writes(f);
  }

  /** Whether anything that is reached from a parameter is written to. */
  boolean to(int param) {
    return param < params.length && params[param] != null && params[param].isWritten();
  }

  /**
   * Where to find the cotangent of an argument after the program was run with its shadow: in the
   * shadow, or, where the program changes its links, in a frame of it.
   */
  Object frame(int param, Object shadow) {
    return params[param].isRelinked() ? Shadows.frame(shadow) : shadow;
  }

  /** The arguments, those copied that the program writes to. */
  Object[] copies(Object[] args) {
    Object[] copies = args.clone();
    if (writes) {
      refuseShared(args);
      for (int i = 0; i < args.length; i++) {
        if (to(i)) {
          copies[i] = Copy.of(args[i]);
        }
      }
    }
    return copies;
  }

  /** An object that was met, and as what. */
  private record Met(Object object, Place place, int param, String name) {
    Met part(Object part, Place of, String suffix) {
      return new Met(part, Aliases.find(of), param, name + suffix);
    }

    boolean isWritten() {
      return place.isWritten();
    }
  }

  /**
   * An object that is written to must not be given to the program twice, under names that {@link
   * Aliases} takes for those of different objects: as two arguments, or in two fields.
   */
  private void refuseShared(Object[] args) {
    Map<Object, Met> known = new IdentityHashMap<>();
    Deque<Met> todo = new ArrayDeque<>();
    for (int i = 0; i < args.length; i++) {
      if (params[i] != null) {
        meet(new Met(args[i], params[i].place(), i, params[i].name()), known, todo);
      }
    }
    while (!todo.isEmpty()) {
      Met met = todo.remove();
      Map<String, Place> parts = met.place().parts();
      if (met.object() instanceof Object[] elements) {
        Place place = parts.get(Aliases.ELEMENTS);
        for (int i = 0; place != null && i < elements.length; i++) {
          meet(met.part(elements[i], place, "[" + i + "]"), known, todo);
        }
        continue;
      }
      for (Slot slot : Layout.of(met.object().getClass()).slots()) {
        Place place = parts.get(Aliases.key(slot));
        if (slot.kind() == Layout.Kind.LINK && place != null) {
          meet(met.part(slot.get(met.object()), place, "." + slot.name()), known, todo);
        }
      }
    }
  }

  private static void meet(Met met, Map<Object, Met> known, Deque<Met> todo) {
    Object object = met.object();
    if (object == null || !object.getClass().isArray() && !Layout.exists(object.getClass())) {
      return;
    }
    Met other = known.putIfAbsent(object, met);
    if (other == null) {
      todo.add(met);
      return;
    }
    boolean apart = other.place() != met.place() || other.param() != met.param();
    if (apart && (met.isWritten() || other.isWritten())) {
      Met one = met.isWritten() ? met : other;
      Met two = met.isWritten() ? other : met;
      throw new DerivativeException(
          "%s is written to, and is the same object as %s; pass a copy"
              .formatted(one.name(), two.name()),
          one.place().writes.getFirst().stmt().source());
    }
  }
}
