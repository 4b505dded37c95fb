package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes where each stored variable is alive, walking backwards over the steps.
 *
 * <p>Positions ascend in the order of emission. A step at position p reads its operands at p and
 * writes its results at p + 1, so an operand that dies there can share its slot with a result. What
 * a branch or a loop hands on is read at the end of its block and written where control arrives.
 */
final class Liveness {
  private final Arrangement arrangement;
  private final List<Variable> stored = new ArrayList<>();

  /** What each loop reads from outside: alive throughout the loop. */
  private final Map<Block.Step, BitSet> outside = new IdentityHashMap<>();

  private BitSet live = new BitSet();
  private final int[] end;
  private int position;

  private Liveness(Arrangement arrangement) {
    this.arrangement = arrangement;
    for (Variable variable : arrangement.variables()) {
      if (variable.isStored()) {
        variable.id = stored.size();
        stored.add(variable);
      }
    }
    end = new int[stored.size()];
  }

  /** Fills in the ranges of all variables. */
  static void compute(Arrangement arrangement) {
    Liveness liveness = new Liveness(arrangement);
    Block body = arrangement.body();
    liveness.collect(body);
    liveness.block(body, null);
    liveness.step();
    liveness.killAll(body.region.params());
  }

  /** The variables that a block reads and does not define. */
  private BitSet collect(Block block) {
    BitSet used = new BitSet();
    BitSet defined = new BitSet();
    for (Value param : block.region.params()) {
      mark(param, defined);
    }
    for (Block.Step step : block.steps) {
      for (Value operand : Effects.reads(step.stmt)) {
        markRead(operand, used);
      }
      BitSet inside = new BitSet();
      for (Block inner : step.blocks) {
        inside.or(collect(inner));
      }
      if (step.stmt.op() instanceof Op.Loop) {
        outside.put(step, inside);
      }
      used.or(inside);
      for (Value result : step.stmt.results()) {
        mark(result, defined);
      }
    }
    if (!block.region.diverges()) {
      for (Value value : block.region.yields()) {
        markRead(value, used);
      }
    }
    used.andNot(defined);
    return used;
  }

  private void mark(Value value, BitSet set) {
    Variable variable = arrangement.of(value);
    if (variable.isStored()) {
      set.set(variable.id);
    }
  }

  private void markRead(Value value, BitSet set) {
    Variable variable = arrangement.of(value);
    if (variable.onStack) {
      for (Value operand : Effects.reads(variable.definition)) {
        markRead(operand, set);
      }
    } else {
      mark(value, set);
    }
  }

  private void step() {
    position -= 2;
  }

  private void read(Value value) {
    BitSet read = new BitSet();
    markRead(value, read);
    for (int i = read.nextSetBit(0); i >= 0; i = read.nextSetBit(i + 1)) {
      if (!live.get(i)) {
        live.set(i);
        end[i] = position + 1;
      }
    }
  }

  private void killAll(List<Value> values) {
    for (Value value : values) {
      Variable variable = arrangement.of(value);
      if (variable.isStored()) {
        boolean isRead = live.get(variable.id);
        variable.ranges().add(position + 1, isRead ? end[variable.id] : position + 2);
        live.clear(variable.id);
      }
    }
  }

  /** Goes on, backwards, at the end of another block. */
  private void jump(BitSet next) {
    step();
    BitSet dead = (BitSet) live.clone();
    dead.andNot(next);
    for (int i = dead.nextSetBit(0); i >= 0; i = dead.nextSetBit(i + 1)) {
      stored.get(i).ranges().add(position + 1, end[i]);
    }
    BitSet fresh = (BitSet) next.clone();
    fresh.andNot(live);
    for (int i = fresh.nextSetBit(0); i >= 0; i = fresh.nextSetBit(i + 1)) {
      end[i] = position + 1;
    }
    live = next;
  }

  /**
   * Walks a block.
   *
   * @param around the statement it belongs to, or null for the function's body
   */
  private void block(Block block, Stmt around) {
    step();
    if (!block.region.diverges()) {
      List<Value> yields = block.region.yields();
      for (int i = 0; i < yields.size(); i++) {
        if (i == block.steering ? !decided(block) : around == null || isWanted(around, i)) {
          read(yields.get(i));
        }
      }
    }
    for (int i = block.steps.size() - 1; i >= 0; i--) {
      step();
      killAll(block.steps.get(i).stmt.results());
      step(block.steps.get(i));
    }
  }

  private static boolean decided(Block block) {
    return !block.steps.isEmpty() && block.steps.getLast().decides;
  }

  /** Whether the i-th value that a region of the statement yields goes anywhere. */
  private boolean isWanted(Stmt stmt, int yield) {
    if (stmt.op() instanceof Op.If) {
      return isStored(stmt.results().get(yield));
    }
    Value result = stmt.results().get(yield - 1);
    return isStored(result)
        || arrangement.of(result).steers
        || isStored(stmt.regions().getFirst().params().get(yield - 1));
  }

  private boolean isStored(Value value) {
    return arrangement.of(value).isStored();
  }

  private void step(Block.Step step) {
    Stmt stmt = step.stmt;
    if (stmt.op() instanceof Op.If) {
      branch(step);
    } else if (stmt.op() instanceof Op.Loop) {
      loop(step);
      return;
    }
    step();
    for (Value operand : Effects.reads(stmt)) {
      read(operand);
    }
  }

  private void branch(Block.Step step) {
    BitSet after = (BitSet) live.clone();
    BitSet before = new BitSet();
    for (int i = 1; i >= 0; i--) {
      Block block = step.blocks.get(i);
      jump(block.region.diverges() ? new BitSet() : (BitSet) after.clone());
      block(block, step.stmt);
      before.or(live);
    }
    jump(before);
  }

  private void loop(Block.Step step) {
    Block body = step.blocks.getFirst();
    BitSet all = (BitSet) live.clone();
    all.or(outside.get(step));
    jump(all);
    block(body, step.stmt);
    step();
    killAll(body.region.params());
    step();
    for (int i = 0; i < step.stmt.operands().size(); i++) {
      Value operand = step.stmt.operand(i);
      if (arrangement.of(operand).onStack || isStored(body.region.params().get(i))) {
        read(operand);
      }
    }
  }
}
