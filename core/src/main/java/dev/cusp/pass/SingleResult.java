package dev.cusp.pass;

import static java.lang.constant.ConstantDescs.CD_Object;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets functions that are called return one result, as methods of the JVM do: further ones are
 * handed over in an array of objects, the last argument.
 */
public final class SingleResult {
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  private final Map<Func.Ref, Func.Ref> callees = new IdentityHashMap<>();

  private SingleResult() {}

  /** The function with calls in this form; its own results stay as they are. */
  public static Func of(Func f) {
    return new SingleResult().calls(f);
  }

  private Func calls(Func f) {
    Region body = f.body();
    Region mine = new Region(body.params(), body(body.body()), body.yields());
    return new Func(f.name(), mine, f.host(), f.source());
  }

  private List<Stmt> body(List<Stmt> stmts) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : stmts) {
      if (s.op() instanceof Op.Apply(var ref)) {
        call(s, ref, out);
      } else {
        List<Region> regions = new ArrayList<>();
        for (Region r : s.regions()) {
          regions.add(new Region(r.params(), body(r.body()), r.yields()));
        }
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return out;
  }

  private void call(Stmt s, Func.Ref ref, List<Stmt> out) {
    Op.Apply apply = new Op.Apply(callee(ref));
    if (s.results().size() < 2) {
      out.add(new Stmt(apply, s.operands(), s.results(), List.of(), s.source()));
      return;
    }
    Value length = constant(s.results().size() - 1, s.source(), out);
    Value more = new Value(new Type(OBJECTS), "more");
    define(new Op.NewArray(OBJECTS), more, s.source(), out, length);
    List<Value> operands = new ArrayList<>(s.operands());
    operands.add(more);
    List<Value> first = s.results().subList(0, 1);
    out.add(new Stmt(apply, operands, first, List.of(), s.source()));
    for (int k = 1; k < s.results().size(); k++) {
      Value boxed = new Value(Type.OBJECT, "boxed");
      define(
          new Op.Load(CD_Object), boxed, s.source(), out, more, constant(k - 1, s.source(), out));
      unbox(s.results().get(k), boxed, s.source(), out);
    }
  }

  private Func.Ref callee(Func.Ref ref) {
    Func.Ref known = callees.get(ref);
    if (known != null) {
      return known;
    }
    Func.Ref mine = new Func.Ref(ref.name());
    callees.put(ref, mine);
    Func f = ref.func();
    Region body = f.body();
    List<Stmt> stmts = body(body.body());
    List<Value> params = new ArrayList<>(body.params());
    List<Value> yields = body.yields();
    if (f.results().size() > 1) {
      Value more = new Value(new Type(OBJECTS), "more");
      params.add(more);
      for (int k = 1; k < yields.size(); k++) {
        Value boxed = box(yields.get(k), f.source(), stmts);
        List<Value> xs = List.of(more, constant(k - 1, f.source(), stmts), boxed);
        stmts.add(new Stmt(new Op.Store(CD_Object), xs, List.of(), List.of(), f.source()));
      }
      yields = yields.subList(0, 1);
    }
    mine.complete(new Func(f.name(), new Region(params, stmts, yields), f.host(), f.source()));
    return mine;
  }

  private static Value constant(int c, Source source, List<Stmt> out) {
    Value v = new Value(Type.INT, "c");
    define(new Op.Const(c), v, source, out);
    return v;
  }

  private static void define(Op op, Value v, Source source, List<Stmt> out, Value... operands) {
    out.add(new Stmt(op, List.of(operands), List.of(v), List.of(), source));
  }

  private static ClassDesc box(Type type) {
    return ClassDesc.of(
        switch (type.desc().descriptorString()) {
          case "D" -> "java.lang.Double";
          case "F" -> "java.lang.Float";
          case "J" -> "java.lang.Long";
          default -> "java.lang.Integer";
        });
  }

  private static Value box(Value v, Source source, List<Stmt> out) {
    if (v.type().isReference()) {
      return v;
    }
    ClassDesc box = box(v.type());
    Value boxed = new Value(new Type(box), v.name());
    MethodTypeDesc type = MethodTypeDesc.of(box, v.type().desc());
    define(new Op.Call(Op.Call.Kind.STATIC, box, "valueOf", type, false), boxed, source, out, v);
    return boxed;
  }

  private static void unbox(Value v, Value boxed, Source source, List<Stmt> out) {
    if (v.type().isReference()) {
      define(new Op.CheckCast(v.type().desc()), v, source, out, boxed);
      return;
    }
    ClassDesc box = box(v.type());
    Value typed = new Value(new Type(box), v.name());
    define(new Op.CheckCast(box), typed, source, out, boxed);
    MethodTypeDesc type = MethodTypeDesc.of(v.type().desc());
    String name = v.type().desc().displayName() + "Value";
    define(new Op.Call(Op.Call.Kind.VIRTUAL, box, name, type, false), v, source, out, typed);
  }
}
