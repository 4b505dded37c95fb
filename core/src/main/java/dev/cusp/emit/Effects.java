package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.List;

/** Which statements must keep their order, and what a statement reads when it is emitted. */
final class Effects {
  private Effects() {}

  /** Whether a statement has effects, reads what others write, can throw or may not end. */
  static boolean isOrdered(Stmt stmt) {
    if (stmt.op() instanceof Op.Arith(var kind)) {
      boolean divides = kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM;
      return divides && !stmt.operand(0).type().isFloating();
    }
    if (stmt.op() instanceof Op.If) {
      for (Region region : stmt.regions()) {
        if (region.diverges() || isOrdered(region)) {
          return true;
        }
      }
      return false;
    }
    return !stmt.op().isPure();
  }

  private static boolean isOrdered(Region region) {
    for (Stmt stmt : region.body()) {
      if (isOrdered(stmt)) {
        return true;
      }
    }
    return false;
  }

  /** The operands without the field values of a new object, which its constructor computes. */
  static List<Value> reads(Stmt stmt) {
    return stmt.op() instanceof Op.New op
        ? stmt.operands().subList(0, op.arguments())
        : stmt.operands();
  }
}
