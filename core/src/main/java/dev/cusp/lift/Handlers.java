package dev.cusp.lift;

import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exception handlers of a method. */
final class Handlers {
  /**
   * Instructions {@code start <= i < end} whose exceptions are handled.
   *
   * @param caught the name of their class
   * @param goesOn whether the method may go on afterwards; else an exception leaves it all the same
   */
  record Handler(int start, int end, String caught, boolean goesOn) {
    boolean covers(int instruction) {
      return start <= instruction && instruction < end;
    }
  }

  private final Code code;
  private final List<Handler> handlers;

  Handlers(Flow flow) {
    code = flow.code;
    handlers =
        code.catches.stream()
            .map(c -> new Handler(c.start(), c.end(), c.caught(), goesOn(c.handler(), flow)))
            .toList();
  }

  List<Handler> all() {
    return handlers;
  }

  /** Whether a return can be reached from an instruction, also through other handlers. */
  private boolean goesOn(int handler, Flow flow) {
    BitSet seen = new BitSet();
    Deque<Integer> work = new ArrayDeque<>(List.of(handler));
    while (!work.isEmpty()) {
      int at = work.pop();
      if (code.instructions.get(at) instanceof ReturnInstruction) {
        return true;
      }
      if (!seen.get(at)) {
        seen.set(at);
        flow.next(at).forEach(work::add);
        if (code.instructions.get(at) instanceof ThrowInstruction) {
          code.catches.stream()
              .filter(c -> c.start() <= at && at < c.end())
              .forEach(c -> work.add(c.handler()));
        }
      }
    }
    return false;
  }

  /**
   * The names of the classes of exceptions after which the program goes on if an instruction throws
   * them.
   *
   * @param around those of the call of this method: one that is made another here may be one
   */
  Set<String> caught(int instruction, Set<String> around) {
    Set<String> caught = around;
    for (Handler handler : handlers) {
      boolean counts = handler.goesOn() || !around.isEmpty();
      if (counts && handler.covers(instruction) && !caught.contains(handler.caught())) {
        caught = new HashSet<>(caught);
        caught.add(handler.caught());
      }
    }
    return caught;
  }
}
