package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Value;

/**
 * Branches that do no more than choose a value: {@code a && b}, {@code a || b}, {@code a ? b : c}.
 */
final class JavaChoice {
  /** A longer choice reads better as an if. */
  private static final int SHORT = 60;

  private final Arrangement arrangement;
  private final JavaExpressions expressions;
  private final JavaLocals locals;

  JavaChoice(Arrangement arrangement, JavaExpressions expressions, JavaLocals locals) {
    this.arrangement = arrangement;
    this.expressions = expressions;
    this.locals = locals;
  }

  /** The value chosen by a branch, or null where it does more than that. */
  JavaCode of(Block.Step step) {
    if (!isChoice(step)) {
      return null;
    }
    boolean isCondition = locals.isCondition(step.stmt.result());
    if (!isCondition && keeps(step)) {
      return null;
    }
    JavaCode code = code(step, isCondition);
    if (isCondition || code.text().length() <= SHORT) {
      return code;
    }
    expressions.takeReads();
    return null;
  }

  /** Whether one branch leaves the variable as it is: that is an if without else. */
  private boolean keeps(Block.Step step) {
    JavaLine.Local target = locals.of(step.stmt.result());
    for (Block block : step.blocks) {
      Value value = block.region.yields().getFirst();
      boolean same = arrangement.of(value).isStored() && locals.of(value).equals(target);
      if (block.steps.isEmpty() && same) {
        return true;
      }
    }
    return false;
  }

  private boolean isChoice(Block.Step step) {
    if (!(step.stmt.op() instanceof Op.If) || step.decides || step.stmt.results().size() != 1) {
      return false;
    }
    boolean all = arrangement.of(step.stmt.result()).isStored();
    for (Block block : step.blocks) {
      all &= !block.region.diverges() && givesOneValue(block);
    }
    return all;
  }

  /** Whether a block has nothing but what makes its only yield. */
  private boolean givesOneValue(Block block) {
    if (block.steps.isEmpty()) {
      return true;
    }
    Block.Step only = block.steps.getFirst();
    boolean makes =
        block.steps.size() == 1
            && only.stmt.results().size() == 1
            && only.stmt.result() == block.region.yields().getFirst()
            && arrangement.of(only.stmt.result()).uses == 1;
    return makes && (only.blocks.isEmpty() || isChoice(only));
  }

  private JavaCode code(Block.Step step, boolean isCondition) {
    String asked = expressions.condition(step.stmt.operand(0)).holds();
    if (!isCondition) {
      // What is asked may be a choice itself, but it binds tighter than what it chooses.
      String then = code(step.blocks.get(0), false).in(JavaCode.CHOICE + 1);
      String other = code(step.blocks.get(1), false).in(JavaCode.CHOICE);
      return new JavaCode(asked + " ? " + then + " : " + other, JavaCode.CHOICE);
    }
    JavaCode then = code(step.blocks.get(0), true);
    JavaCode other = code(step.blocks.get(1), true);
    if (other.text().equals("false")) {
      return new JavaCode(asked + " && " + then.in(JavaCode.BOTH), JavaCode.BOTH);
    }
    if (then.text().equals("true")) {
      return new JavaCode(asked + " || " + other.in(JavaCode.EITHER), JavaCode.EITHER);
    }
    String choice = asked + " ? " + then.in(JavaCode.EITHER) + " : " + other.in(JavaCode.CHOICE);
    return new JavaCode(choice, JavaCode.CHOICE);
  }

  private JavaCode code(Block block, boolean isCondition) {
    Value value = block.region.yields().getFirst();
    if (block.steps.isEmpty()) {
      return isCondition ? condition(value) : expressions.as(value, value.type().desc());
    }
    Block.Step only = block.steps.getFirst();
    if (!only.blocks.isEmpty()) {
      return code(only, isCondition);
    }
    return isCondition ? expressions.declared(only.stmt) : expressions.value(only.stmt);
  }

  private JavaCode condition(Value value) {
    return new JavaCode(expressions.condition(value).holds(), JavaCode.EQUALITY);
  }
}
