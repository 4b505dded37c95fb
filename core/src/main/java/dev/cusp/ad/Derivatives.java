package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.Constants;
import dev.cusp.pass.DeadCode;
import dev.cusp.pass.Hoist;
import dev.cusp.pass.Masks;
import dev.cusp.pass.Scalars;
import dev.cusp.pass.Stabilize;
import dev.cusp.pass.Unroll;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The pipeline: from a function to the functions that compute its derivatives. */
public final class Derivatives {
  private Derivatives() {}

  /** Brings a lifted function into the form the derivatives are taken of. */
  public static Func prepare(Func f) {
    Func small = Scalars.of(Constants.fold(DeadCode.remove(Masks.recognize(f))));
    return Hoist.invariants(Loads.share(DeadCode.remove(small)));
  }

  /** The function, ended by an exception at kinks and jumps; see {@link Watch}. */
  public static Func watched(Func f, Set<Integer> wrt, Calls calls) {
    return Watch.ties(f, wrt, calls);
  }

  /**
   * The function with three directions as further parameters, which decide where a comparison is
   * tied; see {@link Jvp#locked}. Operations with kinks have to be in their {@link
   * dev.cusp.rules.KinkForms}.
   *
   * @param isLenient whether numbers are equal that no direction tells apart, else {@link
   *     dev.cusp.runtime.Ray.Undecided}
   */
  public static Func locked(Func f, Set<Integer> wrt, Calls calls, boolean isLenient) {
    return locked(f, wrt, calls, isLenient ? Lock.Mercy.ALL : Lock.Mercy.NONE);
  }

  static Func locked(Func f, Set<Integer> wrt, Calls calls, Lock.Mercy mercy) {
    Func wide = Jvp.locked(f, wrt, calls, mercy).func();
    List<Value> results = wide.results();
    Region body =
        new Region(
            wide.params(),
            wide.body().body(),
            wide.body().diverges() ? null : results.subList(0, f.results().size()));
    return prepare(new Func("locked." + f.name(), body, f.host(), f.source()));
  }

  /** Forward mode, see {@link Jvp}. */
  public static Jvp.Result jvp(Func f, Set<Integer> wrt, Calls calls, int width) {
    return jvp(f, wrt, Set.of(), calls, width);
  }

  /** Forward mode of a function that gives results back through parameters too. */
  public static Jvp.Result jvp(
      Func f, Set<Integer> wrt, Set<Integer> outputs, Calls calls, int width) {
    Jvp.Result result = jvp(f, wrt, outputs, calls, width, ".dot");
    return result.with(DeadCode.remove(Distribute.loops(result.func(), result.linear())));
  }

  /** The same in one direction, to be transposed: shadows are named after cotangents. */
  public static Jvp.Result linearize(Func f, Set<Integer> wrt, Calls calls) {
    return jvp(f, wrt, Set.of(), calls, 1, ".bar");
  }

  private static Jvp.Result jvp(
      Func f, Set<Integer> wrt, Set<Integer> outputs, Calls calls, int width, String shadows) {
    Func stable = calls.stabilizes() ? Stabilize.derivatives(f) : f;
    Jvp.Result raw = Jvp.of(stable, wrt, outputs, calls, width, shadows);
    return raw.with(Sink.tangents(DeadCode.remove(raw.func()), raw.linear()));
  }

  /** Reverse mode, see {@link Transpose#of}. */
  public static Func vjp(Jvp.Result jvp, boolean unitSeed) {
    return Transpose.of(jvp, unitSeed);
  }

  /**
   * The gradient of a function of numbers: by reverse mode, see {@link Transpose#of}, or in the
   * same form by forward mode where that is less, see {@link Axes}.
   *
   * @param linearized what {@link #linearize} made of it
   */
  static Func gradient(Func f, Jvp.Result linearized, Set<Integer> wrt, Calls calls) {
    Func vjp = vjp(linearized, true);
    Func along = Axes.gradient(f, linearized, vjp, wrt, calls);
    return along == null ? vjp : along;
  }

  /**
   * Reverse mode behind {@link Entry}.
   *
   * @param active the primal parameters with cotangents
   * @param declared the declared types of the primal parameters
   */
  public static Func reverseEntry(
      Func vjp, List<Integer> active, List<ClassDesc> declared, ClassDesc result) {
    Unpack u = new Unpack(vjp.source());
    List<Value> params = vjp.params();
    u.arguments(params.subList(0, declared.size()), declared);
    List<Value> rest = params.subList(declared.size(), params.size());
    int shadows = (int) active.stream().filter(p -> !declared.get(p).isPrimitive()).count();
    for (int i = 0; i < rest.size(); i++) {
      Value p = rest.get(i);
      if (i < shadows) {
        u.reference(p, u.shadows, i);
      } else if (i == shadows && shadows < active.size()) {
        u.define(new Op.CheckCast(Type.DOUBLES.desc()), p, u.numbers);
      } else {
        u.seed(p);
      }
    }
    u.body.addAll(vjp.body().body());
    return u.finish(vjp, vjp.results().isEmpty() ? null : vjp.results().getFirst(), result);
  }

  /** Forward mode behind {@link Entry}; the tangents of the result go into an array, the seed. */
  public static Func forwardEntry(
      Jvp.Result jvp, int width, List<ClassDesc> declared, ClassDesc result) {
    Func f = jvp.func();
    Unpack u = new Unpack(f.source());
    u.arguments(f.params().subList(0, declared.size()), declared);
    int shadows = 0;
    int numbers = 0;
    for (Value p : f.params().subList(declared.size(), f.params().size())) {
      if (p.type().isReference()) {
        u.reference(p, u.shadows, shadows++);
      } else {
        u.number(p, numbers++);
      }
    }
    u.body.addAll(f.body().body());
    if (!jvp.activeResults().isEmpty()) {
      Value out = new Value(new Type(CD_Object.arrayType()), "out");
      u.define(new Op.CheckCast(CD_Object.arrayType()), out, u.seed);
      for (int w = 0; w < width; w++) {
        Value dot = f.results().get(1 + w);
        u.effect(new Op.Store(CD_Object), out, u.constant(w), u.box(dot, dot.type().desc()));
      }
    }
    return u.finish(f, f.results().isEmpty() ? null : f.results().getFirst(), result);
  }

  /** Forward mode for any number of directions behind {@link Entry}, see {@link Linearized}. */
  static Func linearizedEntry(Func linearized, List<ClassDesc> declared, ClassDesc result) {
    Unpack u = new Unpack(linearized.source());
    List<Value> params = linearized.params();
    u.arguments(params.subList(0, declared.size()), declared);
    List<Value> given = List.of(u.shadows, u.numbers, u.seed);
    for (int i = 0; i < given.size(); i++) {
      Value p = params.get(declared.size() + i);
      u.define(new Op.CheckCast(p.type().desc()), p, given.get(i));
    }
    u.body.addAll(linearized.body().body());
    return u.finish(linearized, linearized.results().getFirst(), result);
  }

  /**
   * Forward mode for any number of directions, or null where there is none, see {@link Linearized}.
   */
  static Jvp.Result linearized(Func f, Set<Integer> wrt, Calls calls) {
    Func plain = prepare(Unroll.small(f));
    Jvp.Result jvp = jvp(plain, wrt, Set.of(), calls, 1, ".dot");
    Func linearized = Linearized.of(jvp);
    return linearized == null
        ? null
        : jvp.with(DeadCode.remove(Distribute.loops(linearized, jvp.linear())));
  }

  /** Statements that take arguments out of arrays. */
  private static final class Unpack {
    final Value args = new Value(new Type(CD_Object.arrayType()), "args");
    final Value shadows = new Value(new Type(CD_Object.arrayType()), "shadows");
    final Value numbers = new Value(Type.DOUBLES, "numbers");
    final Value seed = new Value(Type.OBJECT, "seed");
    final List<Stmt> body = new ArrayList<>();
    private final Source source;

    Unpack(Source source) {
      this.source = source;
    }

    void define(Op op, Value result, Value... operands) {
      body.add(new Stmt(op, List.of(operands), List.of(result), List.of(), source));
    }

    void effect(Op op, Value... operands) {
      body.add(new Stmt(op, List.of(operands), List.of(), List.of(), source));
    }

    Value constant(int c) {
      Value v = new Value(Type.INT, "c");
      define(new Op.Const(c), v);
      return v;
    }

    void arguments(List<Value> params, List<ClassDesc> declared) {
      for (int i = 0; i < params.size(); i++) {
        if (declared.get(i).isPrimitive()) {
          Value boxed = new Value(Type.OBJECT, "boxed");
          define(new Op.Load(CD_Object), boxed, args, constant(i));
          unbox(params.get(i), boxed, declared.get(i));
        } else {
          reference(params.get(i), args, i);
        }
      }
    }

    void reference(Value p, Value array, int index) {
      Value element = new Value(Type.OBJECT, p.name());
      define(new Op.Load(CD_Object), element, array, constant(index));
      define(new Op.CheckCast(p.type().desc()), p, element);
    }

    void number(Value p, int index) {
      Value wide = p.type().equals(Type.DOUBLE) ? p : new Value(Type.DOUBLE, p.name());
      define(new Op.Load(CD_double), wide, numbers, constant(index));
      if (wide != p) {
        define(new Op.Convert(p.type().desc()), p, wide);
      }
    }

    void seed(Value p) {
      if (p.type().isReference()) {
        define(new Op.CheckCast(p.type().desc()), p, seed);
      } else {
        unbox(p, seed, p.type().desc());
      }
    }

    void unbox(Value p, Value boxed, ClassDesc primitive) {
      ClassDesc box = boxOf(primitive);
      Value typed = new Value(new Type(box), p.name());
      define(new Op.CheckCast(box), typed, boxed);
      MethodTypeDesc type = MethodTypeDesc.of(primitive);
      String name = primitive.displayName() + "Value";
      define(new Op.Call(Op.Call.Kind.VIRTUAL, box, name, type, false), p, typed);
    }

    Value box(Value v, ClassDesc declared) {
      if (v.type().isReference()) {
        return v;
      }
      ClassDesc box = boxOf(declared);
      Value boxed = new Value(new Type(box), v.name());
      MethodTypeDesc type = MethodTypeDesc.of(box, declared);
      define(new Op.Call(Op.Call.Kind.STATIC, box, "valueOf", type, false), boxed, v);
      return boxed;
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
      String name =
          switch (primitive.descriptorString()) {
            case "I" -> "Integer";
            case "C" -> "Character";
            default -> {
              String simple = primitive.displayName();
              yield Character.toUpperCase(simple.charAt(0)) + simple.substring(1);
            }
          };
      return ClassDesc.of("java.lang." + name);
    }

    Func finish(Func f, Value value, ClassDesc declared) {
      List<Value> yields = null;
      if (!f.body().diverges()) {
        yields = new ArrayList<>();
        if (value != null) {
          yields.add(box(value, declared));
        } else {
          Value none = new Value(Type.OBJECT, "none");
          define(new Op.Const(null), none);
          yields.add(none);
        }
      }
      Region region = new Region(List.of(args, shadows, numbers, seed), body, yields);
      return DeadCode.remove(new Func(f.name(), region, f.host(), f.source()));
    }
  }
}
