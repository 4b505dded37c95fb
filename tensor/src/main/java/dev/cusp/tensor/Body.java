package dev.cusp.tensor;

import dev.cusp.UseRules;
import dev.cusp.ad.Calls;
import dev.cusp.ad.Compiled;
import dev.cusp.ad.Derivatives;
import dev.cusp.ad.Jvp;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Computed;
import dev.cusp.kernel.Functions;
import dev.cusp.kernel.Inline;
import dev.cusp.lift.Lift;
import dev.cusp.pass.DeadCode;
import dev.cusp.rules.KinkForms;
import dev.cusp.rules.RuleBook;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An elementwise operation: a function of one number of each input to one number. Its derivative is
 * made from it. Two are the same operation when they are the same object.
 */
public final class Body {
  /** What every function of elements knows. */
  private static final RuleBook RULES = RuleBook.with(SpecialRules.class);

  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final ClassDesc TIES = Ties.class.describeConstable().orElseThrow();

  /** Those whose slope depends on the way at a point, which no comparison decides. */
  private static final Set<String> SINGULAR = Set.of("hypot", "atan2", "IEEEremainder");

  private static final Map<Key, Body> ADAPTED = new ConcurrentHashMap<>();

  private record Adapted(Key key, Body body) {}

  private record Lock(Set<Integer> wrt, boolean isLenient) {}

  private record Key(Body body, List<DType> inputs, DType result) {}

  /**
   * A derivative with respect to one input.
   *
   * @param inputs the positions of the inputs that it takes, the tangent counting as the last one
   */
  record Partial(Body body, List<Integer> inputs) {}

  private final Func func;
  private final Calls calls;

  /** Whether it is a function of floats, to be computed in float. */
  private final boolean inFloat;

  private Func computed;
  private final Map<Integer, Partial> partials = new ConcurrentHashMap<>();
  private final Map<Set<Integer>, Optional<BodyTies>> ties = new ConcurrentHashMap<>();
  private final Map<Lock, Body> locked = new ConcurrentHashMap<>();

  /** The one asked for last. */
  private volatile Adapted adapted;

  private Body(Func func, Calls calls, boolean inFloat) {
    this.func = func;
    this.calls = calls;
    this.inFloat = inFloat;
  }

  /** The method behind a lambda; what it captures are its first inputs. */
  static Body of(Lift.Lambda lambda) {
    RuleBook rules = UseRules.Finder.add(RULES, lambda.host());
    Compiled compiled = new Compiled(lambda, rules, true, Compiled.AtTie.IGNORE, 0);
    Object[] args = new Object[compiled.signature().types().size()];
    return new Body(compiled.func(args), compiled.calls(), false);
  }

  /** How often it is at a kink or a jump, see {@link BodyTies}; null where it has none. */
  BodyTies ties(Set<Integer> wrt) {
    return ties.computeIfAbsent(wrt, _ -> Optional.ofNullable(BodyTies.of(func, wrt, calls)))
        .orElse(null);
  }

  /**
   * The same with comparisons decided by three directions of some inputs where these are tied. The
   * directions follow the inputs.
   *
   * @param isLenient whether numbers are equal that they do not tell apart; else it is an exception
   */
  Body locked(Set<Integer> wrt, boolean isLenient) {
    return locked.computeIfAbsent(
        new Lock(wrt, isLenient),
        _ -> {
          Builder b = Builder.root().at(func.source());
          List<Value> params = new ArrayList<>();
          func.params().forEach(p -> params.add(b.param(p.type(), p.name())));
          Value value = Inline.of(func, params, b, Body::form);
          Func inForms =
              new Func(func.name(), b.region(List.of(value)), func.host(), func.source());
          return new Body(Derivatives.locked(inForms, wrt, calls, isLenient), calls, inFloat);
        });
  }

  /** An operation with kinks, written with comparisons. */
  private static Func form(Op.Call call) {
    boolean isKnown = call.owner().equals(MATH) || call.owner().equals(TIES);
    Method form =
        isKnown && !SINGULAR.contains(call.name()) ? KinkForms.of(call.name(), call.type()) : null;
    if (form == null) {
      return null;
    }
    ClassDesc owner = form.getDeclaringClass().describeConstable().orElseThrow();
    return Functions.lifted(new Op.Call(call.kind(), owner, call.name(), call.type(), false));
  }

  /** As a function of the intermediate form. */
  public Func func() {
    return func;
  }

  /** The function as kernels compute it; of f32 elements, in float. */
  public synchronized Func computed() {
    if (computed == null) {
      computed = Computed.of(func, inFloat);
    }
    return computed;
  }

  /** The same for certain inputs. */
  Body on(List<Tensor> inputs, DType result) {
    Adapted last = adapted;
    boolean isLast = last != null && last.key().result() == result;
    for (int i = 0; isLast && i < inputs.size(); i++) {
      isLast = last.key().inputs().get(i) == inputs.get(i).type();
    }
    return isLast ? last.body() : adapted(inputs.stream().map(Tensor::type).toList(), result);
  }

  /** The same for inputs of certain types, with a result of a certain type. */
  Body adapted(List<DType> inputs, DType result) {
    Key key = new Key(this, List.copyOf(inputs), result);
    Body body = ADAPTED.computeIfAbsent(key, _ -> adapt(inputs, result));
    adapted = new Adapted(key, body);
    return body;
  }

  /** Whether a result of a type is what an input is, to the bit. */
  boolean isIdentity(Tensor input, DType result) {
    Func f = on(List.of(input), result).computed();
    return input.type() == result
        && f.body().body().isEmpty()
        && f.results().equals(List.copyOf(f.params()));
  }

  private Body adapt(List<DType> inputs, DType result) {
    Builder b = Builder.root().at(func.source());
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value declared = func.params().get(i);
      Value p = b.param(inputs.get(i).type(), declared.name());
      args.add(convert(b, p, declared.type()));
    }
    Value value = convert(b, Inline.of(func, args, b), result.type());
    return new Body(
        new Func(func.name(), b.region(List.of(value)), func.host(), func.source()),
        calls,
        inputs.contains(DType.F32) && !inputs.contains(DType.F64) && result != DType.F64);
  }

  private static Value convert(Builder b, Value x, Type type) {
    return x.type().equals(type) ? x : b.value(new Op.Convert(type.desc()), type, x.name(), x);
  }

  /**
   * The derivative with respect to an input, times a further input, the tangent; also its
   * transpose, as there is one number on either side. Null where it is zero.
   */
  Partial partial(int input) {
    Partial known = partials.computeIfAbsent(input, this::derive);
    return known.body() == null ? null : known;
  }

  private Partial derive(int input) {
    Jvp.Result jvp = Derivatives.jvp(func, Set.of(input), calls, 1);
    if (jvp.activeResults().isEmpty()) {
      return new Partial(null, List.of());
    }
    Func whole = jvp.func();
    Region only =
        new Region(whole.params(), whole.body().body(), List.of(whole.results().getLast()));
    Func alone = DeadCode.remove(new Func("d" + func.name(), only, func.host(), func.source()));
    Set<Value> used = new HashSet<>(alone.results());
    collect(alone.body(), used);
    List<Integer> kept = new ArrayList<>();
    List<Value> params = new ArrayList<>();
    for (int i = 0; i < alone.params().size(); i++) {
      if (used.contains(alone.params().get(i))) {
        kept.add(i);
        params.add(alone.params().get(i));
      }
    }
    Region body = new Region(params, alone.body().body(), alone.body().yields());
    return new Partial(
        new Body(new Func(alone.name(), body, func.host(), func.source()), calls, false), kept);
  }

  private static void collect(Region region, Set<Value> used) {
    if (!region.diverges()) {
      used.addAll(region.yields());
    }
    region
        .body()
        .forEach(s -> {
          used.addAll(s.operands());
          s.regions().forEach(inner -> collect(inner, used));
        });
  }
}
