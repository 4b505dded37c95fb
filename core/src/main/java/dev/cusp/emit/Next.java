package dev.cusp.emit;

import dev.cusp.ir.Value;
import java.util.List;

/** What happens to the values a block yields, and where control goes. */
sealed interface Next {
  /** They are the function's results. */
  record Return() implements Next {}

  /** They go to the targets, and control to a spot. */
  record Join(List<Value> targets, Spot spot) implements Next {}

  /** As a join, but one value, which has no target, tells which spot. */
  record Choice(List<Value> targets, int steering, Spot yes, Spot no) implements Next {}

  /** The first tells whether the others go to the loop's parameters and control to its head. */
  record Repeat(Block.Step loop, Spot head, Next exit) implements Next {}

  /**
   * They are results of the last step of a block, and what that block yields goes on to the next.
   *
   * @param known 1 or 0 where the step's branch settles what the block's steering yield is, else -1
   */
  record Through(Block block, Block.Step step, int known, Next next) implements Next {}
}
