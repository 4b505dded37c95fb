package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
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
  /** A part that stands for what an object that cannot be looked into holds. */
  private static final String KEPT = "kept";

  private final ShadowTypes types;
  private final Aliases aliases;
  private final Calls calls;
  private final Set<Value> varied = identitySet();
  private final Set<Value> useful = identitySet();

  /** Whole numbers and text made of the bits or digits of a number that depends on an input. */
  private final Set<Value> encoded = identitySet();

  private final Set<Func> callees = identitySet();
  private final Map<Place, Boolean> shadowed = new IdentityHashMap<>();
  private boolean everything;
  private boolean changed;
  private boolean backwards;

  private Activity(Aliases aliases, Calls calls, ShadowTypes types) {
    this.types = types;
    this.aliases = aliases;
    this.calls = calls;
  }

  /**
   * The activity of a function's values.
   *
   * @param inputs the parameters the derivative is taken with respect to
   * @param outputs the results, and the parameters through which results are given back
   */
  static Activity of(Func f, Set<Value> inputs, Set<Value> outputs, Aliases aliases, Calls calls) {
    Activity a = new Activity(aliases, calls, new ShadowTypes(f.host()));
    for (Value input : inputs) {
      a.input(input);
    }
    for (Value output : outputs) {
      a.output(output);
    }
    do {
      a.changed = false;
      a.callees.clear();
      a.backwards = false;
      a.function(f);
      a.callees.clear();
      a.backwards = true;
      a.function(f);
    } while (a.changed);
    return a;
  }

  /** The activity in which all that varies counts, whatever the result depends on. */
  static Activity everything(Func f, Set<Value> inputs, Aliases aliases, Calls calls) {
    Activity a = new Activity(aliases, calls, new ShadowTypes(f.host()));
    a.everything = true;
    inputs.forEach(a::input);
    do {
      a.changed = false;
      a.callees.clear();
      a.function(f);
    } while (a.changed);
    return a;
  }

  private void input(Value v) {
    if (v.type().isReference()) {
      flood(aliases.place(v), true, identitySet());
    } else if (v.type().isFloating()) {
      varied.add(v);
    }
  }

  private void output(Value v) {
    if (v.type().isReference()) {
      flood(aliases.place(v), false, identitySet());
    } else if (v.type().isFloating()) {
      useful.add(v);
    }
  }

  private void flood(Place p, boolean input, Set<Place> seen) {
    Place place = Aliases.find(p);
    if (!seen.add(place)) {
      return;
    }
    place.input |= input;
    place.output |= !input;
    aliases.parts(place).values().forEach(part -> flood(part, input, seen));
  }

  Aliases aliases() {
    return aliases;
  }

  /** Whether a float or double needs a tangent. */
  boolean isActive(Value number) {
    return varied.contains(number) && (everything || useful.contains(number));
  }

  boolean isVaried(Value number) {
    return varied.contains(number);
  }

  /** Whether the numbers in a part of what the reference names need tangents. */
  boolean isActive(Value reference, String part) {
    return isActive(aliases.place(reference), part);
  }

  private boolean isActive(Place p, String part) {
    return isVaried(p, part) && (everything || p.output || p.useful.contains(part));
  }

  private static boolean isVaried(Place p, String part) {
    return p.input || p.varied.contains(part);
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
    if (p.input && (p.output || everything)) {
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

  private void function(Func f) {
    if (callees.add(f)) {
      region(f.body());
    }
  }

  private void region(Region r) {
    List<Stmt> body = r.body();
    if (backwards) {
      for (int i = body.size() - 1; i >= 0; i--) {
        backward(body.get(i));
      }
    } else {
      for (Stmt s : body) {
        forward(s);
      }
    }
  }

  private void forward(Stmt s) {
    switch (s.op()) {
      case Op.Arith _, Op.Convert _ -> {
        if (s.result().type().isFloating() && s.operands().stream().anyMatch(varied::contains)) {
          vary(s.result());
        }
        encode(s);
      }
      case Op.Load _ -> {
        if (isVaried(aliases.place(s.operand(0)), Aliases.ELEMENTS)) {
          vary(s.result());
        }
        decode(s, Aliases.ELEMENTS);
      }
      case Op.GetField get -> {
        if (isVaried(aliases.place(s.operand(0)), Aliases.key(get))
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
      case Op.Call call -> {
        if (!s.results().isEmpty()
            && s.result().type().isFloating()
            && !calls.stops(call)
            && !isStep(call)
            && differentiated(s, call).stream().anyMatch(this::mayVary)) {
          vary(s.result());
        }
        if (isCode(call) && s.operands().stream().anyMatch(this::mayVary)) {
          changed |= encoded.add(s.result());
        }
        encode(s);
        boolean opaque = !call.isPure() && !calls.isHarmless(call);
        if (opaque && s.operands().stream().anyMatch(this::mayVary)) {
          s.operands().stream().filter(v -> v.type().isArray()).forEach(this::varyElements);
          s.operands().forEach(this::keep);
          s.results().forEach(this::keep);
        }
        if (givesArray(s, call) && s.operands().stream().anyMatch(this::mayVary)) {
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

  /** Whether a call gives the bits of a number, or a whole number made of them. */
  private static boolean isCode(Op.Call call) {
    return call.name().endsWith("Bits") || call.name().equals("hashCode");
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
    } else if (ShadowTypes.isLibrary(r.type())) {
      keep(r);
    }
    if (isText && s.op() instanceof Op.Call && isBuilder(s.operand(0))) {
      changed |= encoded.add(s.operand(0)); // StringBuilder.append gives the builder back
    }
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

  private void varyElements(Value array) {
    if (ShadowTypes.canShadow(array.type())) {
      changed |= aliases.place(array).varied.add(Aliases.ELEMENTS);
    }
  }

  /** Whether a function is constant between jumps, so that what it gives has no tangent. */
  private static boolean isStep(Op.Call call) {
    return call.isPure()
        && switch (call.name()) {
          case "floor", "ceil", "rint", "signum", "ulp" -> true;
          default -> false;
        };
  }

  /** The operands that a derivative may pass to: of a surrogate, not the value it stands for. */
  private List<Value> differentiated(Stmt s, Op.Call call) {
    return calls.isSurrogate(call) ? s.operands().subList(1, 2) : s.operands();
  }

  /** Whether a call gives an array that depends on its arguments by a rule written by hand. */
  private boolean givesArray(Stmt s, Op.Call call) {
    return !s.results().isEmpty() && s.result().type().isArray() && calls.vjp(call) != null;
  }

  private static boolean isUseful(Place p) {
    return p.output || p.useful.contains(Aliases.ELEMENTS);
  }

  /** Notes that an object may hold numbers that depend on an input, where is not known. */
  private void keep(Value object) {
    if (object.type().isReference() && ShadowTypes.canShadow(object.type())) {
      changed |= aliases.place(object).varied.add(KEPT);
    }
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
    return ShadowTypes.isLibrary(reference.type())
        ? !place.varied.isEmpty()
        : leadsToVaried(place, identitySet());
  }

  private boolean leadsToVaried(Place p, Set<Place> seen) {
    return seen.add(p)
        && (p.input
            || !p.varied.isEmpty()
            || aliases.parts(p).values().stream()
                .anyMatch(part -> leadsToVaried(Aliases.find(part), seen)));
  }

  private void write(Value object, String part, Value number) {
    if (varied.contains(number)) {
      changed |= aliases.place(object).varied.add(part);
    }
    if (encoded.contains(number)) {
      changed |= aliases.place(object).encoded.add(part);
    }
  }

  private void vary(Value v) {
    if (v.type().isFloating()) {
      changed |= varied.add(v);
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

  private void backward(Stmt s) {
    switch (s.op()) {
      case Op.Arith _, Op.Convert _ -> {
        if (useful.contains(s.result())) {
          s.operands().forEach(this::use);
        }
      }
      case Op.Call call -> {
        boolean matters =
            s.results().stream().anyMatch(useful::contains)
                || givesArray(s, call) && isUseful(aliases.place(s.result()));
        if (matters && !calls.stops(call)) {
          differentiated(s, call).forEach(this::use);
          for (Value v : s.operands()) {
            if (v.type().isReference()) {
              changed |= aliases.place(v).useful.add(Aliases.ELEMENTS);
            }
          }
        }
      }
      case Op.Load _ -> {
        if (useful.contains(s.result())) {
          changed |= aliases.place(s.operand(0)).useful.add(Aliases.ELEMENTS);
        }
      }
      case Op.GetField get -> {
        if (useful.contains(s.result())) {
          changed |= aliases.place(s.operand(0)).useful.add(Aliases.key(get));
        }
      }
      case Op.Store _ -> useIfRead(s.operand(0), Aliases.ELEMENTS, s.operand(2));
      case Op.PutField put -> useIfRead(s.operand(0), Aliases.key(put), s.operand(1));
      case Op.New make -> {
        if (make.fields() != null) {
          for (int k = 0; k < make.fields().size(); k++) {
            Value field = s.operand(make.arguments() + k);
            useIfRead(s.result(), Aliases.key(make.fields().get(k)), field);
          }
        }
      }
      case Op.If _ -> {
        for (Region r : s.regions()) {
          useAll(s.results(), r.yields(), 0);
          region(r);
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        useAll(s.results(), r.yields(), 1);
        useAll(r.params(), r.yields(), 1);
        region(r);
        useAll(r.params(), s.operands(), 0);
      }
      case Op.Apply(var ref) -> {
        useAll(s.results(), ref.func().body().yields(), 0);
        function(ref.func());
        useAll(ref.func().params(), s.operands(), 0);
      }
      default -> {}
    }
  }

  private void use(Value v) {
    if (v.type().isFloating()) {
      changed |= useful.add(v);
    }
  }

  private void useIfRead(Value object, String part, Value number) {
    Place p = aliases.place(object);
    if (p.output || p.useful.contains(part)) {
      use(number);
    }
  }

  private void useAll(List<Value> targets, List<Value> sources, int skip) {
    if (sources != null) {
      for (int i = 0; i < targets.size(); i++) {
        if (useful.contains(targets.get(i))) {
          use(sources.get(i + skip));
        }
      }
    }
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
