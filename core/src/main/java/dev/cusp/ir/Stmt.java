package dev.cusp.ir;

import java.util.List;

/**
 * One operation: reads operands, defines results, and for {@link Op.If} and {@link Op.Loop} holds
 * regions.
 */
public record Stmt(
    Op op, List<Value> operands, List<Value> results, List<Region> regions, Source source) {
  public Stmt {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
    regions = List.copyOf(regions);
  }

  /** The only result. */
  public Value result() {
    if (results.size() != 1) {
      throw new IllegalStateException(op + " has " + results.size() + " results");
    }
    return results.getFirst();
  }

  public Value operand(int index) {
    return operands.get(index);
  }
}
