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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gradients by a few numbers by forward mode, along all axes at once.
 *
 * <p>Where reverse mode would have to remember the rounds of loops, three or four tangents that are
 * carried along cost less.
 */
final class Axes {
  /** So many tangents are carried along at most. */
  private static final int MOST = 4;

  /** Indices are below this, so that shadows become variables. */
  private static final int LENGTH = 16;

  private final Func f;
  private final Map<Value, Object> constants;

  /** By active parameter the indices that are read of it, or one 0 where it is a number. */
  private final List<List<Integer>> inputs = new ArrayList<>();

  private Axes(Func f) {
    this.f = f;
    this.constants = f.constants();
  }

  /**
   * The gradient in the form of {@link Transpose#of}, or null where this is not the way.
   *
   * @param vjp what reverse mode makes of it
   */
  static Func gradient(Func f, Jvp.Result linearized, Func vjp, Set<Integer> wrt, Calls calls) {
    boolean remembers = vjp.body().body().stream().anyMatch(Axes::isTape);
    boolean isReal = f.results().size() == 1 && f.results().getFirst().type().equals(Type.DOUBLE);
    if (!remembers || !isReal || linearized.activeResults().isEmpty()) {
      return null;
    }
    Axes axes = new Axes(f);
    List<Integer> active = linearized.activeParams();
    for (int p : active) {
      List<Integer> read = axes.read(f.params().get(p));
      if (read == null) {
        return null;
      }
      axes.inputs.add(read);
    }
    int count = axes.inputs.stream().mapToInt(List::size).sum();
    if (count == 0 || count > MOST) {
      return null;
    }
    Jvp.Result jvp = Derivatives.jvp(f, wrt, calls, count);
    return jvp.activeParams().equals(active) ? axes.bind(jvp, count, vjp.name()) : null;
  }

  private static boolean isTape(Stmt s) {
    return s.op() instanceof Op.Call call && call.owner().equals(Residuals.TAPE);
  }

  /** The indices that are read of a parameter, or null where that cannot be told. */
  private List<Integer> read(Value param) {
    if (param.type().equals(Type.DOUBLE)) {
      return List.of(0);
    }
    Set<Integer> indices = new TreeSet<>();
    boolean plain = param.type().equals(Type.DOUBLES) && read(f.body(), param, indices, true);
    return plain ? List.copyOf(indices) : null;
  }

  /** Only what is read in any case is sure to be there. */
  private boolean read(Region r, Value param, Set<Integer> indices, boolean always) {
    for (Stmt s : r.body()) {
      if (s.operands().contains(param)) {
        boolean fits =
            s.op() instanceof Op.Load
                && constants.get(s.operand(1)) instanceof Integer at
                && at >= 0
                && at < LENGTH
                && (always || indices.contains(at));
        if (!fits) {
          return false;
        }
        indices.add((Integer) constants.get(s.operand(1)));
      }
      if (!s.regions().stream().allMatch(inner -> read(inner, param, indices, false))) {
        return false;
      }
    }
    return r.diverges() || !r.yields().contains(param);
  }

  /** Gives the tangents put in the values of the axes, and puts those of the result out. */
  private Func bind(Jvp.Result jvp, int count, String name) {
    Func wide = jvp.func();
    List<Value> params = new ArrayList<>(wide.params().subList(0, f.params().size()));
    List<Value> tangents = wide.params().subList(f.params().size(), wide.params().size());
    Builder b = Builder.root().at(f.source());
    int axis = 0;
    for (int k = 0; k < inputs.size(); k++) {
      for (int w = 0; w < count; w++) {
        tangent(b, tangents.get(k * count + w), inputs.get(k), w - axis);
      }
      axis += inputs.get(k).size();
    }
    wide.body().body().forEach(b::append);
    List<Value> dots = wide.results().subList(1, wide.results().size());
    List<Value> references = new ArrayList<>();
    Value out = new Value(Type.DOUBLES, "out");
    int numbers = 0;
    axis = 0;
    for (int k = 0; k < inputs.size(); k++) {
      if (!tangents.get(k * count).type().isReference()) {
        b.store(out, b.constant(numbers++), dots.get(axis++));
        continue;
      }
      Value bar =
          new Value(Type.DOUBLES, f.params().get(jvp.activeParams().get(k)).name() + ".bar");
      references.add(bar);
      for (int index : inputs.get(k)) {
        Value at = b.constant(index);
        b.store(bar, at, b.add(b.load(bar, at, "bar"), dots.get(axis++)));
      }
    }
    params.addAll(references);
    if (numbers > 0) {
      params.add(out);
    }
    Region body = new Region(params, b.body(), wide.results().subList(0, 1));
    Func bound = Scalars.of(new Func(name, body, f.host(), f.source()));
    return DeadCode.remove(Fold.tangents(bound, jvp.linear()));
  }

  /**
   * Defines a tangent, or shadow, of an input.
   *
   * @param which the position of its entry 1 among the indices that are read; beyond them for zeros
   */
  private static void tangent(Builder b, Value tangent, List<Integer> read, int which) {
    if (!tangent.type().isReference()) {
      define(b, new Op.Const(which == 0 ? 1.0 : 0.0), List.of(), tangent);
      return;
    }
    int length = read.isEmpty() ? 0 : read.getLast() + 1;
    define(b, new Op.NewArray(tangent.type().desc()), List.of(b.constant(length)), tangent);
    if (which >= 0 && which < read.size()) {
      b.store(tangent, b.constant(read.get(which)), b.constant(1.0));
    }
  }

  private static void define(Builder b, Op op, List<Value> operands, Value result) {
    b.append(new Stmt(op, operands, List.of(result), List.of(), b.source()));
  }
}
