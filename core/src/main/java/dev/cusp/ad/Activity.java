package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which values need a tangent: those that depend on an input and on which the result depends.
 *
 * <p>Numbers in memory are followed through the places of {@link Aliases}.
 */
final class Activity {
  private final Aliases aliases;
  private final Varied varied;

  /** What the result depends on, or null where all that varies counts. */
  private final Useful useful;

  private final Map<Place, Boolean> shadowed = new IdentityHashMap<>();

  private Activity(Aliases aliases, Varied varied, Useful useful) {
    this.aliases = aliases;
    this.varied = varied;
    this.useful = useful;
  }

  /**
   * The activity of a function's values.
   *
   * @param inputs the parameters the derivative is taken with respect to
   * @param outputs the results, and the parameters through which results are given back
   */
  static Activity of(Func f, Set<Value> inputs, Set<Value> outputs, Aliases aliases, Calls calls) {
    Varied varied = new Varied(aliases, calls, new ShadowTypes(f.host()));
    Activity a = new Activity(aliases, varied, new Useful(aliases, calls));
    inputs.forEach(a::input);
    outputs.forEach(a::output);
    boolean changed;
    do {
      changed = varied.pass(f);
      changed |= a.useful.pass(f);
    } while (changed);
    return a;
  }

  /** The activity in which all that varies counts, whatever the result depends on. */
  static Activity everything(Func f, Set<Value> inputs, Aliases aliases, Calls calls) {
    Varied varied = new Varied(aliases, calls, new ShadowTypes(f.host()));
    Activity a = new Activity(aliases, varied, null);
    inputs.forEach(a::input);
    boolean changed;
    do {
      changed = varied.pass(f);
    } while (changed);
    return a;
  }

  private void input(Value v) {
    if (v.type().isReference()) {
      aliases.flood(aliases.place(v), true);
    } else if (v.type().isFloating()) {
      varied.vary(v);
    }
  }

  private void output(Value v) {
    if (v.type().isReference()) {
      aliases.flood(aliases.place(v), false);
    } else if (v.type().isFloating()) {
      useful.use(v);
    }
  }

  /** Whether a float or double needs a tangent. */
  boolean isActive(Value number) {
    return varied.contains(number) && (useful == null || useful.contains(number));
  }

  /** Whether a float or double depends on an input. */
  boolean isVaried(Value number) {
    return varied.contains(number);
  }

  /** Whether the numbers in a part of what the reference names need tangents. */
  boolean isActive(Value reference, String part) {
    return isActive(aliases.place(reference), part);
  }

  private boolean isActive(Place p, String part) {
    return p.isVaried(part) && (useful == null || p.isUseful(part));
  }

  /** Whether a reference needs a shadow: it leads to numbers that need tangents. */
  boolean hasShadow(Value reference) {
    return reference.type().isReference()
        && ShadowTypes.canShadow(reference.type())
        && hasShadow(aliases.place(reference));
  }

  private boolean hasShadow(Place p) {
    Boolean known = shadowed.get(p);
    if (known == null) {
      known = reaches(p, identitySet());
      shadowed.put(p, known);
    }
    return known;
  }

  private boolean reaches(Place p, Set<Place> seen) {
    if (!seen.add(p)) {
      return false;
    }
    if (p.input && (p.output || useful == null)) {
      return true;
    }
    for (String part : p.input ? p.useful : p.varied) {
      if (isActive(p, part)) {
        return true;
      }
    }
    for (Place part : aliases.parts(p).values()) {
      if (reaches(Aliases.find(part), seen)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the program writes, where a reference leads, numbers that depend on an input. */
  boolean leadsToWritten(Value reference) {
    return leadsToWritten(aliases.place(reference), identitySet());
  }

  private boolean leadsToWritten(Place p, Set<Place> seen) {
    return seen.add(p)
        && (!p.varied.isEmpty() && !p.writes.isEmpty()
            || aliases.parts(p).values().stream()
                .anyMatch(part -> leadsToWritten(Aliases.find(part), seen)));
  }

  /** Whether a value is a number that depends on an input, or leads to some. */
  boolean mayVary(Value v) {
    return varied.mayVary(v);
  }

  /** Whether a call is one of an object that the program had no part in. */
  boolean isForeign(Stmt call) {
    return varied.isForeign(call);
  }

  /** Whether a box may have been made by code that is not followed, of a number of the program. */
  boolean isKept(Value box) {
    return varied.isKept(box);
  }

  /** Whether a value is bits or text of a number that depends on an input, or an array of such. */
  boolean isEncoded(Value v) {
    return varied.isEncoded(v);
  }

  /**
   * The operands that a derivative may pass to: of a surrogate, not the value it stands for; of a
   * generator of random numbers, which has whole numbers in it only, not the generator.
   */
  static List<Value> differentiated(Calls calls, Stmt s, Op.Call call) {
    if (calls.isSurrogate(call)) {
      return s.operands().subList(1, 2);
    }
    boolean draws = isGenerator(call.owner()) && call.kind() != Op.Call.Kind.STATIC;
    return draws ? s.operands().subList(1, s.operands().size()) : s.operands();
  }

  /** Whether a class is one of the JDK's generators of random numbers. */
  static boolean isGenerator(ClassDesc owner) {
    return switch (owner.descriptorString()) {
      case "Ljava/util/Random;", "Ljava/util/random/RandomGenerator;" -> true;
      case "Ljava/util/SplittableRandom;", "Ljava/security/SecureRandom;" -> true;
      case "Ljava/util/concurrent/ThreadLocalRandom;" -> true;
      default -> false;
    };
  }

  /** Whether a call gives an array that depends on its arguments by a rule written by hand. */
  static boolean givesArray(Calls calls, Stmt s, Op.Call call) {
    return !s.results().isEmpty() && s.result().type().isArray() && calls.vjp(call) != null;
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
