package dev.cusp.ad;

import dev.cusp.ad.LocalArrays.Access;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out stores to local arrays that nobody reads any more.
 *
 * <p>The transpose of a store leaves a zero where it took the cotangent out, for what the program
 * did before; where that was the element's first store, nothing comes.
 */
final class DeadStores {
  private final LocalArrays arrays;
  private final Map<Value, Object> constants;
  private final Set<Stmt> dead = Collections.newSetFromMap(new IdentityHashMap<>());

  private DeadStores(Func f) {
    this.arrays = LocalArrays.of(f);
    this.constants = f.constants();
    for (Value array : arrays.all()) {
      List<Access> all = arrays.of(array);
      all.stream()
          .filter(store -> !store.isLoad())
          .filter(store ->
              all.stream().allMatch(a -> !a.isLoad() || !mayFollow(a, store, arrays.origin(array))))
          .forEach(store -> dead.add(store.stmt()));
    }
  }

  static Func remove(Func f) {
    DeadStores pass = new DeadStores(f);
    return pass.dead.isEmpty()
        ? f
        : new Func(f.name(), pass.region(f.body()), f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : r.body()) {
      if (!dead.contains(s)) {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        body.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), body, r.yields());
  }

  /** Whether a load may read what a store has written, in the life of one array. */
  private boolean mayFollow(Access load, Access store, Path origin) {
    int common = Path.common(load.path(), store.path());
    Path mine = load.path().up(common);
    boolean before = mine.index() < store.path().up(common).index();
    if (!before) {
      return true;
    }
    int loops = 0;
    for (int d = origin.depth() + 1; d <= common; d++) {
      loops += mine.up(d).around().op() instanceof Op.Loop ? 1 : 0;
    }
    if (loops == 0) {
      return false;
    }
    return loops > 1 || !sameElement(load, store, mine);
  }

  /** Whether each round of a loop loads the element that it stores to afterwards, and no other. */
  private boolean sameElement(Access load, Access store, Path region) {
    Value index = store.stmt().operand(1);
    if (load.stmt().operand(1) != index) {
      return false;
    }
    Path p = region;
    while (!(p.around().op() instanceof Op.Loop)) {
      p = p.outer();
    }
    Loops.While shape = Loops.asWhile(p.around());
    if (shape == null) {
      return false;
    }
    Indices indices = new Indices(p.around(), shape, constants);
    Indices.Index moving = indices.of(index);
    return moving != null
        && moving.variable() >= 0
        && counts(p.around(), shape, indices, moving.variable());
  }

  /** Whether a loop's variable has another value in every round. */
  private static boolean counts(Stmt loop, Loops.While shape, Indices indices, int variable) {
    Indices.Index next = indices.of(shape.tail().yields().get(variable));
    boolean stays = shape.exit().get(variable) == loop.regions().getFirst().params().get(variable);
    return stays
        && next != null
        && next.variable() == variable
        && next.added().isEmpty()
        && next.subtracted().isEmpty()
        && Math.abs(next.offset()) == 1;
  }
}
