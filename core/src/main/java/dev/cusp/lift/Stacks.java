package dev.cusp.lift;

import dev.cusp.ir.Value;
import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;

/** The instructions that only move values on the operand stack. */
final class Stacks {
  private Stacks() {}

  static void run(Opcode opcode, State state) {
    switch (opcode) {
      case POP -> state.pop();
      case POP2 -> slots(2, state);
      case DUP -> copy(1, 0, state);
      case DUP_X1 -> copy(1, 1, state);
      case DUP_X2 -> copy(1, 2, state);
      case DUP2 -> copy(2, 0, state);
      case DUP2_X1 -> copy(2, 1, state);
      case DUP2_X2 -> copy(2, 2, state);
      case SWAP -> {
        Value y = state.pop();
        Value x = state.pop();
        state.push(y);
        state.push(x);
      }
      default -> throw new IllegalArgumentException(opcode + " is not about the stack");
    }
  }

  /** Takes the values that fill the given number of slots, the deepest first. */
  private static List<Value> slots(int count, State state) {
    List<Value> taken = new ArrayList<>();
    for (int left = count; left > 0; ) {
      Value value = state.pop();
      left -= value.type().slots();
      taken.addFirst(value);
    }
    return taken;
  }

  /** Copies the upper slots to below the slots under them. */
  private static void copy(int upper, int under, State state) {
    List<Value> top = slots(upper, state);
    List<Value> below = slots(under, state);
    state.stack.addAll(top);
    state.stack.addAll(below);
    state.stack.addAll(top);
  }
}
