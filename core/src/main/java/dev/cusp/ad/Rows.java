package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import dev.cusp.pass.Scalars;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reverse mode for several cotangents at once: the program is run once for all of them, and each
 * step back is done for each.
 *
 * <p>A pullback is linear in the cotangent it is given, so its own derivative along a cotangent is
 * the pullback of that one; and forward mode takes derivatives in several directions at once.
 */
final class Rows {
  private final Compiled program;
  private final Entry entry;
  private final Bars bars;
  private final List<Integer> active;
  private final int seedAt;

  Rows(Compiled program, Jvp.Result first, int width) {
    this.program = program;
    Signature signature = program.signature();
    Func vjp = Derivatives.vjp(first, false);
    bars = new Bars(signature, first.activeParams());
    seedAt = vjp.params().size() - 1;
    int own = signature.types().size();
    Set<Integer> outputs = new TreeSet<>();
    List<ClassDesc> all = new ArrayList<>(signature.declared());
    for (int i = own; i < vjp.params().size(); i++) {
      all.add(vjp.params().get(i).type().desc());
      if (i < seedAt) {
        outputs.add(i);
      }
    }
    Region silent = new Region(vjp.params(), vjp.body().body(), List.of());
    Func f = DeadCode.remove(new Func(vjp.name(), silent, vjp.host(), vjp.source()));
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(seedAt), outputs, program.calls(), width);
    active = jvp.activeParams();
    Func quiet = ownArrays(jvp.func(), outputs);
    entry =
        Compiled.implement(
            Derivatives.forwardEntry(jvp.with(quiet), width, all, signature.result()),
            Entry.class,
            List.of());
  }

  /**
   * The rows of the Jacobian of a function from its last parameter, an array of doubles, to another
   * of known length: {@code (x..., rows) -> y}; the rows are overwritten.
   *
   * @param looks whether it is to end with a {@link dev.cusp.runtime.Tie} where a number in them is
   *     not finite, if it can
   */
  static FreshRows.Overwriting along(Jvp.Result first, int count, Calls calls, boolean looks) {
    Func vjp = Derivatives.vjp(first, false);
    int sumAt = vjp.params().size() - 2;
    Value seed = vjp.params().getLast();
    if (!seed.type().equals(Type.DOUBLES) || vjp.body().diverges()) {
      return null;
    }
    Builder b = Builder.root().at(vjp.source());
    List<Value> params = new ArrayList<>(vjp.params().subList(0, sumAt + 1));
    Set<Integer> wrt = new TreeSet<>();
    define(b, new Op.NewArray(seed.type().desc()), List.of(b.constant(count)), seed);
    for (int i = 0; i < count; i++) {
      wrt.add(params.size());
      params.add(new Value(Type.DOUBLE, "out" + i + ".bar"));
      b.store(seed, b.constant(i), params.getLast());
    }
    vjp.body().body().forEach(b::append);
    Region body = new Region(params, b.body(), vjp.body().yields());
    Func f = new Func(vjp.name(), body, vjp.host(), vjp.source());
    Func small = DeadCode.remove(Scalars.of(f));
    Jvp.Result jvp = Derivatives.jvp(small, wrt, Set.of(sumAt), calls, count);
    return jvp.activeParams().contains(sumAt) ? unitRows(jvp, sumAt, count, looks) : null;
  }

  /** Takes the shadows out of an array of rows, and each unit cotangent along its axis. */
  private static FreshRows.Overwriting unitRows(
      Jvp.Result jvp, int sumAt, int count, boolean looks) {
    Func wide = ownArrays(jvp.func(), Set.of(sumAt));
    Builder b = Builder.root().at(wide.source());
    List<Value> params = new ArrayList<>(wide.params().subList(0, sumAt));
    Value rows = new Value(new Type(Type.DOUBLES.desc().arrayType()), "rows");
    define(
        b,
        new Op.CheckCast(Type.DOUBLES.desc()),
        List.of(params.getLast()),
        wide.params().get(sumAt));
    for (int i = 1; i <= count; i++) {
      define(b, new Op.Const(0.0), List.of(), wide.params().get(sumAt + i));
    }
    int next = sumAt + 1 + count;
    List<Value> sums = new ArrayList<>();
    for (int p : jvp.activeParams()) {
      for (int w = 0; w < count; w++) {
        Value tangent = wide.params().get(next++);
        if (p == sumAt) {
          define(b, new Op.Load(Type.DOUBLES.desc()), List.of(rows, b.constant(w)), tangent);
          sums.add(tangent);
        } else {
          Object axis = p == sumAt + 1 + w ? 1.0 : 0.0;
          define(b, new Op.Const(axis), List.of(), tangent);
        }
      }
    }
    wide.body().body().forEach(b::append);
    params.add(rows);
    Region body = new Region(params, b.body(), wide.results().subList(0, 1));
    Func f = new Func("rows", body, wide.host(), wide.source());
    FreshRows.Overwriting made = FreshRows.of(f, sums, jvp.linear(), looks);
    Func small = DeadCode.remove(Fold.tangents(made.func(), jvp.linear()));
    return new FreshRows.Overwriting(small, made.looks());
  }

  private static void define(Builder b, Op op, List<Value> operands, Value result) {
    b.append(new Stmt(op, operands, List.of(result), List.of(), b.source()));
  }

  /** The pullback of no cotangent in particular is of no use: its sums go where nobody looks. */
  private static Func ownArrays(Func f, Set<Integer> sums) {
    List<Value> params = new ArrayList<>(f.params());
    Builder b = Builder.root().at(f.source());
    for (int i : sums) {
      Value p = params.get(i);
      if (p.type().equals(Type.DOUBLES)) {
        Value given = new Value(p.type(), p.name());
        params.set(i, given);
        Value length = b.value(new Op.Length(), Type.INT, "length", given);
        Op make = new Op.NewArray(p.type().desc());
        b.append(new Stmt(make, List.of(length), List.of(p), List.of(), f.source()));
      }
    }
    List<Stmt> body = new ArrayList<>(b.body());
    body.addAll(f.body().body());
    return DeadCode.remove(
        new Func(f.name(), new Region(params, body, f.body().yields()), f.host(), f.source()));
  }

  /**
   * The cotangents of the arguments for each of some cotangents of the result.
   *
   * @param seeds numbers or shadows
   * @return for each seed the cotangents: numbers or shadows, null where zero
   */
  Object[][] run(Object[] args, Object[] seeds) {
    Writes writes = program.writes(args);
    // of an array of doubles only the length is looked at
    List<Object> extended =
        bars.after(writes.copies(args), args, x -> x instanceof double[] ? x : Signature.zero(x));
    extended.add(Signature.zero(seeds[0]));
    int own = args.length;
    Object[][] dots = new Object[seeds.length][];
    for (int w = 0; w < seeds.length; w++) {
      dots[w] = new Object[extended.size()];
      for (int k = own; k < seedAt; k++) {
        dots[w][k] = Signature.zero(extended.get(k));
      }
      dots[w][seedAt] = seeds[w];
    }
    List<Object> shadows = new ArrayList<>();
    for (int p : active) {
      for (Object[] direction : dots) {
        shadows.add(direction[p]);
      }
    }
    Object[][] framed =
        Arrays.stream(dots).map(dot -> bars.framed(dot, writes)).toArray(Object[][]::new);
    entry.run(extended.toArray(), shadows.toArray(), new double[0], null);
    return Arrays.stream(framed).map(bars::found).toArray(Object[][]::new);
  }
}
