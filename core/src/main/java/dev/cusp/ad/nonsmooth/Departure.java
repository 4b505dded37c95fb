package dev.cusp.ad.nonsmooth;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Op;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a program jumps: the first statement that gives another result nearby than at the
 * start of the ray, a step such as floor sooner than a comparison, which may as well be harmless.
 */
final class Departure {
  private static final double DIFFERENT = 1e-9;

  private Source step;
  private Source branch;

  /** Where the program jumps, or null. */
  Source where() {
    return step != null ? step : branch;
  }

  /** Compares what a statement gives along the ray with what it gives at its start. */
  void look(Stmt stmt, List<Object> operands, List<Object> results, Interpreter plain) {
    boolean number = stmt.op() instanceof Op.Arith || stmt.op() instanceof Op.Convert;
    boolean branches = stmt.op() instanceof Op.Compare || stmt.op() instanceof Op.ThreeWay;
    boolean function = stmt.op() instanceof Op.Call call && call.isPure() || isRound(stmt.op());
    if (!number && !branches && !function || operands.stream().noneMatch(Germ.class::isInstance)) {
      return;
    }
    List<Object> limits = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Object operand = operands.get(i);
      if (operand instanceof Germ g) {
        if (g.value().isSingular() || stmt.operand(i).type().isReference()) {
          return;
        }
        double limit = g.value().limit();
        boolean isFloat = stmt.operand(i).type().equals(Type.FLOAT);
        operand = isFloat ? (Object) (float) limit : (Object) limit;
      }
      limits.add(operand);
    }
    Object nearby = results.getFirst();
    if (nearby instanceof Germ g && g.value().isSingular()) {
      return;
    }
    double there = nearby instanceof Germ g ? g.value().limit() : ((Number) nearby).doubleValue();
    double here = ((Number) plain.run(stmt, limits).getFirst()).doubleValue();
    if (Math.abs(here - there) > DIFFERENT * Math.max(Math.abs(here), Math.abs(there))) {
      step = step == null && !branches ? stmt.source() : step;
      branch = branch == null && branches ? stmt.source() : branch;
    }
  }

  private static boolean isRound(Op op) {
    return op instanceof Op.Call call
        && call.name().equals("round")
        && call.owner().displayName().endsWith("Math");
  }
}
