package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Box;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Foreign;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which values depend on an input: what a forward pass finds, repeated until nothing changes. */
final class Varied {
  /** A part that stands for what an object that cannot be looked into holds. */
  private static final String KEPT = "kept";

  private final Aliases aliases;
  private final Calls calls;
  private final ShadowTypes types;
  private final Set<Value> varied = identitySet();

  /** Whole numbers and text made of the bits or digits of a number that depends on an input. */
  private final Set<Value> encoded = identitySet();

  private final Set<Func> seen = identitySet();
  private boolean changed;

  Varied(Aliases aliases, Calls calls, ShadowTypes types) {
    this.aliases = aliases;
    this.calls = calls;
    this.types = types;
  }

  /** Whether a number depends on an input. */
  boolean contains(Value number) {
    return varied.contains(number);
  }

  /** Goes through a function once; whether that changed anything. */
  boolean pass(Func f) {
    changed = false;
    seen.clear();
    function(f);
    return changed;
  }

  private void function(Func f) {
    if (seen.add(f)) {
      region(f.body());
    }
  }

  private void region(Region r) {
    r.body().forEach(this::stmt);
  }

  private void stmt(Stmt s) {
    switch (s.op()) {
      case Op.Arith _, Op.Convert _ -> {
        if (s.result().type().isFloating() && s.operands().stream().anyMatch(varied::contains)) {
          vary(s.result());
        }
        encode(s);
      }
      case Op.Load _ -> {
        if (aliases.place(s.operand(0)).isVaried(Aliases.ELEMENTS)) {
          vary(s.result());
        }
        decode(s, Aliases.ELEMENTS);
      }
      case Op.GetField get -> {
        if ((aliases.place(s.operand(0)).isVaried(Aliases.key(get))
                || Box.is(get.owner()) && isKept(s.operand(0)))
            && types.isDifferentiable(get.owner(), get.name())) {
          vary(s.result());
        }
        decode(s, Aliases.key(get));
      }
      case Op.CheckCast _ -> encode(s);
      case Op.Store _ -> write(s.operand(0), Aliases.ELEMENTS, s.operand(2));
      case Op.PutField put -> write(s.operand(0), Aliases.key(put), s.operand(1));
      case Op.New make -> {
        if (make.fields() != null) {
          for (int k = 0; k < make.fields().size(); k++) {
            Value field = s.operand(make.arguments() + k);
            write(s.result(), Aliases.key(make.fields().get(k)), field);
          }
        } else if (s.operands().stream().anyMatch(this::mayVary)) {
          keep(s.result());
        }
        encode(s);
      }
      case Op.Dynamic _ -> {
        if (s.operands().stream().anyMatch(this::mayVary)) {
          keep(s.result());
        }
        encode(s);
      }
      case Op.Call call when isDerived(calls.foreign(call)) -> foreign(s, call);
      case Op.Call call -> {
        if (!s.results().isEmpty()
            && s.result().type().isFloating()
            && !calls.stops(call)
            && !calls.draws(call)
            && !isStep(call)
            && Activity.differentiated(calls, s, call).stream().anyMatch(this::mayVary)) {
          vary(s.result());
        }
        if (isCode(call) && s.operands().stream().anyMatch(this::mayVary)) {
          changed |= encoded.add(s.result());
        }
        encode(s);
        if (Aliases.isGuardOfForeign(call) && isKept(s.operand(0))) {
          keep(s.result());
        }
        boolean opaque = !call.isPure() && !calls.isHarmless(call) && !isForeign(s);
        if (opaque && s.operands().stream().anyMatch(this::mayVary)) {
          s.operands().stream().filter(v -> v.type().isArray()).forEach(this::varyElements);
          s.operands().forEach(this::keep);
          s.results().forEach(this::keep);
        }
        if (Activity.givesArray(calls, s, call) && s.operands().stream().anyMatch(this::mayVary)) {
          varyElements(s.result());
        }
      }
      case Op.If _ -> {
        for (Region r : s.regions()) {
          region(r);
          varyAll(s.results(), r.yields(), 0);
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        varyAll(r.params(), s.operands(), 0);
        region(r);
        varyAll(r.params(), r.yields(), 1);
        varyAll(s.results(), r.yields(), 1);
      }
      case Op.Apply(var ref) -> {
        varyAll(ref.func().params(), s.operands(), 0);
        function(ref.func());
        varyAll(s.results(), ref.func().body().yields(), 0);
      }
      default -> {}
    }
  }

  /** Whether a library derives a call itself. */
  static boolean isDerived(Foreign.Kind kind) {
    return switch (kind) {
      case VALUES, FROM_NUMBERS, TO_NUMBERS -> true;
      case NONE, CONSTANT, REFUSED -> false;
    };
  }

  private void foreign(Stmt s, Op.Call call) {
    if (s.operands().stream().noneMatch(this::mayVary)) {
      return;
    }
    if (JvpForeign.isPull(call)) {
      changed |= aliases.flood(aliases.place(s.operand(3)), true);
    } else if (calls.foreign(call) == Foreign.Kind.TO_NUMBERS) {
      varyElements(s.result());
    } else if (s.result().type().isReference()) {
      changed |= aliases.flood(aliases.place(s.result()), true);
    }
  }

  private void varyAll(List<Value> targets, List<Value> sources, int skip) {
    if (sources != null) {
      for (int i = 0; i < targets.size(); i++) {
        if (varied.contains(sources.get(i + skip))) {
          vary(targets.get(i));
        }
        if (encoded.contains(sources.get(i + skip))) {
          changed |= encoded.add(targets.get(i));
        }
      }
    }
  }

  private void write(Value object, String part, Value number) {
    if (varied.contains(number)) {
      changed |= aliases.place(object).varied.add(part);
    }
    if (encoded.contains(number)) {
      changed |= aliases.place(object).encoded.add(part);
    }
  }

  /** Notes that a number depends on an input. */
  void vary(Value v) {
    if (v.type().isFloating()) {
      changed |= varied.add(v);
    }
  }

  private void varyElements(Value array) {
    if (ShadowTypes.canShadow(array.type())) {
      changed |= aliases.place(array).varied.add(Aliases.ELEMENTS);
    }
  }

  /** Notes that an object may hold numbers that depend on an input, where is not known. */
  private void keep(Value object) {
    if (object.type().isReference() && ShadowTypes.canShadow(object.type())) {
      changed |= aliases.place(object).varied.add(KEPT);
    }
  }

  /** Whether a box may have been made by code that is not followed, of a number of the program. */
  boolean isKept(Value box) {
    return aliases.place(box).varied.contains(KEPT);
  }

  /**
   * Whether a call is one of an object that the program did not make, nor had made of one of its
   * own.
   */
  boolean isForeign(Stmt call) {
    return aliases.isForeign(call) && !isKept(call.operand(0));
  }

  /** Whether a function is constant between jumps, so that what it gives has no tangent. */
  private static boolean isStep(Op.Call call) {
    return call.isPure()
        && switch (call.name()) {
          case "floor", "ceil", "rint", "signum", "ulp" -> true;
          default -> false;
        };
  }

  /** Whether a value is a number that depends on an input, or leads to some. */
  boolean mayVary(Value v) {
    return v.type().isFloating()
        ? varied.contains(v)
        : v.type().isReference() && ShadowTypes.canShadow(v.type()) && leadsToVaried(v);
  }

  /** Objects of the JDK's classes are constants, unless the program puts something into them. */
  private boolean leadsToVaried(Value reference) {
    Place place = aliases.place(reference);
    return leadsToVaried(place, !ShadowTypes.isLibrary(reference.type()), identitySet());
  }

  private boolean leadsToVaried(Place p, boolean inputs, Set<Place> seen) {
    return seen.add(p)
        && (inputs && p.input
            || !p.varied.isEmpty()
            || aliases.parts(p).values().stream()
                .anyMatch(part -> leadsToVaried(Aliases.find(part), inputs, seen)));
  }

  /** What is computed from bits or text of a number depends on it, though no rule says how. */
  private void encode(Stmt s) {
    boolean isEncoded = s.operands().stream().anyMatch(this::isEncoded);
    boolean isText = s.results().size() == 1 && ShadowTypes.isText(s.result().type());
    boolean isWritten = isText && s.operands().stream().anyMatch(this::mayVary);
    boolean isMeasured = s.op() instanceof Op.Call call && measuresText(call);
    if (s.results().size() != 1 || !isEncoded && !isWritten || isMeasured) {
      return;
    }
    Value r = s.result();
    if (r.type().isFloating()) {
      vary(r);
    } else if (isText || !r.type().isReference()) {
      changed |= encoded.add(r);
    } else if (r.type().isArray()) {
      changed |= aliases.place(r).encoded.add(Aliases.ELEMENTS);
    } else if (ShadowTypes.isLibrary(r.type()) || Box.is(r.type().desc())) {
      keep(r);
    }
    if (isText && s.op() instanceof Op.Call && isBuilder(s.operand(0))) {
      changed |= encoded.add(s.operand(0)); // StringBuilder.append gives the builder back
    }
  }

  /** Whether a call gives the bits of a number, or a whole number made of them. */
  private static boolean isCode(Op.Call call) {
    return call.name().endsWith("Bits") || call.name().equals("hashCode");
  }

  /** Whether a call says how long a text is, where something is in it, and the like: in steps. */
  private static boolean measuresText(Op.Call call) {
    ClassDesc result = call.type().returnType();
    return ShadowTypes.isText(new Type(call.owner()))
        && (result.equals(ConstantDescs.CD_int) || result.equals(ConstantDescs.CD_boolean))
        && !call.name().startsWith("codePoint")
        && !call.name().equals("hashCode");
  }

  private static boolean isBuilder(Value v) {
    return ShadowTypes.isText(v.type()) && !v.type().desc().equals(ConstantDescs.CD_String);
  }

  private void decode(Stmt s, String part) {
    if (aliases.place(s.operand(0)).encoded.contains(part)) {
      changed |= encoded.add(s.result());
    }
  }

  /** Whether a value is bits or text of a number that depends on an input, or an array of such. */
  boolean isEncoded(Value v) {
    return encoded.contains(v)
        || v.type().isArray() && aliases.place(v).encoded.contains(Aliases.ELEMENTS);
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
