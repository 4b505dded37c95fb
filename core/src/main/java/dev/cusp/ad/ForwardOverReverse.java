package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Region;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import dev.cusp.runtime.Shadows;
import dev.cusp.runtime.Tie;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The derivative of a gradient along directions, compiled: forward over reverse. */
public final class ForwardOverReverse {
  private final Compiled program;
  private final Signature signature;
  private final Entry entry;
  private final Bars bars;
  private final List<Integer> active;
  private final Set<Integer> wrt;

  ForwardOverReverse(Compiled program, Jvp.Result first, Set<Integer> wrt, int width) {
    this.program = program;
    this.signature = program.signature();
    this.wrt = wrt;
    Func vjp = Derivatives.vjp(first, true);
    bars = new Bars(signature, first.activeParams());
    Set<Integer> outputs = new TreeSet<>();
    List<ClassDesc> all = new ArrayList<>(signature.declared());
    for (int i = signature.types().size(); i < vjp.params().size(); i++) {
      outputs.add(i);
      all.add(vjp.params().get(i).type().desc());
    }
    Func silent =
        new Func(
            vjp.name(),
            new Region(vjp.params(), vjp.body().body(), List.<Value>of()),
            vjp.host(),
            vjp.source());
    Jvp.Result jvp = Derivatives.jvp(DeadCode.remove(silent), wrt, outputs, program.calls(), width);
    active = jvp.activeParams();
    Func f = Derivatives.forwardEntry(jvp, width, all, signature.result());
    entry = Compiled.implement(f, Entry.class, List.of());
  }

  /** Tangents of shadows as shadows. */
  private Object[] ofShadows(Object[] shadows, Object[] tangents) {
    Object[] all = tangents.clone();
    for (int k = signature.types().size(); k < all.length; k++) {
      all[k] = Shadows.ofShadow(shadows[k], tangents[k]);
    }
    return all;
  }

  /** For each direction the derivatives of the cotangents, as numbers or shadows. */
  public Object[][] run(Object[] args, Object[][] dots) {
    Writes writes = program.writes(args);
    List<Object> extended = bars.after(writes.copies(args), args, Signature::zero);
    Object[][] all = new Object[dots.length][];
    for (int w = 0; w < dots.length; w++) {
      all[w] = Arrays.copyOf(dots[w], extended.size());
      for (int k = signature.types().size(); k < extended.size(); k++) {
        all[w][k] = Signature.zero(extended.get(k));
      }
    }
    Tangents t = new Tangents(signature, writes, extended.toArray(), all, active);
    Object[][] found =
        Arrays.stream(all).map(dot -> bars.framed(dot, writes)).toArray(Object[][]::new);
    try {
      entry.run(extended.toArray(), t.shadows(), t.numbers(), null);
    } catch (Tie tie) {
      return program.exact(args, tie).second(wrt, dots);
    }
    Object[] shadows = bars.framed(extended.toArray(), writes);
    return Arrays.stream(found)
        .map(tangents -> bars.found(ofShadows(shadows, tangents)))
        .toArray(Object[][]::new);
  }
}
