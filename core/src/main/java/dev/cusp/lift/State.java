package dev.cusp.lift;

import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The local variables and the operand stack; a variable without a value is null. */
final class State {
  final Value[] locals;
  final List<Value> stack;

  State(Value[] locals, List<Value> stack) {
    this.locals = locals;
    this.stack = stack;
  }

  State copy() {
    return new State(locals.clone(), new ArrayList<>(stack));
  }

  void push(Value value) {
    stack.add(value);
  }

  Value pop() {
    return stack.removeLast();
  }

  /** Takes the last values from the stack, the deepest first. */
  List<Value> pop(int count) {
    List<Value> tail = stack.subList(stack.size() - count, stack.size());
    List<Value> popped = new ArrayList<>(tail);
    tail.clear();
    return popped;
  }

  /** Puts one value in the place of another everywhere. */
  void replace(Value old, Value value) {
    stack.replaceAll(v -> v == old ? value : v);
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] == old) {
        locals[i] = value;
      }
    }
  }
}
