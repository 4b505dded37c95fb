package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.Stabilize;
import dev.cusp.runtime.Foreign;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls that were not inlined: by rules, by reverse rules written by hand, or refused. */
final class JvpCalls {
  private final Duals d;
  private final Calls calls;
  private final Map<Value, Object> constants;
  private final JvpForeign foreign;

  /** How many slots of residual memory the function uses. */
  private final int tapeSize;

  JvpCalls(Duals duals, Calls calls, Func f, Map<Value, Object> constants) {
    this.d = duals;
    this.calls = calls;
    this.constants = constants;
    this.tapeSize = tapeSize(f.body());
    this.foreign = new JvpForeign(duals);
  }

  private int tapeSize(Region region) {
    int size = 0;
    for (Stmt s : region.body()) {
      if (isTape(s) && s.operands().size() > 1) {
        size = Math.max(size, 1 + (Integer) constants.get(s.operand(1)));
      }
      for (Region r : s.regions()) {
        size = Math.max(size, tapeSize(r));
      }
    }
    return size;
  }

  private static boolean isTape(Stmt s) {
    return s.op() instanceof Op.Call call && call.owner().equals(Residuals.TAPE);
  }

  void call(Builder b, Stmt s, Op.Call call) {
    if (Stabilize.isMark(call)) {
      d.put(s.result(), d.get(s.operand(0)));
      d.tangents(s, w -> d.dot(s.operand(1), w));
      return;
    }
    Foreign.Kind kind = calls.foreign(call);
    if (kind != Foreign.Kind.NONE
        && kind != Foreign.Kind.REFUSED
        && kind != Foreign.Kind.CONSTANT) {
      foreign.call(b, s, call, kind);
      return;
    }
    if (kind == Foreign.Kind.REFUSED && s.operands().stream().anyMatch(d.activity::mayVary)) {
      throw noRule(s, call);
    }
    d.copy(b, s);
    if (isTape(s)) {
      if (!s.results().isEmpty()) {
        d.tangents(s, w -> tapeShadow(b, s, w));
      }
      return;
    }
    if (call.owner().equals(CalledSweeps.COPY)) {
      d.tangents(s, w -> copied(b, s, d.dotOrZero(b, s.operand(0), w)));
      return;
    }
    boolean activeResult = !s.results().isEmpty() && d.isActive(s.result());
    boolean number = activeResult && s.result().type().isFloating();
    if (activeResult && (!number || calls.rule(call) == null) && calls.vjp(call) != null) {
      byHand(b, s, calls.vjp(call));
      return;
    }
    if (number && calls.rewrites(call)) {
      // linear: forward mode passes the tangent through, reverse mode calls the rewriter
      d.tangents(
          s,
          w -> {
            Value xDot = d.dot(s.operand(0), w);
            List<Value> xs = xDot == null ? null : List.of(xDot, d.get(s.operand(1)));
            return xDot == null ? null : b.value(s.op(), s.result().type(), d.name(s), xs);
          });
      return;
    }
    if (number) {
      Func rule = calls.rule(call);
      if (rule == null) {
        d.refuseEncoded(s);
        refuse(b, s, call);
        return;
      }
      d.tangents(s, w -> RuleCall.inline(b, rule, ruleArguments(rule, s, w), d.linear));
      return;
    }
    boolean hidden =
        s.operands().stream().anyMatch(v -> v.type().isReference() && d.activity.hasShadow(v));
    if ((hidden || swallows(s, call)) && !calls.isHarmless(call)) {
      refuse(b, s, call);
      return;
    }
    if (activeResult) {
      d.tangents(
          s,
          w ->
              call.name().equals("requireNonNull")
                  ? d.dotOrZero(b, s.operand(0), w)
                  : d.shadowOfConstant(b, s.result()));
    }
  }

  /** Refuses a call, of an object that the program did not make when it gets there. */
  private void refuse(Builder b, Stmt s, Op.Call call) {
    DerivativeException refusal = noRule(s, call);
    if (!d.activity.isForeign(s)) {
      throw refusal;
    }
    MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_Object, CD_String);
    Op refuse = new Op.Call(Op.Call.Kind.STATIC, Aliases.GUARD, "refuse", type, false);
    Value why = b.value(new Op.Const(refusal.getMessage()), new Type(CD_String), "c");
    b.effect(refuse, d.get(s.operand(0)), why);
  }

  /** Residual memory has its tangents in slots of their own. */
  private Value tapeShadow(Builder b, Stmt s, int w) {
    int slot = (Integer) constants.get(s.operand(1));
    Value own = b.constant(slot + tapeSize * (w + 1));
    List<Value> operands = new ArrayList<>(d.map(s.operands()));
    operands.set(1, own);
    return b.value(s.op(), s.result().type(), d.name(s), operands);
  }

  private Value copied(Builder b, Stmt s, Value shadow) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_Object, CD_Object);
    Op copy = new Op.Call(Op.Call.Kind.STATIC, ShadowTypes.SHADOWS, "copy", type, false);
    return b.value(copy, Type.OBJECT, d.name(s), shadow);
  }

  /**
   * A d.linear statement that stands for a reverse rule written by hand: {@code (arguments, result,
   * the result's shadow if it is an array, tangents and shadows of the arguments) -> tangent}.
   */
  private void byHand(Builder b, Stmt s, Method rule) {
    if (!d.suffix.equals(".bar")) {
      throw new DerivativeException(
          "%s.%s has a reverse rule only, and forward mode or a second derivative needs a jvp rule"
              .formatted(rule.getDeclaringClass().getSimpleName(), rule.getName()),
          s.source());
    }
    List<Value> operands = new ArrayList<>(d.map(s.operands()));
    operands.add(d.get(s.result()));
    boolean array = s.result().type().isReference();
    if (array) {
      Value shadow = d.shadowOfConstant(b, s.result());
      operands.add(shadow);
      d.give(s.result(), new Value[] {shadow});
    }
    for (Value v : s.operands()) {
      if (v.type().isFloating() || v.type().isArray() && ShadowTypes.canShadow(v.type())) {
        operands.add(d.dotOrZero(b, v, 0));
      }
    }
    Value tangent = new Value(array ? Type.DOUBLE : s.result().type(), d.name(s));
    d.linear.add(tangent);
    ClassDesc owner = rule.getDeclaringClass().describeConstable().orElseThrow();
    MethodTypeDesc type =
        MethodType.methodType(rule.getReturnType(), rule.getParameterTypes())
            .describeConstable()
            .orElseThrow();
    Op.Call call = new Op.Call(Op.Call.Kind.STATIC, owner, rule.getName(), type, false);
    b.append(new Stmt(call, operands, List.of(tangent), List.of(), s.source()));
    if (!array) {
      d.give(s.result(), new Value[] {tangent});
    }
  }

  /** Whether a number that depends on an input may be kept by a call, to be seen again later. */
  private boolean swallows(Stmt s, Op.Call call) {
    boolean keeper =
        s.results().isEmpty()
            ? s.operands().stream().anyMatch(v -> v.type().isReference())
            : ShadowTypes.isSeenThrough(s.result().type());
    return keeper && s.operands().stream().anyMatch(d.activity::mayVary) && !calls.stops(call);
  }

  private List<Value> ruleArguments(Func rule, Stmt s, int w) {
    List<Value> arguments = new ArrayList<>();
    for (Value v : s.operands()) {
      arguments.add(d.get(v));
      if (v.type().isFloating()) {
        arguments.add(d.dot(v, w));
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
    if (RuleCalls.isOriginal(call)) {
      return new DerivativeException(
          "numbers that depend on an input leave an object of %s for code that is not followed; use"
                  .formatted(call.type().returnType().displayName())
              + " arrays of numbers",
          s.source());
    }
    if (owner.equals("Expectation")) {
      return new DerivativeException(
          "an estimate has no derivative: what makes its gradient right on average, scores and"
              + " replays, is of first order, and the derivative of that would be wrong; the first"
              + " derivative is in Estimate.gradient(), and differences of such gradients of one seed"
              + " estimate the second",
          s.source());
    }
    if (call.kind() != Op.Call.Kind.STATIC && call.owner().packageName().equals("java.util")) {
      return new DerivativeException(
          "no rule for %s.%s of an object that is not followed; use an ArrayList, LinkedList,"
                  .formatted(owner, call.name())
              + " ArrayDeque, Stack, PriorityQueue, HashMap, LinkedHashMap or TreeMap that the program"
              + " makes itself, or an array",
          s.source());
    }
    if (call.kind() == Op.Call.Kind.INTERFACE) {
      return new DerivativeException(
          "no rule for %s.%s, and which code it runs is not known here; call a lambda (made in the"
                  .formatted(owner, call.name())
              + " program, captured, or in a static final field, List.of or Map.of) or an object"
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
}
