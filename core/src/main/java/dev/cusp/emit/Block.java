package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A region in the order in which it is emitted: the steps are the statements that are not evaluated
 * as part of a later one.
 */
final class Block {
  final Region region;

  /** The innermost loop around it, or null: nothing is moved from one loop into another. */
  final Stmt loop;

  final List<Step> steps = new ArrayList<>();

  /** The yield that tells where control goes at the end, or -1. */
  int steering = -1;

  /** What is asked of that yield. */
  Test test = Test.HOLDS;

  /** Whether that yield is also kept as a value. */
  boolean keepsSteer;

  Block(Region region, Stmt loop) {
    this.region = region;
    this.loop = loop;
  }

  /** What tells where control goes at the end, or null. */
  Steer steer() {
    return steering < 0 ? null : new Steer(region.yields().get(steering), test);
  }

  /** The last step, if it settles where control goes at the end; else null. */
  Step deciding() {
    return !steps.isEmpty() && steps.getLast().decides ? steps.getLast() : null;
  }

  /** A statement, with the blocks of its regions. */
  static final class Step {
    final Stmt stmt;
    final List<Block> blocks = new ArrayList<>();

    /** The result that is asked for as soon as the step is done, or -1. */
    int steering = -1;

    /** What is asked of that result. */
    Test test = Test.HOLDS;

    /** Last in its block, and settles where control goes at the end of it. */
    boolean decides;

    Step(Stmt stmt) {
      this.stmt = stmt;
    }

    /** Whether its condition, not a result, is what settles where control goes. */
    boolean decidesByCondition() {
      return decides && steering < 0;
    }

    /** The condition of a branch, or null. */
    Value condition() {
      return stmt.op() instanceof Op.If ? stmt.operand(0) : null;
    }
  }
}
