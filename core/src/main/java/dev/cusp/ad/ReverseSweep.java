package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The reverse sweep: for each linear statement, met in reverse order, its transpose. */
final class ReverseSweep {
  private final Reversal r;
  private final LoopReversal loops;

  ReverseSweep(Reversal reversal) {
    this.r = reversal;
    this.loops = new LoopReversal(reversal);
  }

  /** See {@link LoopReversal#fuse}. */
  void fuse(Sweep sweep, Loop loop) {
    loops.fuse(sweep, loop);
  }

  void run(Sweep sweep, List<Stmt> body) {
    for (int i = body.size() - 1; i >= 0; i--) {
      Stmt s = body.get(i);
      sweep.builder().at(s.source());
      if (r.nest.hasLinear(s)) {
        r.at(s);
        reverse(sweep, s);
      } else if (r.restores.overwritten(s) != null) {
        r.at(s);
        restore(sweep, s);
      }
    }
  }

  /** Puts back what a store has overwritten. */
  private void restore(Sweep sweep, Stmt s) {
    Value array = r.get(sweep, s.operand(0));
    Value index = r.get(sweep, s.operand(1));
    Value before = r.get(sweep, r.restores.overwritten(s));
    Op store = ((Op.Store) s.op());
    sweep.builder().effect(store, array, index, before);
  }

  private void reverse(Sweep sweep, Stmt s) {
    Builder b = sweep.builder();
    switch (s.op()) {
      case Op.If _ -> branch(sweep, s);
      case Op.Loop _ -> loops.run(sweep, r.nest.loops.get(s));
      case Op.Apply(var ref) -> r.called.reverse(sweep, s, ref);
      case Op.Store _ -> {
        Value shadow = r.get(sweep, s.operand(0));
        Value index = r.get(sweep, s.operand(1));
        Value bar = b.load(shadow, index, Sweep.barName(s.operand(2)));
        if (!r.updates.contains(s)) {
          b.store(shadow, index, b.zero(s.operand(2).type()));
        }
        sweep.add(s.operand(2), bar);
      }
      case Op.Call call when JvpForeign.isLater(call) -> JvpForeign.reverse(r, sweep, s, call);
      case Op.Call call when !isRewrite(call) -> byHand(sweep, s, call);
      default -> {
        Value bar = sweep.take(s.result());
        if (bar != null) {
          reverse(sweep, s, bar);
        }
      }
    }
  }

  private void reverse(Sweep sweep, Stmt s, Value bar) {
    Builder b = sweep.builder();
    switch (s.op()) {
      case Op.Const _ -> {}
      case Op.Load _ when r.updates.contains(s) -> {}
      case Op.Load _ -> {
        Value shadow = r.get(sweep, s.operand(0));
        Value index = r.get(sweep, s.operand(1));
        b.store(shadow, index, r.algebra.plus(b, b.load(shadow, index, bar.name()), bar));
      }
      case Op.Convert _ -> sweep.add(s.operand(0), Reversal.convert(b, bar, s.operand(0).type()));
      case Op.Call _ -> sweep.add(s.operand(0), rewrite(b, r.get(sweep, s.operand(1)), bar));
      case Op.Arith(var kind) -> {
        Value x = s.operand(0);
        Value y = s.operands().size() > 1 ? s.operand(1) : null;
        switch (kind) {
          case NEG -> sweep.add(x, r.algebra.negate(b, bar));
          case ADD -> {
            sweep.add(x, bar);
            sweep.add(y, bar);
          }
          case SUB -> {
            sweep.add(x, bar);
            sweep.add(y, r.algebra.negate(b, bar));
          }
          case MUL -> {
            boolean first = r.nest.isLinear(x);
            sweep.add(first ? x : y, r.algebra.times(b, bar, r.get(sweep, first ? y : x)));
          }
          case DIV -> sweep.add(x, b.div(bar, r.get(sweep, y)));
          default -> throw new IllegalStateException("not linear: " + s.op());
        }
      }
      default -> throw new IllegalStateException("not linear: " + s.op());
    }
  }

  private static boolean isRewrite(Op.Call call) {
    return call.name().equals("withGradient")
        && call.owner().descriptorString().equals("Ldev/cusp/Cusp;");
  }

  /** Calls a reverse rule written by hand; see {@link Jvp} for the operands. */
  private void byHand(Sweep sweep, Stmt s, Op.Call call) {
    Builder b = sweep.builder();
    int arguments = 0;
    while (!isAfterArguments(s, arguments, call)) {
      arguments++;
    }
    List<Value> operands = new ArrayList<>();
    for (Value v : s.operands().subList(0, arguments + 1)) {
      operands.add(r.get(sweep, v));
    }
    int at = arguments + 1;
    if (s.operand(arguments).type().isReference()) {
      operands.add(r.get(sweep, s.operand(at++)));
    } else {
      Value bar = sweep.take(s.result());
      operands.add(bar == null ? b.zero(s.result().type()) : bar);
    }
    List<Value> numbers = new ArrayList<>();
    for (Value v : s.operands().subList(at, s.operands().size())) {
      if (r.nest.isLinear(v)) {
        numbers.add(v);
      } else {
        operands.add(r.get(sweep, v));
      }
    }
    if (numbers.isEmpty()) {
      b.append(new Stmt(call, operands, List.of(), List.of(), s.source()));
      return;
    }
    Type type = Type.of(call.type().returnType());
    Value bars = b.value(call, type, "bars", operands);
    for (int k = 0; k < numbers.size(); k++) {
      Value bar = type.isReference() ? b.load(bars, b.constant(k), "bar") : bars;
      sweep.add(numbers.get(k), Reversal.convert(b, bar, numbers.get(k).type()));
    }
  }

  /** The rule takes the arguments, the result, its cotangent, and arrays of cotangents. */
  private boolean isAfterArguments(Stmt s, int n, Op.Call call) {
    int arrays = 0;
    for (Value v : s.operands().subList(0, n)) {
      arrays += v.type().isArray() && ShadowTypes.canShadow(v.type()) ? 1 : 0;
    }
    return call.type().parameterCount() == n + 2 + arrays;
  }

  /** Asks the user's function what a cotangent is to become. */
  private static Value rewrite(Builder b, Value rewriter, Value bar) {
    Op.Call call =
        new Op.Call(
            Op.Call.Kind.INTERFACE,
            ClassDesc.of("java.util.function.DoubleUnaryOperator"),
            "applyAsDouble",
            MethodTypeDesc.of(CD_double, CD_double),
            true);
    return b.value(call, Type.DOUBLE, bar.name(), rewriter, bar);
  }

  private void branch(Sweep sweep, Stmt s) {
    Value condition = r.get(sweep, s.operand(0));
    List<Value> linear = s.results().stream().filter(r.nest::isLinear).toList();
    Map<Value, Value> incoming = new IdentityHashMap<>();
    linear.forEach(r -> {
      Value bar = sweep.take(r);
      if (bar != null) {
        incoming.put(r, bar);
      }
    });
    List<Sweep> sweeps = new ArrayList<>();
    for (Region region : s.regions()) {
      Sweep inner = new Sweep(r.algebra, sweep.builder().nested(), sweep, null, r.within(region));
      for (int i = 0; !region.diverges() && i < s.results().size(); i++) {
        Value bar = incoming.get(s.results().get(i));
        if (bar != null) {
          inner.add(region.yields().get(i), bar);
        }
      }
      if (!region.diverges()) {
        run(inner, region.body());
      }
      sweeps.add(inner);
    }
    List<Value> touched = new ArrayList<>(sweeps.get(0).touched());
    for (Value v : sweeps.get(1).touched()) {
      if (!touched.contains(v)) {
        touched.add(v);
      }
    }
    List<Region> regions = new ArrayList<>();
    for (Sweep inner : sweeps) {
      List<Value> yields = new ArrayList<>();
      for (Value v : touched) {
        Value bar = inner.peek(v);
        yields.add(bar == null ? inner.builder().zero(v.type()) : bar);
      }
      regions.add(inner.builder().region(yields));
    }
    List<Value> results = touched.stream().map(v -> new Value(v.type(), Sweep.barName(v))).toList();
    sweep.builder().append(new Stmt(new Op.If(), List.of(condition), results, regions, s.source()));
    for (int i = 0; i < touched.size(); i++) {
      sweep.put(touched.get(i), results.get(i));
    }
  }
}
