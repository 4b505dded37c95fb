package dev.cusp.emit;

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

  Block(Region region, Stmt loop) {
    this.region = region;
    this.loop = loop;
  }

  /** The yield that tells where control goes, or null. */
  Value steer() {
    return steering < 0 ? null : region.yields().get(steering);
  }

  /** A statement, with the blocks of its regions. */
  static final class Step {
    final Stmt stmt;
    final List<Block> blocks = new ArrayList<>();

    /** The result that is the condition of what comes next, or -1. */
    int steering = -1;

    /** Last in its block, and decides where control goes at the end of it. */
    boolean decides;

    Step(Stmt stmt) {
      this.stmt = stmt;
    }
  }
}
