package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a function that adds to an array of zeros one that overwrites the array: an element that is
 * read before it has been stored is zero, and only what is not stored has to be cleared.
 */
final class FreshRows {
  private final Value row;
  private final Map<Value, Object> constants;
  private final Set<Integer> stored = new HashSet<>();

  /** Whether elements are used in other ways than one by one. */
  private boolean isMixed;

  private FreshRows(Value row, Map<Value, Object> constants) {
    this.row = row;
    this.constants = constants;
  }

  /** The function, which defines the rows in the beginning of its body, without that assumption. */
  static Func overwrite(Func f, List<Value> rows) {
    List<Stmt> body = f.body().body();
    for (Value row : rows) {
      body = new FreshRows(row, f.constants()).of(body);
    }
    Region region = new Region(f.params(), body, f.body().yields());
    return new Func(f.name(), region, f.host(), f.source());
  }

  private List<Stmt> of(List<Stmt> body) {
    List<Stmt> out = new ArrayList<>();
    int start = 0;
    for (Stmt s : body) {
      out.add(rewritten(s));
      if (s.results().contains(row)) {
        start = out.size();
      }
    }
    Builder b = Builder.root().at(body.get(start - 1).source());
    Clearing clearing = new Clearing(row, false);
    boolean leading = stored.stream().allMatch(i -> i >= 0 && i < stored.size());
    if (isMixed || !leading) {
      clearing.all(b);
    } else {
      clearing.unless(b, b.constant(stored.size()));
    }
    out.addAll(start, b.body());
    return out;
  }

  private Stmt rewritten(Stmt s) {
    boolean one = s.operands().size() > 1 && s.operand(0) == row;
    Object index = one ? constants.get(s.operand(1)) : null;
    switch (s.op()) {
      case Op.Load _ when index instanceof Integer i -> {
        if (!isMixed && !stored.contains(i)) {
          Op zero = new Op.Const(0.0);
          return new Stmt(zero, List.of(), s.results(), List.of(), s.source());
        }
      }
      case Op.Store _ when index instanceof Integer i && s.operand(2) != row -> stored.add(i);
      case Op.Length _ -> {}
      default -> isMixed |= uses(s);
    }
    return s;
  }

  private boolean uses(Stmt s) {
    return s.operands().contains(row)
        || s.regions().stream().anyMatch(r -> r.body().stream().anyMatch(this::uses));
  }
}
