package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.Stabilize;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forward mode: {@code (x, xDot) -> (y, yDot)}.
 *
 * <p>Parameters of the result: those of the function, then for each that is active its tangent (a
 * number) or shadow (what a reference names), once per direction. Results likewise. A tangent that
 * is not there is a structural zero.
 */
public final class Jvp {
  private static final java.lang.constant.ClassDesc CD_MATH =
      java.lang.constant.ClassDesc.of("java.lang.Math");
  private static final Value[] NONE = {};

  private final Func f;
  private final Activity activity;
  private final Calls calls;
  private final int width;
  private final ShadowTypes types;
  private final Map<Value, Value> env = new IdentityHashMap<>();
  private final Map<Value, Value[]> dots = new IdentityHashMap<>();
  private final Set<Value> linear;

  private final Map<Value, Object> constants = new IdentityHashMap<>();
  private int tapeSize;

  private final Map<Func, Callee> callees;

  /** Whether comparisons are decided along the ray that the tangents span. */
  private final boolean locks;

  private Lock.Mercy mercy = Lock.Mercy.NONE;

  /** What the names of shadows end in: they hold tangents, or cotangents once transposed. */
  private final String suffix;

  private Jvp(
      Func f,
      Activity activity,
      Calls calls,
      int width,
      Set<Value> linear,
      Map<Func, Callee> callees,
      String suffix,
      boolean locks) {
    this.suffix = suffix;
    this.locks = locks;
    this.linear = linear;
    this.callees = callees;
    this.f = f;
    this.activity = activity;
    this.calls = calls;
    this.width = width;
    this.types = new ShadowTypes(f.host());
  }

  /**
   * A function with its tangents.
   *
   * @param linear the values that are linear in the tangents put in
   * @param activeParams positions of the parameters that have a tangent or shadow
   * @param activeResults positions of the results that have one
   */
  public record Result(
      Func func,
      Set<Value> linear,
      List<Integer> activeParams,
      List<Integer> activeResults,
      Map<Func, Callee> callees) {

    /** The same with another function in its place. */
    public Result with(Func other) {
      return new Result(other, linear, activeParams, activeResults, callees);
    }
  }

  /** The jvp of a function that is called by recursion. */
  public static final class Callee {
    final Func.Ref ref;
    final List<Integer> activeParams;
    final List<Integer> activeResults;
    Result result;

    Callee(Func.Ref ref, List<Integer> activeParams, List<Integer> activeResults) {
      this.ref = ref;
      this.activeParams = activeParams;
      this.activeResults = activeResults;
    }
  }

  /**
   * Differentiates a function.
   *
   * @param wrt positions of the parameters that vary
   * @param outputs positions of the parameters through which results are given back
   * @param width how many directions at once
   * @param suffix what the names of shadows end in
   */
  public static Result of(
      Func f, Set<Integer> wrt, Set<Integer> outputs, Calls calls, int width, String suffix) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Set<Value> outs = Collections.newSetFromMap(new IdentityHashMap<>());
    outs.addAll(f.results());
    outputs.forEach(i -> outs.add(f.params().get(i)));
    Activity activity = Activity.of(f, inputs, outs, Aliases.of(f), calls);
    Set<Value> linear = Collections.newSetFromMap(new IdentityHashMap<>());
    return new Jvp(f, activity, calls, width, linear, new IdentityHashMap<>(), suffix, false).run();
  }

  /**
   * A function with tangents in three directions, whose comparisons are decided by them where
   * values are equal; the tangents of all that varies are there, whatever the result needs.
   *
   * @param mercy what is taken for equal where they do not decide
   */
  static Result locked(Func f, Set<Integer> wrt, Calls calls, Lock.Mercy mercy) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Activity activity = Activity.everything(f, inputs, Aliases.of(f), calls);
    Set<Value> linear = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Func, Callee> callees = new IdentityHashMap<>();
    Jvp jvp = new Jvp(f, activity, calls, Lock.WIDTH, linear, callees, ".ray", true);
    jvp.mercy = mercy;
    return jvp.run();
  }

  private Result run() {
    Builder b = Builder.root().at(f.source());
    List<Integer> activeParams = new ArrayList<>();
    for (Value p : f.params()) {
      env.put(p, b.param(p.type(), p.name()));
    }
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (isActive(p)) {
        activeParams.add(i);
        dots.put(p, fresh(p, t -> b.param(t, named(p))));
      }
    }
    findConstants(f.body());
    region(b, f.body());
    List<Integer> activeResults = new ArrayList<>();
    for (int i = 0; i < f.results().size(); i++) {
      boolean there = callees.containsKey(f) || dots(f.results().get(i)).length > 0;
      if (isActive(f.results().get(i)) && there) {
        activeResults.add(i);
      }
    }
    Region body = b.region(f.body().diverges() ? null : withDots(b, f.results(), activeResults));
    return new Result(
        new Func("jvp." + f.name(), body, f.host(), f.source()),
        linear,
        activeParams,
        activeResults,
        callees);
  }

  private void apply(Builder b, Stmt s, Func.Ref called) {
    Func f = called.func();
    Callee callee = callees.get(f);
    if (callee == null) {
      callee =
          new Callee(
              new Func.Ref("jvp." + f.name(), called.isCheckpoint()),
              activePositions(f.params()),
              activePositions(f.results()));
      callees.put(f, callee);
      Jvp jvp = new Jvp(f, activity, calls, width, linear, callees, suffix, locks);
      jvp.mercy = mercy;
      Result result = jvp.run();
      callee.result = result;
      callee.ref.complete(result.func());
    }
    b.append(
        new Stmt(
            new Op.Apply(callee.ref),
            withDots(b, s.operands(), callee.activeParams),
            results(s.results(), callee.activeResults),
            List.of(),
            s.source()));
  }

  private void findConstants(Region region) {
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Const(Number c)) {
        constants.put(s.result(), c);
      } else if (s.op() instanceof Op.Call call
          && call.owner().equals(Residuals.TAPE)
          && s.operands().size() > 1) {
        tapeSize = Math.max(tapeSize, 1 + (Integer) constants.get(s.operand(1)));
      }
      s.regions().forEach(this::findConstants);
    }
  }

  /** Whether a value has a tangent or a shadow. */
  private boolean isActive(Value v) {
    return v.type().isReference() ? activity.hasShadow(v) : activity.isActive(v);
  }

  private Value[] fresh(Value v, java.util.function.Function<Type, Value> make) {
    Type type = v.type().isReference() ? ShadowTypes.of(v.type()) : v.type();
    Value[] result = new Value[width];
    for (int w = 0; w < width; w++) {
      result[w] = make.apply(type);
      if (type.isFloating()) {
        linear.add(result[w]);
      }
    }
    return result;
  }

  private Value get(Value v) {
    return env.get(v);
  }

  private Value[] dots(Value v) {
    return dots.getOrDefault(v, NONE);
  }

  private Value dot(Value v, int w) {
    Value[] all = dots(v);
    return all.length == 0 ? null : all[w];
  }

  /** A zero in the place of a tangent. */
  static Value linearZero(Builder b, Type type, Set<Value> linear) {
    Value zero = new Value(type, "zero");
    Object constant = type.equals(Type.FLOAT) ? (Object) 0f : (Object) 0.0;
    b.append(new Stmt(new Op.Const(constant), List.of(), List.of(zero), List.of(), b.source()));
    linear.add(zero);
    return zero;
  }

  /** The tangent or shadow, a zero where it is structurally absent. */
  private Value dotOrZero(Builder b, Value v, int w) {
    Value dot = dot(v, w);
    if (dot != null) {
      return dot;
    }
    return v.type().isReference() ? shadowOfConstant(b, v) : linearZero(b, v.type(), linear);
  }

  private Value shadowOfConstant(Builder b, Value v) {
    return ShadowTypes.zeroLike(b, get(v), named(v));
  }

  private List<Value> withDots(Builder b, List<Value> values, List<Integer> active) {
    List<Value> out = new ArrayList<>(values.stream().map(this::get).toList());
    for (int i : active) {
      for (int w = 0; w < width; w++) {
        out.add(dotOrZero(b, values.get(i), w));
      }
    }
    return out;
  }

  private void region(Builder b, Region r) {
    for (Stmt s : r.body()) {
      b.at(s.source());
      stmt(b, s);
    }
  }

  private List<Value> map(List<Value> values) {
    return values.stream().map(this::get).toList();
  }

  private void copy(Builder b, Stmt s) {
    if (s.results().size() == 1) {
      Value r = s.result();
      env.put(r, b.value(s.op(), r.type(), r.name(), map(s.operands())));
    } else {
      b.append(new Stmt(s.op(), map(s.operands()), List.of(), List.of(), s.source()));
    }
  }

  private void stmt(Builder b, Stmt s) {
    switch (s.op()) {
      case Op.If _ -> branch(b, s);
      case Op.Loop _ -> loop(b, s);
      case Op.Apply(var ref) -> apply(b, s, ref);
      case Op.Arith arith -> {
        copy(b, s);
        if (locks && arith.kind() == Op.Arith.Kind.REM && isNumber(s)) {
          Lock.requireNonzero(b, get(s.result()));
        }
        tangents(s, w -> arith(b, s, arith.kind(), w));
      }
      case Op.Convert _ when locks && isNumber(s) && !s.result().type().isFloating() ->
          env.put(
              s.result(),
              b.value(
                  s.op(),
                  s.result().type(),
                  s.result().name(),
                  Lock.cast(b, get(s.operand(0)), dots(s.operand(0)))));
      case Op.Convert _ -> {
        if (isActive(s.result())) {
          refuseEncoded(s);
        }
        copy(b, s);
        tangents(
            s,
            w -> {
              Value x = dot(s.operand(0), w);
              return x == null ? null : mark(b.value(s.op(), s.result().type(), dotName(s), x));
            });
      }
      case Op.Load _ -> load(b, s);
      case Op.Store _ -> store(b, s);
      case Op.GetField get -> getField(b, s, get);
      case Op.PutField put -> putField(b, s, put);
      case Op.NewArray _ -> newArray(b, s);
      case Op.New make -> make(b, s, make);
      case Op.CheckCast _ -> {
        copy(b, s);
        tangents(
            s,
            w ->
                ShadowTypes.cast(
                    b, dotOrZero(b, s.operand(0), w), ShadowTypes.of(s.result().type())));
      }
      case Op.Const _, Op.GetStatic _ -> {
        refuseStatic(s);
        copy(b, s);
        tangents(s, w -> s.result().type().isReference() ? shadowOfConstant(b, s.result()) : null);
      }
      case Op.Call call -> call(b, s, call);
      case Op.PutStatic put -> {
        Value v = s.operand(0);
        if (activity.mayVary(v)) {
          throw new DerivativeException(
              "the static field %s is given a value that depends on an input; return it instead"
                  .formatted(put.name()),
              s.source());
        }
        copy(b, s);
      }
      case Op.Compare compare when locks && isNumber(s) ->
          env.put(s.result(), decide(b, s, compare.relation()));
      case Op.ThreeWay _ when locks && isNumber(s) -> {
        Value more = decide(b, s, Op.Compare.Relation.GT);
        env.put(s.result(), b.sub(more, decide(b, s, Op.Compare.Relation.LT)));
      }
      case Op.Compare _, Op.ThreeWay _, Op.InstanceOf _, Op.Length _, Op.Dynamic _, Op.Throw _ ->
          copy(b, s);
    }
  }

  /** Refuses to go on from bits or text to a number. */
  private void refuseEncoded(Stmt s) {
    if (s.operands().stream().anyMatch(activity::isEncoded)) {
      throw new DerivativeException(
          "a number is made here of the bits or the text of one that depends on an input, and no"
              + " derivative passes; use the number itself, or give the method a derivative rule",
          s.source());
    }
  }

  private void refuseStatic(Stmt s) {
    if (s.op() instanceof Op.GetStatic get
        && isActive(s.result())
        && activity.leadsToWritten(s.result())) {
      throw new DerivativeException(
          "what the static field %s.%s refers to is given values that depend on an input; pass it"
                  .formatted(get.owner().displayName(), get.name())
              + " as an argument",
          s.source());
    }
  }

  private String dotName(Stmt s) {
    return named(s.result());
  }

  private String named(Value v) {
    return v.name() + (v.type().isReference() ? suffix : ".dot");
  }

  private Value mark(Value v) {
    if (v != null && v.type().isFloating()) {
      linear.add(v);
    }
    return v;
  }

  /** Gives an active result its tangents, unless they are structurally zero. */
  private void tangents(Stmt s, java.util.function.IntFunction<Value> tangent) {
    Value r = s.result();
    if (!isActive(r)) {
      return;
    }
    Value[] all = new Value[width];
    for (int w = 0; w < width; w++) {
      all[w] = mark(tangent.apply(w));
      if (all[w] == null) {
        return;
      }
    }
    dots.put(r, all);
  }

  private Value arith(Builder b, Stmt s, Op.Arith.Kind kind, int w) {
    Value x = s.operand(0);
    Value xDot = dot(x, w);
    if (kind == Op.Arith.Kind.NEG) {
      return xDot == null ? null : b.neg(xDot);
    }
    Value y = s.operand(1);
    Value yDot = dot(y, w);
    return switch (kind) {
      case ADD -> plus(b, xDot, yDot);
      case SUB -> minus(b, xDot, yDot);
      case MUL ->
          x == y
              ? (xDot == null ? null : mark(b.mul(b.add(get(x), get(x)), xDot)))
              : plus(
                  b,
                  xDot == null ? null : mark(b.mul(xDot, get(y))),
                  yDot == null ? null : mark(b.mul(get(x), yDot)));
      case DIV -> {
        if (xDot == null && yDot != null && isOne(x)) {
          Value q = get(s.result());
          yield b.neg(mark(b.mul(b.mul(q, q), yDot)));
        }
        Value qDot = yDot == null ? null : mark(b.mul(get(s.result()), yDot));
        Value top = minus(b, xDot, qDot);
        yield top == null ? null : b.div(mark(top), get(y));
      }
      // x % y = x - trunc(x/y) y, and the quotient is constant between its jumps
      case REM -> {
        Value qDot = yDot == null ? null : mark(b.mul(quotient(b, s), yDot));
        yield minus(b, xDot, qDot);
      }
      default -> null;
    };
  }

  /** The whole number {@code trunc(x / y)}, which x - x % y is a multiple of; rounding aside. */
  private Value quotient(Builder b, Stmt s) {
    Type type = s.result().type();
    Value q = b.div(b.sub(get(s.operand(0)), get(s.result())), get(s.operand(1)));
    MethodTypeDesc rint = MethodTypeDesc.of(CD_double, CD_double);
    Op round = new Op.Call(Op.Call.Kind.STATIC, CD_MATH, "rint", rint, false);
    if (type.equals(Type.DOUBLE)) {
      return b.value(round, type, "q", q);
    }
    Value wide = b.value(new Op.Convert(CD_double), Type.DOUBLE, "q", q);
    return b.value(new Op.Convert(type.desc()), type, "q", b.value(round, Type.DOUBLE, "q", wide));
  }

  private boolean isOne(Value v) {
    return constants.get(v) instanceof Number n && n.doubleValue() == 1;
  }

  private Value plus(Builder b, Value x, Value y) {
    return x == null ? y : y == null ? x : mark(b.add(x, y));
  }

  private Value minus(Builder b, Value x, Value y) {
    return y == null ? x : x == null ? mark(b.neg(y)) : mark(b.sub(x, y));
  }

  private void load(Builder b, Stmt s) {
    copy(b, s);
    tangents(
        s,
        w -> {
          Value shadow = dotOrZero(b, s.operand(0), w);
          return loadAs(b, shadow, get(s.operand(1)), s.result(), dotName(s));
        });
  }

  private static Value loadAs(Builder b, Value shadow, Value index, Value primal, String name) {
    Value loaded = b.load(shadow, index, name);
    return primal.type().isReference()
        ? ShadowTypes.cast(b, loaded, ShadowTypes.of(primal.type()))
        : loaded;
  }

  private void store(Builder b, Stmt s) {
    copy(b, s);
    Value v = s.operand(2);
    boolean shadowed =
        v.type().isReference()
            ? activity.hasShadow(v)
            : v.type().isFloating() && activity.isActive(s.operand(0), Aliases.ELEMENTS);
    for (int w = 0; shadowed && w < width; w++) {
      b.store(dotOrZero(b, s.operand(0), w), get(s.operand(1)), dotOrZero(b, v, w));
    }
  }

  /** The class's name as {@link Class#getName} gives it. */
  private String binaryName(java.lang.constant.ClassDesc owner) {
    return types.resolve(owner).getName();
  }

  private void getField(Builder b, Stmt s, Op.GetField get) {
    copy(b, s);
    tangents(s, w -> field(b, s, get, dotOrZero(b, s.operand(0), w)));
  }

  private Value field(Builder b, Stmt s, Op.GetField get, Value shadow) {
    Value r = s.result();
    var layout = types.layout(get.owner());
    if (r.type().isReference()) {
      Value at = b.constant(layout.link(binaryName(get.owner()), get.name()));
      return loadAs(b, ShadowTypes.links(b, shadow), at, r, dotName(s));
    }
    Value at = b.constant(layout.number(binaryName(get.owner()), get.name()));
    Value loaded = mark(b.load(ShadowTypes.numbers(b, shadow), at, dotName(s)));
    return r.type().equals(Type.DOUBLE)
        ? loaded
        : b.value(new Op.Convert(r.type().desc()), r.type(), dotName(s), loaded);
  }

  private void putField(Builder b, Stmt s, Op.PutField put) {
    copy(b, s);
    for (int w = 0; w < width; w++) {
      Value object = s.operand(0);
      write(b, put.owner(), put.name(), object, Aliases.key(put), s.operand(1), w);
    }
  }

  /** Writes the tangent of a field's new value into the shadow of the object. */
  private void write(
      Builder b,
      java.lang.constant.ClassDesc owner,
      String name,
      Value object,
      String key,
      Value v,
      int w) {
    boolean shadowed =
        v.type().isReference()
            ? activity.hasShadow(v)
            : v.type().isFloating() && activity.isActive(object, key);
    if (!shadowed) {
      return;
    }
    var layout = types.layout(owner);
    Value shadow = dotOrZero(b, object, w);
    Value tangent = dotOrZero(b, v, w);
    if (v.type().isReference()) {
      Value at = b.constant(layout.link(binaryName(owner), name));
      b.store(ShadowTypes.links(b, shadow), at, tangent);
    } else {
      Value at = b.constant(layout.number(binaryName(owner), name));
      Value wide =
          tangent.type().equals(Type.DOUBLE)
              ? tangent
              : mark(b.value(new Op.Convert(CD_double), Type.DOUBLE, tangent.name(), tangent));
      b.store(ShadowTypes.numbers(b, shadow), at, wide);
    }
  }

  /** Whether a number that has tangents is among the operands. */
  private boolean isNumber(Stmt s) {
    boolean itself = s.operands().size() == 2 && s.operand(0) == s.operand(1);
    return !itself
        && s.operands().stream().anyMatch(v -> v.type().isFloating() && dots(v).length > 0);
  }

  private Value decide(Builder b, Stmt s, Op.Compare.Relation relation) {
    Value x = s.operand(0);
    Value y = s.operand(1);
    return Lock.compare(b, s, relation, get(x), get(y), dots(x), dots(y), mercy);
  }

  private void newArray(Builder b, Stmt s) {
    copy(b, s);
    Type shadow = ShadowTypes.of(s.result().type());
    boolean simple =
        s.operands().size() == 1 || ShadowTypes.hasNumberLeaves(s.result().type().desc());
    tangents(
        s,
        w ->
            simple
                ? b.value(new Op.NewArray(shadow.desc()), shadow, dotName(s), map(s.operands()))
                : shadowOfConstant(b, s.result()));
  }

  private void make(Builder b, Stmt s, Op.New make) {
    copy(b, s);
    boolean opaque = make.fields() == null && isSeenThrough(s.result().type());
    if (opaque && s.operands().stream().anyMatch(activity::mayVary) && !isThrowable(make)) {
      throw new DerivativeException(
          "the constructor of %s does more than set fields, so what depends on an input is lost"
                  .formatted(make.owner().displayName())
              + " in it; do the rest in a method called afterwards",
          s.source());
    }
    if (!isActive(s.result())) {
      return;
    }
    if (make.fields() == null) {
      tangents(s, w -> shadowOfConstant(b, s.result()));
      return;
    }
    tangents(s, w -> ShadowTypes.fresh(b, types.layout(make.owner()), dotName(s)));
    for (int k = 0; k < make.fields().size(); k++) {
      Op.New.Field field = make.fields().get(k);
      Value v = s.operand(make.arguments() + k);
      for (int w = 0; w < width; w++) {
        write(b, field.owner(), field.name(), s.result(), Aliases.key(field), v, w);
      }
    }
  }

  private boolean isThrowable(Op.New make) {
    return Throwable.class.isAssignableFrom(types.resolve(make.owner()));
  }

  /** Residual memory has its tangents in slots of their own. */
  private Value tapeShadow(Builder b, Stmt s, int w) {
    int slot = (Integer) constants.get(s.operand(1));
    Value own = b.constant(slot + tapeSize * (w + 1));
    return b.value(
        s.op(), s.result().type(), dotName(s), get(s.operand(0)), own, get(s.operand(2)));
  }

  private Value copied(Builder b, Stmt s, Value shadow) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_Object, CD_Object);
    Op copy = new Op.Call(Op.Call.Kind.STATIC, ShadowTypes.SHADOWS, "copy", type, false);
    return b.value(copy, Type.OBJECT, dotName(s), shadow);
  }

  private void call(Builder b, Stmt s, Op.Call call) {
    if (Stabilize.isMark(call)) {
      env.put(s.result(), get(s.operand(0)));
      tangents(s, w -> dot(s.operand(1), w));
      return;
    }
    copy(b, s);
    if (call.owner().equals(Residuals.TAPE)) {
      if (!s.results().isEmpty()) {
        tangents(s, w -> tapeShadow(b, s, w));
      }
      return;
    }
    if (call.owner().equals(CalledSweeps.COPY)) {
      tangents(s, w -> copied(b, s, dotOrZero(b, s.operand(0), w)));
      return;
    }
    boolean activeResult = !s.results().isEmpty() && isActive(s.result());
    boolean number = activeResult && s.result().type().isFloating();
    if (activeResult && (!number || calls.rule(call) == null) && calls.vjp(call) != null) {
      byHand(b, s, calls.vjp(call));
      return;
    }
    if (number && calls.rewrites(call)) {
      // linear: forward mode passes the tangent through, reverse mode calls the rewriter
      tangents(
          s,
          w -> {
            Value xDot = dot(s.operand(0), w);
            List<Value> xs = xDot == null ? null : List.of(xDot, get(s.operand(1)));
            return xDot == null ? null : b.value(s.op(), s.result().type(), dotName(s), xs);
          });
      return;
    }
    if (number) {
      Func rule = calls.rule(call);
      if (rule == null) {
        refuseEncoded(s);
        throw noRule(s, call);
      }
      tangents(s, w -> RuleCall.inline(b, rule, ruleArguments(rule, s, w), linear));
      return;
    }
    boolean hidden =
        s.operands().stream().anyMatch(v -> v.type().isReference() && activity.hasShadow(v));
    if ((hidden || swallows(s, call)) && !calls.isHarmless(call)) {
      throw noRule(s, call);
    }
    if (activeResult) {
      tangents(
          s,
          w ->
              call.name().equals("requireNonNull")
                  ? dotOrZero(b, s.operand(0), w)
                  : shadowOfConstant(b, s.result()));
    }
  }

  /**
   * A linear statement that stands for a reverse rule written by hand: {@code (arguments, result,
   * the result's shadow if it is an array, tangents and shadows of the arguments) -> tangent}.
   */
  private void byHand(Builder b, Stmt s, java.lang.reflect.Method rule) {
    if (!suffix.equals(".bar")) {
      throw new DerivativeException(
          "%s.%s has a reverse rule only, and forward mode or a second derivative needs a jvp rule"
              .formatted(rule.getDeclaringClass().getSimpleName(), rule.getName()),
          s.source());
    }
    List<Value> operands = new ArrayList<>(map(s.operands()));
    operands.add(get(s.result()));
    boolean array = s.result().type().isReference();
    if (array) {
      Value shadow = shadowOfConstant(b, s.result());
      operands.add(shadow);
      dots.put(s.result(), new Value[] {shadow});
    }
    for (Value v : s.operands()) {
      if (v.type().isFloating() || v.type().isArray() && ShadowTypes.canShadow(v.type())) {
        operands.add(dotOrZero(b, v, 0));
      }
    }
    Value tangent = new Value(array ? Type.DOUBLE : s.result().type(), dotName(s));
    linear.add(tangent);
    java.lang.constant.ClassDesc owner = rule.getDeclaringClass().describeConstable().orElseThrow();
    MethodTypeDesc type =
        java.lang.invoke.MethodType.methodType(rule.getReturnType(), rule.getParameterTypes())
            .describeConstable()
            .orElseThrow();
    Op.Call call = new Op.Call(Op.Call.Kind.STATIC, owner, rule.getName(), type, false);
    b.append(new Stmt(call, operands, List.of(tangent), List.of(), s.source()));
    if (!array) {
      dots.put(s.result(), new Value[] {tangent});
    }
  }

  /** Whether a number that depends on an input may be kept by a call, to be seen again later. */
  private boolean swallows(Stmt s, Op.Call call) {
    boolean keeper =
        s.results().isEmpty()
            ? s.operands().stream().anyMatch(v -> v.type().isReference())
            : isSeenThrough(s.result().type());
    return keeper && s.operands().stream().anyMatch(activity::mayVary) && !calls.stops(call);
  }

  /** Whether numbers can be read from a result without a call that would be refused. */
  private static boolean isSeenThrough(Type type) {
    return type.isReference() && !ShadowTypes.isText(type) && !ShadowTypes.isLibrary(type);
  }

  private List<Value> ruleArguments(Func rule, Stmt s, int w) {
    List<Value> arguments = new ArrayList<>();
    for (Value v : s.operands()) {
      arguments.add(get(v));
      if (v.type().isFloating()) {
        arguments.add(dot(v, w));
      }
    }
    if (arguments.size() != rule.params().size()) {
      throw new DerivativeException(
          "the rule %s takes %d arguments, not %d"
              .formatted(rule.name(), rule.params().size(), arguments.size()),
          s.source());
    }
    return arguments;
  }

  private static DerivativeException noRule(Stmt s, Op.Call call) {
    String owner = call.owner().displayName();
    if (call.type().parameterCount() == 0 && owner.matches("Double|Float|Number")) {
      return new DerivativeException(
          "%s.%s takes a number that depends on an input out of a box, through which no derivative"
                  .formatted(owner, call.name())
              + " passes; use double or float",
          s.source());
    }
    if (call.kind() == Op.Call.Kind.INTERFACE) {
      return new DerivativeException(
          "no rule for %s.%s, and which code it runs is not known here; call a lambda or an object"
                  .formatted(owner, call.name())
              + " of a known class, or add a rule in a @RulesFor(%s.class) class".formatted(owner),
          s.source());
    }
    String types =
        String.join(",", call.type().parameterList().stream().map(c -> c.displayName()).toList());
    return new DerivativeException(
        "no rule for %s.%s(%s); add one in a @RulesFor(%s.class) class"
            .formatted(owner, call.name(), types, owner),
        s.source());
  }

  private void branch(Builder b, Stmt s) {
    List<Integer> active = activePositions(s.results());
    List<Region> regions = new ArrayList<>();
    for (Region r : s.regions()) {
      Builder inner = b.nested();
      region(inner, r);
      regions.add(inner.region(r.diverges() ? null : withDots(inner, r.yields(), active)));
    }
    b.append(
        new Stmt(s.op(), map(s.operands()), results(s.results(), active), regions, s.source()));
  }

  private void loop(Builder b, Stmt s) {
    Region r = s.regions().getFirst();
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < s.results().size(); i++) {
      // a variable that no iteration reads may still matter afterwards
      if (isActive(r.params().get(i)) || isActive(s.results().get(i))) {
        active.add(i);
      }
    }
    List<Value> initial = withDots(b, s.operands(), active);
    Builder inner = b.nested();
    r.params().forEach(p -> env.put(p, inner.param(p.type(), p.name())));
    for (int i : active) {
      Value p = r.params().get(i);
      dots.put(p, fresh(p, t -> inner.param(t, named(p))));
    }
    region(inner, r);
    List<Value> yields = null;
    if (!r.diverges()) {
      yields = new ArrayList<>(List.of(get(r.yields().getFirst())));
      yields.addAll(withDots(inner, r.yields().subList(1, r.yields().size()), active));
    }
    b.append(
        new Stmt(
            s.op(),
            initial,
            results(s.results(), active),
            List.of(inner.region(yields)),
            s.source()));
  }

  private List<Integer> activePositions(List<Value> values) {
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (isActive(values.get(i))) {
        active.add(i);
      }
    }
    return active;
  }

  private List<Value> results(List<Value> primal, List<Integer> active) {
    List<Value> all = new ArrayList<>();
    for (Value r : primal) {
      Value v = new Value(r.type(), r.name());
      env.put(r, v);
      all.add(v);
    }
    for (int i : active) {
      Value r = primal.get(i);
      Value[] mine = fresh(r, t -> new Value(t, named(r)));
      dots.put(r, mine);
      all.addAll(List.of(mine));
    }
    return all;
  }
}
