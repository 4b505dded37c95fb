package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import java.util.IdentityHashMap;
import java.util.Map;

/** Estimates how many bytes of code statements become. */
final class Sizes {
  private static final int OPERAND = 2;
  private static final int JUMP = 3;

  private final Map<Stmt, Integer> known = new IdentityHashMap<>();

  int of(Region region) {
    int size = region.diverges() ? 0 : OPERAND * region.yields().size();
    for (Stmt stmt : region.body()) {
      size += of(stmt);
    }
    return size;
  }

  int of(Stmt stmt) {
    Integer size = known.get(stmt);
    if (size == null) {
      size = estimate(stmt);
      known.put(stmt, size);
    }
    return size;
  }

  private int estimate(Stmt stmt) {
    if (stmt.op() instanceof Op.Const) {
      return 0;
    }
    int size =
        instruction(stmt.op()) + OPERAND * Effects.reads(stmt).size() + stmt.results().size();
    for (Region region : stmt.regions()) {
      size += of(region) + JUMP;
    }
    return size;
  }

  private static int instruction(Op op) {
    return switch (op) {
      case Op.Const _, Op.Arith _, Op.Length _, Op.Load _, Op.Store _, Op.Throw _ -> 1;
      case Op.Convert _, Op.ThreeWay _ -> 2;
      case Op.Compare _, Op.InstanceOf _, Op.CheckCast _, Op.NewArray _ -> 4;
      case Op.GetField _, Op.PutField _, Op.GetStatic _, Op.PutStatic _ -> 3;
      case Op.New _ -> 7;
      case Op.Call _, Op.Dynamic _, Op.Apply _ -> 5;
      case Op.If _, Op.Loop _ -> JUMP;
    };
  }
}
