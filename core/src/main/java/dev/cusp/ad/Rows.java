package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
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
  private final Signature signature;
  private final Entry entry;
  private final List<Integer> barsOf;
  private final List<Integer> active;
  private final int seedAt;

  Rows(Compiled program, Jvp.Result first, int width) {
    this.program = program;
    this.signature = program.signature();
    Func vjp = Derivatives.vjp(first, false);
    barsOf = first.activeParams();
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
    List<Object> extended = new ArrayList<>(Arrays.asList(writes.copies(args)));
    int numbers = 0;
    for (int p : barsOf) {
      if (signature.types().get(p).isPrimitive()) {
        numbers++;
      } else {
        // of an array of doubles only the length is looked at
        extended.add(args[p] instanceof double[] ? args[p] : Signature.zero(args[p]));
      }
    }
    if (numbers > 0) {
      extended.add(new double[numbers]);
    }
    extended.add(Signature.zero(seeds[0]));
    Object[][] dots = new Object[seeds.length][];
    for (int w = 0; w < seeds.length; w++) {
      dots[w] = new Object[extended.size()];
      for (int k = signature.types().size(); k < seedAt; k++) {
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
    int reference = signature.types().size();
    for (int p : barsOf) {
      if (!signature.types().get(p).isPrimitive()) {
        for (Object[] direction : dots) {
          direction[reference] = writes.frame(p, direction[reference]);
        }
        reference++;
      }
    }
    entry.run(extended.toArray(), shadows.toArray(), new double[0], null);
    Object[][] bars = new Object[seeds.length][];
    for (int w = 0; w < seeds.length; w++) {
      bars[w] = bars(dots[w]);
    }
    return bars;
  }

  private Object[] bars(Object[] dots) {
    int own = signature.types().size();
    Object[] bars = new Object[own];
    int reference = own;
    int number = 0;
    for (int p : barsOf) {
      bars[p] =
          signature.types().get(p).isPrimitive()
              ? (Object) ((double[]) dots[seedAt - 1])[number++]
              : dots[reference++];
    }
    return bars;
  }
}
