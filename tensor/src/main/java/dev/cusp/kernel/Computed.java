package dev.cusp.kernel;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An elementwise function as kernels compute it: with the functions of {@link Functions}, and,
 * where its elements are floats, in float throughout: double variables and constants become floats.
 * What has no form for floats is computed in double and rounded.
 */
public final class Computed {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  private static final ClassDesc CUSP = ClassDesc.of("dev.cusp.Cusp");

  /** Methods of Math that have a form for each type and are kept. */
  private static final Set<String> TYPED = Set.of("abs", "min", "max", "fma");

  /** Where functions of numbers are that have rules, and so stay calls up to here. */
  private static final String OURS = "dev.cusp.tensor";

  private final boolean inFloat;
  private final Map<Value, Value> env = new IdentityHashMap<>();

  private Computed(boolean inFloat) {
    this.inFloat = inFloat;
  }

  /**
   * The function as it is computed.
   *
   * @param inFloat whether double becomes float
   */
  public static Func of(Func f, boolean inFloat) {
    Computed computed = new Computed(inFloat);
    Builder b = Builder.root().at(f.source());
    f.params().forEach(p -> computed.env.put(p, b.param(computed.type(p.type()), p.name())));
    Region body = b.region(computed.body(f.body(), b));
    return new Func(f.name(), body, f.host(), f.source());
  }

  private List<Value> body(Region region, Builder b) {
    region.body().forEach(s -> stmt(s, b.at(s.source())));
    return region.diverges() ? null : region.yields().stream().map(env::get).toList();
  }

  private Type type(Type declared) {
    return inFloat && declared.equals(Type.DOUBLE) ? Type.FLOAT : declared;
  }

  private void stmt(Stmt s, Builder b) {
    switch (s.op()) {
      case Op.Const(Double c) when inFloat ->
          env.put(s.result(), b.value(new Op.Const(single(c)), Type.FLOAT, "c"));
      case Op.Convert _ -> env.put(s.result(), convert(b, in(s, 0), s.op(), s.result()));
      case Op.Arith _, Op.Compare _, Op.ThreeWay _ -> {
        List<Value> operands = s.operands().stream().map(env::get).toList();
        Type type = type(s.result().type());
        env.put(s.result(), b.value(s.op(), type, s.result().name(), operands));
      }
      case Op.If _, Op.Loop _ -> nested(s, b);
      case Op.Call call -> call(s, call, b);
      default -> opaque(s, b);
    }
  }

  /** A finite number stays finite, so that a comparison with it still tells infinity. */
  private static float single(double c) {
    float single = (float) c;
    return Float.isInfinite(single) && !Double.isInfinite(c)
        ? Math.copySign(Float.MAX_VALUE, single)
        : single;
  }

  private Value in(Stmt s, int operand) {
    return env.get(s.operand(operand));
  }

  private Value convert(Builder b, Value x, Op op, Value result) {
    Type type = type(result.type());
    boolean isNarrow = !Type.of(((Op.Convert) op).to()).desc().equals(((Op.Convert) op).to());
    if (!isNarrow && x.type().equals(type)) {
      return x;
    }
    return isNarrow ? b.value(op, type, result.name(), x) : to(b, x, type);
  }

  private static Value to(Builder b, Value x, Type type) {
    return x.type().equals(type) ? x : b.value(new Op.Convert(type.desc()), type, x.name(), x);
  }

  private void nested(Stmt s, Builder b) {
    List<Region> regions = new ArrayList<>();
    for (Region region : s.regions()) {
      Builder inner = b.nested();
      region.params().forEach(p -> env.put(p, inner.param(type(p.type()), p.name())));
      regions.add(inner.region(body(region, inner)));
    }
    List<Value> results = new ArrayList<>();
    for (Value r : s.results()) {
      Value result = new Value(type(r.type()), r.name());
      env.put(r, result);
      results.add(result);
    }
    List<Value> operands = s.operands().stream().map(env::get).toList();
    b.append(new Stmt(s.op(), operands, results, regions, s.source()));
  }

  private void call(Stmt s, Op.Call call, Builder b) {
    if (isStop(call)) { // derivatives have been taken by now
      env.put(s.result(), in(s, 0));
      return;
    }
    boolean isOurs = call.owner().packageName().equals(OURS);
    boolean isPure = call.isPure();
    MethodTypeDesc type = inFloat ? floats(call.type()) : call.type();
    Method own = isPure || isOurs ? Functions.of(call.owner(), call.name(), type) : null;
    boolean isTyped = inFloat && call.owner().equals(MATH) && TYPED.contains(call.name());
    if (own != null || isTyped) {
      ClassDesc owner = own == null ? MATH : ClassDesc.of(own.getDeclaringClass().getName());
      Op op = new Op.Call(Op.Call.Kind.STATIC, owner, call.name(), type, false);
      List<Value> operands = s.operands().stream().map(env::get).toList();
      env.put(s.result(), b.value(op, Type.of(type.returnType()), call.name(), operands));
    } else if (isPure && call.owner().packageName().equals("dev.cusp.rules")) {
      inline(s, of(Functions.lifted(call), false), b);
    } else if (isOurs) {
      inline(s, of(Functions.lifted(call), inFloat), b);
    } else {
      opaque(s, b);
    }
  }

  private static boolean isStop(Op.Call call) {
    return call.owner().equals(CUSP)
        && call.name().equals("stopGradient")
        && call.type().returnType().equals(ConstantDescs.CD_double);
  }

  private void inline(Stmt s, Func f, Builder b) {
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < s.operands().size(); i++) {
      operands.add(to(b, in(s, i), f.params().get(i).type()));
    }
    env.put(s.result(), to(b, Inline.of(f, operands, b), type(s.result().type())));
  }

  private static MethodTypeDesc floats(MethodTypeDesc type) {
    ClassDesc[] params =
        type.parameterList().stream().map(Computed::narrow).toArray(ClassDesc[]::new);
    return MethodTypeDesc.of(narrow(type.returnType()), params);
  }

  private static ClassDesc narrow(ClassDesc type) {
    return type.equals(ConstantDescs.CD_double) ? ConstantDescs.CD_float : type;
  }

  /** What takes and gives doubles whatever happens around it. */
  private void opaque(Stmt s, Builder b) {
    List<Value> operands = new ArrayList<>();
    for (Value operand : s.operands()) {
      Value x = env.get(operand);
      operands.add(operand.type().equals(Type.DOUBLE) ? to(b, x, Type.DOUBLE) : x);
    }
    if (s.results().size() == 1) {
      Value r = s.result();
      env.put(r, to(b, b.value(s.op(), r.type(), r.name(), operands), type(r.type())));
      return;
    }
    List<Value> results = s.results().stream().map(Value::copy).toList();
    b.append(new Stmt(s.op(), operands, results, List.of(), s.source()));
    for (int i = 0; i < results.size(); i++) {
      Type type = type(s.results().get(i).type());
      env.put(s.results().get(i), to(b, results.get(i), type));
    }
  }
}
