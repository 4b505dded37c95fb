package dev.cusp.pass;

import dev.cusp.ir.Copies;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes out the few rounds of small loops that go through the rows of an array of arrays, as those
 * over the axes of {@code double[3][n]}: the rows then have constant indices, so that a loop around
 * can find them before it starts.
 */
public final class Unroll {
  /** The most rounds that are written out. */
  private static final int ROUNDS = 4;

  /** The most statements that a loop turns into, not counting constants. */
  private static final int SIZE = 300;

  private final Map<Value, Object> constants;

  /** What the results of loops are after their last rounds. */
  private final Map<Value, Value> last = new IdentityHashMap<>();

  private Unroll(Func f) {
    constants = f.constants();
  }

  /** The function with such loops written out; other values keep their identity. */
  public static Func small(Func f) {
    return new Func(f.name(), new Unroll(f).region(f.body()), f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      List<Region> regions = s.regions().stream().map(this::region).toList();
      Stmt mine = new Stmt(s.op(), get(s.operands()), s.results(), regions, s.source());
      if (!(s.op() instanceof Op.Loop) || !unrolled(mine, out)) {
        out.add(mine);
      }
    }
    return new Region(r.params(), out, r.diverges() ? null : get(r.yields()));
  }

  private List<Value> get(List<Value> values) {
    return values.stream().map(v -> last.getOrDefault(v, v)).toList();
  }

  /** Appends the rounds of a loop; false where it is to stay. */
  private boolean unrolled(Stmt loop, List<Stmt> out) {
    Loops.While shape = Loops.asWhile(loop);
    List<Value> params = loop.regions().getFirst().params();
    if (shape == null
        || !shape.hasPureHead()
        || shape.tail().diverges()
        || !shape.exit().equals(params)) {
      return false;
    }
    int rounds = rounds(loop, shape);
    int each = shape.head().size() + size(shape.tail());
    if (rounds < 0 || rounds * each > SIZE || !isOfRows(shape.tail(), shape.test().operand(0))) {
      return false;
    }
    List<Value> now = loop.operands();
    for (int round = 0; round < rounds; round++) {
      Copies copies = new Copies(Set.of());
      for (int i = 0; i < params.size(); i++) {
        copies.put(params.get(i), now.get(i));
      }
      shape.head().forEach(s -> out.add(copies.of(s)));
      shape.tail().body().forEach(s -> out.add(copies.of(s)));
      now = copies.of(shape.tail().yields());
    }
    for (int i = 0; i < now.size(); i++) {
      last.put(loop.results().get(i), now.get(i));
    }
    return true;
  }

  /** How many rounds a loop always has, or -1 where that is not known or too many. */
  private int rounds(Stmt loop, Loops.While shape) {
    Stmt test = shape.test();
    if (test == null || !(test.op() instanceof Op.Compare(var relation))) {
      return -1;
    }
    int at = loop.regions().getFirst().params().indexOf(test.operand(0));
    boolean fits =
        at >= 0
            && constants.get(test.operand(1)) instanceof Integer
            && constants.get(loop.operand(at)) instanceof Integer;
    Integer step = fits ? step(shape, at, test.operand(0)) : null;
    if (step == null) {
      return -1;
    }
    int end = (Integer) constants.get(test.operand(1));
    int counter = (Integer) constants.get(loop.operand(at));
    for (int rounds = 0; rounds <= ROUNDS; rounds++) {
      boolean again =
          switch (relation) {
            case LT -> counter < end;
            case LE -> counter <= end;
            case GT -> counter > end;
            case GE -> counter >= end;
            case NE -> counter != end;
            case EQ -> counter == end;
          };
      if (!again) {
        return rounds;
      }
      counter += step;
    }
    return -1;
  }

  /** What is added to the counter each round, or null. */
  private Integer step(Loops.While shape, int at, Value counter) {
    Value next = shape.tail().yields().get(at);
    for (Stmt s : shape.tail().body()) {
      if (s.results().contains(next) && s.op() instanceof Op.Arith(var kind)) {
        boolean adds = kind == Op.Arith.Kind.ADD || kind == Op.Arith.Kind.SUB;
        boolean counts = adds && s.operand(0) == counter;
        if (counts && constants.get(s.operand(1)) instanceof Integer step) {
          return kind == Op.Arith.Kind.ADD ? step : -step;
        }
      }
    }
    return null;
  }

  private static int size(Region r) {
    int size = 0;
    for (Stmt s : r.body()) {
      size +=
          (s.op() instanceof Op.Const ? 0 : 1) + s.regions().stream().mapToInt(Unroll::size).sum();
    }
    return size;
  }

  /** Whether there is no loop in a region, and a row is loaded at an index. */
  private static boolean isOfRows(Region r, Value index) {
    boolean isStraight = r.body().stream().allMatch(s -> s.regions().isEmpty());
    return isStraight
        && r.body().stream()
            .anyMatch(s ->
                s.op() instanceof Op.Load
                    && s.result().type().isReference()
                    && s.operand(1) == index);
  }
}
