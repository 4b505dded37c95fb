package dev.cusp.lift;

import dev.cusp.runtime.Catches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * What is known about a control-flow graph: dominators, loops, where branches join, which local
 * variables are live, and from where a return can be reached. Blocks are their numbers in reverse
 * postorder; the last number is the node all returns lead to.
 */
final class Shape {
  final Flow flow;
  final Code code;
  final Handlers handlers;
  private final int count;
  private final List<List<Integer>> predecessors = new ArrayList<>();
  private final int[] dominator;
  private final int[] entries;
  private final BitSet[] loops;
  private final BitSet[] live;
  private final List<List<Integer>> joins = new ArrayList<>();
  private final BitSet returning = new BitSet();

  Shape(Flow flow) {
    this.flow = flow;
    this.code = flow.code;
    this.handlers = new Handlers(flow);
    count = flow.blocks.size();
    dominator = new int[count + 1];
    entries = new int[count + 1];
    loops = new BitSet[count + 1];
    live = new BitSet[count + 1];
    for (int b = 0; b <= count; b++) {
      predecessors.add(new ArrayList<>());
      joins.add(new ArrayList<>());
      live[b] = new BitSet();
    }
    for (int b = 0; b < count; b++) {
      for (int s : flow.blocks.get(b).successors()) {
        predecessors.get(s).add(b);
      }
    }
    noteHandlers();
    findDominators();
    findLoops();
    findJoins();
    findReturning();
    findLive();
  }

  int exit() {
    return count;
  }

  boolean isHeader(int block) {
    return loops[block] != null;
  }

  /** The blocks of the loop with the given header. */
  BitSet loop(int header) {
    return loops[header];
  }

  /** How many edges lead to a block from blocks before it. */
  int entries(int block) {
    return entries[block];
  }

  /** The blocks where branches that start in this one join, in order. */
  List<Integer> joins(int block) {
    return joins.get(block);
  }

  /** Whether control can reach a return from here. */
  boolean returns(int block) {
    return returning.get(block);
  }

  /** The slots whose values may be read from the start of a block on. */
  BitSet live(int block) {
    return live[block];
  }

  /**
   * The blocks to wait for while a loop is walked: those outside, on the way to a return, that are
   * reached through the loop only. What stands before a {@code break} still belongs to the loop.
   */
  List<Integer> after(int header) {
    List<Integer> after = new ArrayList<>();
    for (int b = count - 1; b > header; b--) {
      boolean outside = !loops[header].get(b) && returning.get(b);
      if (outside && loops[header].get(dominator[b]) && !leadsTo(after, b)) {
        after.addFirst(b);
      }
    }
    return after;
  }

  /** Whether a block with one entry just goes on to one of the given blocks, where paths join. */
  private boolean leadsTo(List<Integer> blocks, int block) {
    int at = block;
    while (entries[at] == 1 && loops[at] == null) {
      int[] successors = flow.blocks.get(at).successors();
      if (successors.length != 1) {
        return false;
      }
      at = successors[0];
      if (entries[at] > 1 && blocks.contains(at)) {
        return true;
      }
      if (at == count || at <= block) {
        return false;
      }
    }
    return false;
  }

  /** The slots that the blocks of a loop assign. */
  BitSet assigned(int header) {
    BitSet assigned = new BitSet();
    BitSet blocks = loops[header];
    for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
      flow.locals(b, new BitSet(), assigned);
    }
    return assigned;
  }

  /** What is done in handlers is not followed; see {@link Catches}. */
  private void noteHandlers() {
    for (Handlers.Handler handler : handlers.all()) {
      for (int i = handler.start(); handler.goesOn() && i < handler.end(); i++) {
        Catches.add(code.owner.getName(), code.line(i), handler.caught());
      }
    }
  }

  private void findDominators() {
    Arrays.fill(dominator, -1);
    dominator[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = 1; b <= count; b++) {
        int found = -1;
        for (int p : predecessors.get(b)) {
          if (dominator[p] >= 0) {
            found = found < 0 ? p : common(found, p);
          }
        }
        changed |= found != dominator[b];
        dominator[b] = found;
      }
    }
  }

  private int common(int a, int b) {
    while (a != b) {
      if (a > b) {
        a = dominator[a];
      } else {
        b = dominator[b];
      }
    }
    return a;
  }

  private boolean dominates(int a, int b) {
    int at = b;
    while (at > a) {
      at = dominator[at];
    }
    return at == a;
  }

  private void findLoops() {
    for (int b = 0; b < count; b++) {
      for (int s : flow.blocks.get(b).successors()) {
        if (s > b) {
          entries[s]++;
        } else if (dominates(s, b)) {
          addLoop(s, b);
        } else {
          throw new LiftException(
              code.where(flow.blocks.get(s).start())
                  + ": this loop can be entered at several places, which cannot be lifted; no Java"
                  + " source compiles to it, so compile the class with javac");
        }
      }
    }
  }

  private void addLoop(int header, int end) {
    if (loops[header] == null) {
      loops[header] = new BitSet();
      loops[header].set(header);
    }
    Deque<Integer> work = new ArrayDeque<>(List.of(end));
    while (!work.isEmpty()) {
      int b = work.pop();
      if (!loops[header].get(b)) {
        loops[header].set(b);
        work.addAll(predecessors.get(b));
      }
    }
  }

  private void findJoins() {
    for (int b = 1; b < count; b++) {
      if (entries[b] > 1) {
        joins.get(dominator[b]).add(b);
      }
    }
  }

  private void findReturning() {
    Deque<Integer> work = new ArrayDeque<>(List.of(count));
    while (!work.isEmpty()) {
      int b = work.pop();
      if (!returning.get(b)) {
        returning.set(b);
        work.addAll(predecessors.get(b));
      }
    }
  }

  private void findLive() {
    BitSet[] read = new BitSet[count];
    BitSet[] set = new BitSet[count];
    for (int b = 0; b < count; b++) {
      read[b] = new BitSet();
      set[b] = new BitSet();
      flow.locals(b, read[b], set[b]);
    }
    BitSet pending = new BitSet();
    pending.set(0, count);
    while (!pending.isEmpty()) {
      int b = pending.previousSetBit(count);
      pending.clear(b);
      BitSet in = new BitSet();
      for (int s : flow.blocks.get(b).successors()) {
        in.or(live[s]);
      }
      in.andNot(set[b]);
      in.or(read[b]);
      if (!in.equals(live[b])) {
        live[b] = in;
        predecessors.get(b).forEach(pending::set);
      }
    }
  }
}
