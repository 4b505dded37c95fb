package dev.cusp.lift;

import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an {@code if} or {@code while} decisions: the jump at the end of a block, or several of them
 * that {@code &&} and {@code ||} connect.
 *
 * @param block the only block, or the first one
 * @param pair how more blocks take part, or null
 * @param onTrue where control goes where the test holds
 * @param onFalse where it goes otherwise
 * @param blocks all blocks that take part, in order
 */
record Decision(int block, Pair pair, int onTrue, int onFalse, List<Integer> blocks) {
  /**
   * Two decisions in a row.
   *
   * @param and whether the second one is made where the first holds, else where it does not
   * @param negated whether the second one must fail
   */
  record Pair(Decision first, Decision second, boolean and, boolean negated) {}

  /** The test at the end of a block, as many following blocks included as belong to it. */
  static Decision at(int block, Shape shape, Map<Integer, Decision> known) {
    Decision found = known.get(block);
    if (found == null) {
      found = single(block, shape);
      Decision longer = found;
      while (longer != null) {
        found = longer;
        longer = found.extended(shape, known);
      }
      known.put(block, found);
    }
    return found;
  }

  /** The test that one block makes; also stands for a block that makes none. */
  static Decision single(int block, Shape shape) {
    int[] next = shape.flow.blocks.get(block).successors();
    int first = next.length == 0 ? -1 : next[0];
    return new Decision(block, null, first, next.length < 2 ? first : next[1], List.of(block));
  }

  /** This test with one more that it leads to, or null. */
  private Decision extended(Shape shape, Map<Integer, Decision> known) {
    if (isPart(onTrue, shape)) {
      Decision second = at(onTrue, shape, known);
      if (second.onFalse == onFalse) {
        return with(second, true, false, second.onTrue, onFalse);
      }
      if (second.onTrue == onFalse) {
        return with(second, true, true, second.onFalse, onFalse);
      }
    }
    if (isPart(onFalse, shape)) {
      Decision second = at(onFalse, shape, known);
      if (second.onTrue == onTrue) {
        return with(second, false, false, onTrue, second.onFalse);
      }
      if (second.onFalse == onTrue) {
        return with(second, false, true, onTrue, second.onTrue);
      }
    }
    return null;
  }

  private Decision with(Decision second, boolean and, boolean negated, int yes, int no) {
    List<Integer> all = new ArrayList<>(blocks);
    all.addAll(second.blocks);
    return new Decision(block, new Pair(this, second, and, negated), yes, no, all);
  }

  /** Whether a block does nothing but test something, and only after this test. */
  private boolean isPart(int next, Shape shape) {
    if (next <= block || next == shape.exit() || shape.isHeader(next)) {
      return false;
    }
    return shape.entries(next) == edgesTo(next, shape) && isTest(next, shape);
  }

  /** How many ways lead from this test to a block. */
  int edgesTo(int next, Shape shape) {
    int edges = 0;
    for (int b : blocks) {
      for (int s : shape.flow.blocks.get(b).successors()) {
        edges += s == next ? 1 : 0;
      }
    }
    return edges;
  }

  /** Whether a block leaves nothing behind, neither in a variable nor on the stack. */
  private static boolean isTest(int block, Shape shape) {
    Flow.Block b = shape.flow.blocks.get(block);
    for (int i = b.start(); i < b.end(); i++) {
      Instruction instruction = shape.code.instructions.get(i);
      if (instruction instanceof StoreInstruction
          || instruction instanceof IncrementInstruction
          || instruction.opcode().name().startsWith("DUP")) {
        return false;
      }
    }
    return isJump(b, shape.code);
  }

  static boolean isJump(Flow.Block b, Code code) {
    return code.instructions.get(b.end() - 1) instanceof BranchInstruction jump
        && !Flow.isGoto(jump);
  }
}
