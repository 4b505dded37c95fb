package dev.cusp.lift;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The control-flow graph of a method: its reachable blocks in reverse postorder, then one more node
 * where all returns lead.
 */
final class Flow {
  /** Instructions {@code start <= i < end}; the last one decides among the successors. */
  record Block(int start, int end, int[] successors) {}

  final Code code;
  final List<Block> blocks = new ArrayList<>();
  private final Map<Integer, Integer> blockAt = new HashMap<>();

  Flow(Code code) {
    this.code = code;
    TreeSet<Integer> starts = new TreeSet<>(List.of(0));
    Map<Integer, int[]> targets = new HashMap<>();
    for (int i = 0; i < code.instructions.size(); i++) {
      int[] next = targets(i);
      if (next != null) {
        for (int k = 0; k < next.length; k++) {
          next[k] = next[k] < 0 ? next[k] : destination(next[k]);
        }
        targets.put(i, next);
        starts.add(i + 1);
        Arrays.stream(next).filter(t -> t >= 0).forEach(starts::add);
      }
    }
    order(starts, targets);
  }

  /** The node that all returns lead to. */
  int exit() {
    return blocks.size();
  }

  /** The block that starts with an instruction. */
  int blockAt(int instruction) {
    return blockAt.get(instruction);
  }

  /** The instructions to go on with, -1 for a return, or null where simply the next follows. */
  private int[] targets(int i) {
    Instruction instruction = code.instructions.get(i);
    return switch (instruction) {
      case BranchInstruction b when isGoto(b) -> new int[] {code.index(b.target())};
      case BranchInstruction b -> new int[] {i + 1, code.index(b.target())};
      case TableSwitchInstruction s -> cases(code.index(s.defaultTarget()), s.cases());
      case LookupSwitchInstruction s -> cases(code.index(s.defaultTarget()), s.cases());
      case ReturnInstruction _ -> new int[] {-1};
      case ThrowInstruction _ -> new int[0];
      default -> null;
    };
  }

  /** The instructions that may follow one, but for handlers of its exceptions. */
  List<Integer> next(int instruction) {
    int[] targets = targets(instruction);
    return targets == null
        ? List.of(instruction + 1)
        : Arrays.stream(targets).filter(t -> t >= 0).boxed().toList();
  }

  private int following(int end) {
    return end < code.instructions.size() ? destination(end) : end;
  }

  /** Where control really goes from an instruction, which may only go on elsewhere. */
  private int destination(int instruction) {
    int at = instruction;
    for (int hops = 0; hops < 100; hops++) {
      if (!(code.instructions.get(at) instanceof BranchInstruction b && isGoto(b))) {
        return at;
      }
      at = code.index(b.target());
    }
    return instruction;
  }

  static boolean isGoto(BranchInstruction branch) {
    return branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W;
  }

  /** The default target, then those of the cases. */
  private int[] cases(int other, List<SwitchCase> cases) {
    int[] targets = new int[cases.size() + 1];
    targets[0] = other;
    for (int i = 0; i < cases.size(); i++) {
      targets[i + 1] = code.index(cases.get(i).target());
    }
    return targets;
  }

  private void order(TreeSet<Integer> starts, Map<Integer, int[]> targets) {
    Map<Integer, int[]> next = new HashMap<>();
    Map<Integer, Integer> ends = new HashMap<>();
    for (int start : starts) {
      if (start < code.instructions.size()) {
        Integer following = starts.higher(start);
        int end = following == null ? code.instructions.size() : following;
        ends.put(start, end);
        next.put(start, targets.getOrDefault(end - 1, new int[] {following(end)}));
      }
    }
    List<Integer> postorder = new ArrayList<>();
    BitSet seen = new BitSet();
    Deque<int[]> path = new ArrayDeque<>();
    seen.set(0);
    path.push(new int[] {0, 0});
    while (!path.isEmpty()) {
      int[] top = path.peek();
      int[] successors = next.get(top[0]);
      if (top[1] < successors.length) {
        // the later successors first, so that the first comes first in reverse postorder
        int target = successors[successors.length - 1 - top[1]++];
        if (target >= 0 && !seen.get(target)) {
          seen.set(target);
          path.push(new int[] {target, 0});
        }
      } else {
        postorder.add(top[0]);
        path.pop();
      }
    }
    Collections.reverse(postorder);
    for (int start : postorder) {
      blockAt.put(start, blockAt.size());
    }
    int exit = postorder.size();
    for (int start : postorder) {
      int[] successors =
          Arrays.stream(next.get(start)).map(t -> t < 0 ? exit : blockAt.get(t)).toArray();
      blocks.add(new Block(start, ends.get(start), successors));
    }
  }

  /** The slots that a block reads before it sets them, and those it sets. */
  void locals(int block, BitSet read, BitSet set) {
    for (int i = blocks.get(block).start(); i < blocks.get(block).end(); i++) {
      switch (code.instructions.get(i)) {
        case LoadInstruction load -> read(load.slot(), read, set);
        case IncrementInstruction increment -> {
          read(increment.slot(), read, set);
          set.set(increment.slot());
        }
        case StoreInstruction store -> set.set(store.slot());
        default -> {}
      }
    }
  }

  private static void read(int slot, BitSet read, BitSet set) {
    if (!set.get(slot)) {
      read.set(slot);
    }
  }
}
