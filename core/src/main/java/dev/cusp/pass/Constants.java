package dev.cusp.pass;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Works out sums, differences and products of constant ints: with an offset of 0 that a caller
 * gives, {@code a[at + 3]} has a constant index.
 */
public final class Constants {
  private final Map<Value, Integer> known = new IdentityHashMap<>();

  private Constants() {}

  /** The function with such constants in their place; values keep their identity. */
  public static Func fold(Func f) {
    return new Func(f.name(), new Constants().region(f.body()), f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : r.body()) {
      Integer value = value(s);
      if (value != null) {
        known.put(s.result(), value);
        body.add(new Stmt(new Op.Const(value), List.of(), s.results(), List.of(), s.source()));
      } else {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        body.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), body, r.yields());
  }

  private Integer value(Stmt s) {
    if (s.op() instanceof Op.Const(Object c)) {
      return c instanceof Integer n ? n : null;
    }
    if (!(s.op() instanceof Op.Arith(var kind)) || s.operands().size() != 2) {
      return null;
    }
    Integer x = known.get(s.operand(0));
    Integer y = known.get(s.operand(1));
    if (x == null || y == null) {
      return null;
    }
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      default -> null;
    };
  }
}
