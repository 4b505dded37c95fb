package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Copies;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits loops that store to several arrays into one loop for each (loop distribution: Kennedy and
 * McKinley, "Maximizing loop parallelism and improving data locality via loop fusion and
 * distribution", 1993).
 *
 * <p>HotSpot vectorizes a loop that stores to one array, not one that stores to several, as
 * derivatives do: to the tangents of several directions, or to a cotangent, to another that is
 * cleared, and to what is kept. Where a loop only adds to a tangent multiples of other tangents, it
 * is left out if these are zero, as most are in the columns of a Jacobian.
 */
final class Distribute {
  /** Loops of fewer rounds are not worth it. */
  private static final int ROUNDS = 32;

  private final Set<Value> linear;
  private final Aliases aliases;
  private final Map<Value, Object> constants;

  private Distribute(Func f, Set<Value> linear) {
    this.linear = linear;
    this.aliases = Aliases.of(f);
    this.constants = f.constants();
  }

  /**
   * The function with its innermost loops split where that is possible.
   *
   * @param linear the tangents; copies of them are added
   */
  static Func loops(Func f, Set<Value> linear) {
    Region body = new Distribute(f, linear).region(f.body());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      Loops.While shape = s.op() instanceof Op.Loop ? Loops.asWhile(s) : null;
      boolean counts = shape != null && s.results().size() == 1;
      List<Stmt> split = counts ? split(s, shape) : null;
      if (split != null) {
        out.addAll(split);
      } else {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), out, r.yields());
  }

  /** The loops to be run one after the other, or null where that would not be the same. */
  private List<Stmt> split(Stmt loop, Loops.While shape) {
    boolean simple =
        shape.hasPureHead()
            && shape.exit().equals(loop.regions().getFirst().params())
            && !shape.tail().diverges()
            && shape.tail().body().stream().allMatch(Distribute::isSimple);
    if (!simple || isShort(loop, shape)) {
      return null;
    }
    Parts parts = new Parts(shape, aliases, new Indices(loop, shape, constants));
    List<Set<Stmt>> order = parts.ordered();
    if (order == null) {
      return null;
    }
    List<Stmt> out = new ArrayList<>();
    for (Set<Stmt> part : order) {
      out.addAll(guarded(copy(loop, shape, part)));
    }
    // who counts on the counter finds it; otherwise this is dead code
    List<Stmt> counting = some(shape, parts.counting());
    Region tail = new Region(List.of(), counting, shape.tail().yields());
    List<Value> variables = loop.regions().getFirst().params();
    out.add(
        new Loops.While(shape.head(), shape.again(), tail, variables, shape.source())
            .toLoop(variables, loop.operands(), loop.results(), loop.source()));
    return out;
  }

  private static boolean isSimple(Stmt s) {
    return switch (s.op()) {
      case Op.Load _, Op.Store _ -> true;
      default -> s.regions().isEmpty() && s.op().isPure();
    };
  }

  private boolean isShort(Stmt loop, Loops.While shape) {
    Stmt test = shape.test();
    return test == null
        || !(test.op() instanceof Op.Compare)
        || constants.get(test.operand(1)) instanceof Integer to
            && constants.get(loop.operand(0)) instanceof Integer from
            && Math.abs(to - from) < ROUNDS;
  }

  private static List<Stmt> some(Loops.While shape, Set<Stmt> part) {
    return shape.tail().body().stream().filter(part::contains).toList();
  }

  /** The loop again, with some of its statements only. */
  private Stmt copy(Stmt loop, Loops.While shape, Set<Stmt> part) {
    Value original = loop.regions().getFirst().params().getFirst();
    Value variable = original.copy();
    Copies copies = new Copies(linear);
    copies.put(original, variable);
    List<Stmt> head = copy(shape.head(), copies);
    List<Stmt> body = copy(some(shape, part), copies);
    List<Value> next = copies.of(shape.tail().yields());
    Value again = copies.of(shape.again());
    Region tail = new Region(List.of(), body, next);
    List<Value> variables = List.of(variable);
    return new Loops.While(head, again, tail, variables, shape.source())
        .toLoop(variables, loop.operands(), List.of(original.copy()), loop.source());
  }

  private static List<Stmt> copy(List<Stmt> body, Copies copies) {
    List<Stmt> out = new ArrayList<>();
    body.forEach(s -> out.add(copies.of(s)));
    return out;
  }

  /** A loop, run only where it adds something. */
  private List<Stmt> guarded(Stmt part) {
    Set<Stmt> updates = Updates.find(part, linear);
    Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> factors = new ArrayList<>();
    for (Stmt s : Loops.asWhile(part).tail().body()) {
      boolean memory =
          s.op() instanceof Op.Store || s.op() instanceof Op.Load && linear.contains(s.result());
      if (memory && !updates.contains(s)) {
        return List.of(part);
      }
      inside.addAll(s.results());
      s.operands().stream()
          .filter(v -> linear.contains(v) && !inside.contains(v) && !factors.contains(v))
          .forEach(factors::add);
    }
    if (factors.isEmpty()) {
      return List.of(part);
    }
    Builder b = Builder.root().at(part.source());
    Value any = null;
    for (Value v : factors) {
      Value c = b.compare(Op.Compare.Relation.NE, v, b.zero(v.type()));
      any = any == null ? c : b.value(new Op.Arith(Op.Arith.Kind.OR), Type.INT, "any", any, c);
    }
    b.branch(
        any,
        List.of(),
        "",
        Builder.effects(then -> then.append(part)),
        Builder.effects(other -> {}));
    return b.body();
  }
}
