package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of doubles, of one dimension or two, that a function makes once and only loads from
 * and stores to: they can be the same in every run, which spares the processor the way through
 * memory that it has not cached. Those of constant length are left to the JIT.
 */
final class Workspace {
  private static final ClassDesc GRID = Type.DOUBLES.desc().arrayType();

  /** The array that each candidate, or row of one, belongs to. */
  private final Map<Value, Value> arrays = new IdentityHashMap<>();

  private final Set<Value> escaped = Collections.newSetFromMap(new IdentityHashMap<>());

  private Workspace() {}

  static Set<Value> of(Func f) {
    Workspace pass = new Workspace();
    Map<Value, Object> constants = f.constants();
    for (Stmt s : f.body().body()) {
      if (isGiven(s) && !constants.containsKey(s.operands().getLast())) {
        pass.arrays.put(s.result(), s.result());
      }
    }
    pass.scan(f.body());
    Set<Value> found = Collections.newSetFromMap(new IdentityHashMap<>());
    found.addAll(pass.arrays.values());
    found.removeAll(pass.escaped);
    return found;
  }

  /** Whether a statement makes an array all of whose numbers are there. */
  private static boolean isGiven(Stmt s) {
    return s.op() instanceof Op.NewArray(var type)
        && (s.operands().size() == 1 && type.equals(Type.DOUBLES.desc())
            || s.operands().size() == 2 && type.equals(GRID));
  }

  private void scan(Region region) {
    for (Stmt s : region.body()) {
      List<Value> others =
          switch (s.op()) {
            case Op.Length _ -> List.of();
            case Op.Load _ -> {
              if (arrays.containsKey(s.operand(0)) && s.result().type().isReference()) {
                arrays.put(s.result(), arrays.get(s.operand(0)));
              }
              yield List.of();
            }
            case Op.Store _ when s.operand(2).type().isFloating() -> List.of();
            default -> s.operands();
          };
      escape(others);
      // rows are loaded before they are used, but for the values that a loop hands on: those escape
      s.regions().forEach(this::scan);
    }
    if (!region.diverges()) {
      escape(region.yields());
    }
  }

  private void escape(List<Value> values) {
    for (Value v : values) {
      if (arrays.containsKey(v)) {
        escaped.add(arrays.get(v));
      }
    }
  }
}
