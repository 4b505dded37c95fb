package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Slot;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which references may name the same memory: one {@link Place} for all that may (unification, after
 * Steensgaard 1996; linear in the program, blind to order).
 */
final class Aliases {
  static final ClassDesc GUARD = ClassDesc.of("dev.cusp.runtime.Guard");

  /** The key of an array's elements among the parts of a place. */
  static final String ELEMENTS = "[]";

  /** A set of objects or arrays that are not told apart. */
  static final class Place {
    private Place forward;
    private Map<String, Place> parts = new LinkedHashMap<>();

    /** Parts (a field's key or {@link #ELEMENTS}) that hold numbers depending on an input. */
    Set<String> varied = new HashSet<>();

    /** Parts that hold bits or text of such numbers. */
    Set<String> encoded = new HashSet<>();

    /** Parts whose numbers the result depends on. */
    Set<String> useful = new HashSet<>();

    /** The statements that write into it, and where its objects come from. */
    List<Access> writes = new ArrayList<>();

    List<Access> origins = new ArrayList<>();

    /** Whether all numbers reachable from it are inputs (outputs) of the derivative. */
    boolean input;

    boolean output;

    /** Whether a part holds numbers that depend on an input. */
    boolean isVaried(String part) {
      return input || varied.contains(part);
    }

    /** Whether the result depends on the numbers of a part. */
    boolean isUseful(String part) {
      return output || useful.contains(part);
    }

    /** Whether it is written to itself. */
    boolean isWritten() {
      return !writes.isEmpty();
    }

    /** What its references lead to, by field, or {@link #ELEMENTS}. */
    Map<String, Place> parts() {
      return parts;
    }
  }

  /** A statement and the way to it from the function's body. */
  record Access(Stmt stmt, String part, Path path) {}

  private final Map<Value, Place> places = new IdentityHashMap<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Map<String, Place> tapes = new HashMap<>();
  private final Map<String, Place> statics = new HashMap<>();
  private final Map<Value, Object> constants = new IdentityHashMap<>();

  /** Objects that the program did not make, where others of their type are its own. */
  private final Set<Value> foreigners = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Objects whose constructor was not read, and tangents of such. */
  private final List<Value> opaque = new ArrayList<>();

  /** How many places have become one with another. */
  private int unions;

  static Aliases of(Func f) {
    Aliases aliases = new Aliases();
    aliases.function(f, Path.ROOT);
    Subtypes types = new Subtypes(f.host());
    f.params().stream()
        .filter(p -> p.type().isReference())
        .forEach(p -> aliases.mergeByClass(p, types, false));
    Map<Place, Integer> merged = new IdentityHashMap<>();
    for (Value object : aliases.opaque) {
      Integer unions = merged.put(aliases.place(object), aliases.unions);
      if (unions == null || unions != aliases.unions) {
        aliases.mergeByClass(object, types, true);
        merged.put(aliases.place(object), aliases.unions);
      }
    }
    return aliases;
  }

  /**
   * Fields of an argument may lead to the same object, as the ends of springs and the list of
   * bodies do: where it is written to, objects that may be of one class are not told apart. (Two
   * fields that lead to the same array are refused, see {@link Writes}.) So may those of an object
   * whose constructor was not read, and these to the same array, too.
   */
  private void mergeByClass(Value object, Subtypes types, boolean withArrays) {
    Set<Place> reached = reached(object);
    if (reached.stream().noneMatch(Place::isWritten)) {
      return;
    }
    Map<ClassDesc, Place> byClass = new LinkedHashMap<>();
    for (Value v : List.copyOf(places.keySet())) {
      ClassDesc type = v.type().desc();
      if (reached.contains(place(v)) && (withArrays || type.isClassOrInterface())) {
        Place known = byClass.putIfAbsent(type, place(v));
        if (known != null) {
          unify(known, place(v));
        } else {
          byClass.forEach((other, place) -> {
            if (types.mayShare(type, other)) {
              unify(place, place(v));
            }
          });
        }
        reached.add(place(v));
      }
    }
  }

  static boolean isGuardOfForeign(Op.Call call) {
    return call.owner().equals(GUARD) && call.name().equals("foreign");
  }

  /**
   * Whether a call is one of an object that the program did not make, which holds nothing that
   * depends on an input and must not be given any.
   */
  boolean isForeign(Stmt call) {
    return !call.operands().isEmpty() && foreigners.contains(call.operand(0));
  }

  Place place(Value reference) {
    return find(places.computeIfAbsent(reference, v -> new Place()));
  }

  Place part(Value reference, String key) {
    return part(place(reference), key);
  }

  Place part(Place place, String key) {
    Place p = find(place);
    Place part = p.parts.get(key);
    if (part == null) {
      part = new Place();
      part.input = p.input;
      part.output = p.output;
      if (part.input || part.output) {
        part.origins.addAll(p.origins);
      }
      p.parts.put(key, part);
    }
    return find(part);
  }

  /** Whether anything reachable from a reference is written to. */
  boolean isWritten(Value reference) {
    return reached(reference).stream().anyMatch(Place::isWritten);
  }

  /** Whether a reference is stored in anything reachable from a reference. */
  boolean isRelinked(Value reference) {
    return reached(reference).stream()
        .flatMap(place -> place.writes.stream())
        .anyMatch(write -> write.stmt().operands().getLast().type().isReference());
  }

  private Set<Place> reached(Value reference) {
    Set<Place> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    reach(place(reference), reached);
    return reached;
  }

  /** Whether two of some references may lead to the same object. */
  boolean mayShare(List<Value> references) {
    Set<Place> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value reference : references) {
      Set<Place> mine = Collections.newSetFromMap(new IdentityHashMap<>());
      reach(place(reference), mine);
      for (Place place : mine) {
        if (!seen.add(place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Adds a place and all that its references lead to. */
  void reach(Place place, Set<Place> seen) {
    if (seen.add(place)) {
      parts(place).values().forEach(part -> reach(find(part), seen));
    }
  }

  /** Notes that all numbers reachable are inputs, or outputs; whether that is new. */
  boolean flood(Place place, boolean input) {
    Set<Place> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    reach(find(place), reached);
    boolean isNew = reached.stream().anyMatch(p -> input ? !p.input : !p.output);
    for (Place p : reached) {
      p.input |= input;
      p.output |= !input;
    }
    return isNew;
  }

  /** Whether the result depends on any numbers reachable. */
  boolean leadsToUseful(Place place) {
    Set<Place> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    reach(find(place), reached);
    return reached.stream().anyMatch(p -> p.output || !p.useful.isEmpty());
  }

  Map<String, Place> parts(Place place) {
    return find(place).parts;
  }

  static Place find(Place p) {
    while (p.forward != null) {
      if (p.forward.forward != null) {
        p.forward = p.forward.forward;
      }
      p = p.forward;
    }
    return p;
  }

  /** Names of fields as keys of parts. */
  static String key(Op.GetField f) {
    return f.owner().descriptorString() + f.name();
  }

  static String key(Op.PutField f) {
    return f.owner().descriptorString() + f.name();
  }

  static String key(Op.New.Field f) {
    return f.owner().descriptorString() + f.name();
  }

  static String key(Slot slot) {
    return slot.field().getDeclaringClass().descriptorString() + slot.name();
  }

  private void function(Func f, Path path) {
    if (!seen.add(f)) {
      return;
    }
    for (Value p : f.params()) {
      if (p.type().isReference()) {
        place(p).origins.add(new Access(null, ELEMENTS, Path.ROOT));
      }
    }
    region(f.body(), path);
  }

  private void region(Region region, Path path) {
    for (int i = 0; i < region.body().size(); i++) {
      stmt(region.body().get(i), path.at(i));
    }
  }

  private void stmt(Stmt s, Path path) {
    switch (s.op()) {
      case Op.Load _ -> {
        if (s.result().type().isReference()) {
          unify(place(s.result()), part(s.operand(0), ELEMENTS));
        }
      }
      case Op.Store _ -> {
        if (s.operand(2).type().isReference()) {
          unify(place(s.operand(2)), part(s.operand(0), ELEMENTS));
        }
        place(s.operand(0)).writes.add(new Access(s, ELEMENTS, path));
      }
      case Op.GetField get -> {
        if (s.result().type().isReference()) {
          unify(place(s.result()), part(s.operand(0), key(get)));
        }
      }
      case Op.PutField put -> {
        if (s.operand(1).type().isReference()) {
          unify(place(s.operand(1)), part(s.operand(0), key(put)));
        }
        place(s.operand(0)).writes.add(new Access(s, key(put), path));
      }
      case Op.CheckCast _ -> {
        unify(place(s.result()), place(s.operand(0)));
        if (foreigners.contains(s.operand(0))) {
          foreigners.add(s.result());
        }
      }
      case Op.New make -> {
        place(s.result()).origins.add(new Access(s, ELEMENTS, path));
        if (make.fields() == null) {
          opaque.add(s.result());
        } else {
          for (int k = 0; k < make.fields().size(); k++) {
            Value field = s.operand(make.arguments() + k);
            if (field.type().isReference()) {
              unify(place(field), part(s.result(), key(make.fields().get(k))));
            }
          }
        }
      }
      case Op.NewArray _ -> {
        place(s.result()).origins.add(new Access(s, ELEMENTS, path));
        Place p = place(s.result());
        for (int d = 1; d < s.operands().size(); d++) {
          p = part(p, ELEMENTS);
          p.origins.add(new Access(s, ELEMENTS, path));
        }
      }
      case Op.If _ -> {
        for (int k = 0; k < s.regions().size(); k++) {
          unifyAll(s.results(), s.regions().get(k).yields(), 0);
          region(s.regions().get(k), path.into(s, k));
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        unifyAll(r.params(), s.operands(), 0);
        unifyAll(r.params(), r.yields(), 1);
        unifyAll(s.results(), r.yields(), 1);
        region(r, path.into(s, 0));
      }
      case Op.Apply(var ref) -> {
        Func callee = ref.func();
        unifyAll(callee.params(), s.operands(), 0);
        unifyAll(s.results(), callee.body().yields(), 0);
        function(callee, Path.ELSEWHERE);
      }
      case Op.Call call -> {
        if (isGuardOfForeign(call)) {
          foreigners.add(s.result());
        }
        if (call.name().equals("zeroLike")) {
          opaque.add(s.result()); // its parts are shared as those of the object are
        }
        if (!s.results().isEmpty() && s.result().type().isReference()) {
          Place p = place(s.result());
          p.origins.add(new Access(s, ELEMENTS, Path.ROOT));
          if (call.name().equals("requireNonNull")
              || call.owner().equals(CalledSweeps.COPY)
              || JvpForeign.isSnapshot(call)) {
            unify(p, place(s.operand(0)));
          } else if (call.owner().equals(Residuals.TAPE) && s.operands().size() == 3) {
            unify(p, tapePlace(call.name(), s.operand(1)));
          }
        }
      }
      case Op.GetStatic get -> {
        if (s.result().type().isReference()) {
          place(s.result()).origins.add(new Access(s, ELEMENTS, Path.ROOT));
          unify(place(s.result()), staticPlace(get.owner(), get.name()));
        }
      }
      case Op.PutStatic put -> {
        if (s.operand(0).type().isReference()) {
          unify(place(s.operand(0)), staticPlace(put.owner(), put.name()));
        }
      }
      case Op.Dynamic _, Op.Throw _, Op.Arith _ -> {}
      case Op.Const(Object value) -> constants.put(s.result(), value);
      case Op.Convert _, Op.Compare _, Op.ThreeWay _, Op.InstanceOf _, Op.Length _ -> {}
    }
  }

  /** A static field is the same wherever it is named. */
  private Place staticPlace(ClassDesc owner, String name) {
    return statics.computeIfAbsent(owner.descriptorString() + name, k -> new Place());
  }

  /** Residual memory is the same wherever the same slot is asked for. */
  private Place tapePlace(String kind, Value slot) {
    return tapes.computeIfAbsent(kind + constants.get(slot), k -> new Place());
  }

  private void unifyAll(List<Value> targets, List<Value> sources, int skip) {
    if (sources == null) {
      return;
    }
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).type().isReference()) {
        unify(place(targets.get(i)), place(sources.get(i + skip)));
      }
    }
  }

  private void unify(Place one, Place other) {
    Place a = find(one);
    Place b = find(other);
    if (a == b) {
      return;
    }
    unions++;
    b.forward = a;
    a.writes.addAll(b.writes);
    a.origins.addAll(b.origins);
    a.input |= b.input;
    a.output |= b.output;
    Map<String, Place> extra = new HashMap<>(b.parts);
    b.parts = Map.of();
    extra.forEach((key, part) -> {
      Place mine = find(a).parts.get(key);
      if (mine == null) {
        find(a).parts.put(key, part);
      } else {
        unify(mine, part);
      }
    });
  }
}
