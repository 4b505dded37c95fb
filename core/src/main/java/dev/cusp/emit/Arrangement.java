package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides for each value of a function whether it is kept in a slot or evaluated where it is used.
 *
 * <p>A value with one use is evaluated there if that changes nothing: what has effects, reads
 * memory or can throw keeps its order, pure values move freely, but none into a loop. Conditions
 * that only steer are not values at all: see {@link Block#steering}.
 */
final class Arrangement {
  /** Deeper expressions are cut, to spare the operand stack and our own. */
  private static final int MAX_DEPTH = 24;

  /** As deep as people like to read. */
  private static final int MAX_SOURCE_DEPTH = 4;

  private final boolean source;
  private final Map<Value, Variable> variables = new LinkedHashMap<>();
  private final Map<Region, Block> blocks = new IdentityHashMap<>();
  private final Block body;

  /** In the region at hand: statements at or after this place are placed already. */
  private int cursor;

  /** For bytecode, where control can jump anywhere. */
  Arrangement(Func func) {
    this(func, false);
  }

  /**
   * An arrangement.
   *
   * @param source for source code, where control leaves loops and functions, but no branch jumps
   *     into another
   */
  Arrangement(Func func, boolean source) {
    this.source = source;
    body = define(func.body(), null);
    count(func.body());
    body.steering = func.results().size() == 1 ? 0 : -1;
    arrange(body);
  }

  /** The function's body. */
  Block body() {
    return body;
  }

  Variable of(Value value) {
    Variable found = variables.get(value);
    if (found == null) {
      throw new IllegalStateException(value + " is not defined; is the function verified?");
    }
    return found;
  }

  Collection<Variable> variables() {
    return variables.values();
  }

  private Block define(Region region, Stmt loop) {
    Block block = new Block(region, loop);
    blocks.put(region, block);
    for (Value param : region.params()) {
      variables.put(param, new Variable(param, null, block, -1));
    }
    List<Stmt> stmts = region.body();
    for (int i = 0; i < stmts.size(); i++) {
      Stmt stmt = stmts.get(i);
      for (Value result : stmt.results()) {
        variables.put(result, new Variable(result, stmt, block, i));
      }
      for (Region inner : stmt.regions()) {
        define(inner, stmt.op() instanceof Op.Loop ? stmt : loop);
      }
    }
    return block;
  }

  /** Counts backwards, so that what is read by useless statements only is useless too. */
  private void count(Region region) {
    if (!region.diverges()) {
      count(region.yields());
    }
    for (int i = region.body().size() - 1; i >= 0; i--) {
      Stmt stmt = region.body().get(i);
      for (Region inner : stmt.regions()) {
        count(inner);
      }
      if (!isElsewhere(stmt)) {
        count(Effects.reads(stmt));
      }
    }
  }

  private void count(List<Value> read) {
    for (Value value : read) {
      of(value).uses++;
    }
  }

  private void arrange(Block block) {
    List<Stmt> stmts = block.region.body();
    int outer = cursor;
    cursor = stmts.size();
    boolean decided = decides(block, last(stmts));
    if (!decided && block.steering >= 0) {
      fold(block.steer(), block, 0);
    }
    Block.Step next = null;
    for (int i = stmts.size() - 1; i >= 0; i--) {
      Stmt stmt = stmts.get(i);
      if (isElsewhere(stmt)) {
        continue;
      }
      Block.Step step = new Block.Step(stmt);
      step.decides = decided && next == null;
      step.steering =
          steering(step, step.decides ? block.steer() : source ? null : condition(next));
      cursor = i;
      arrange(step);
      fold(stmt, block, 0);
      block.steps.add(step);
      next = step;
    }
    Collections.reverse(block.steps);
    cursor = outer;
  }

  private void arrange(Block.Step step) {
    for (Region region : step.stmt.regions()) {
      Block inner = blocks.get(region);
      step.blocks.add(inner);
      if (!region.diverges()) {
        inner.steering = step.stmt.op() instanceof Op.Loop ? 0 : step.steering;
      }
      arrange(inner);
    }
  }

  /** The last statement that will be a step, as none is part of another yet. */
  private Stmt last(List<Stmt> stmts) {
    for (int i = stmts.size() - 1; i >= 0; i--) {
      if (!isElsewhere(stmts.get(i))) {
        return stmts.get(i);
      }
    }
    return null;
  }

  /** Whether the last statement settles where control goes at the end of the block. */
  private boolean decides(Block block, Stmt last) {
    Value steer = block.steer();
    if (steer == null || last == null || last.regions().isEmpty()) {
      return false;
    }
    if (block != body && last.op() instanceof Op.If && last.operand(0) == steer) {
      of(steer).uses--;
      return true;
    }
    boolean structured = !source || last.op() instanceof Op.If;
    return structured && of(steer).definition == last && of(steer).uses == 1;
  }

  private static Value condition(Block.Step step) {
    return step != null && step.stmt.op() instanceof Op.If ? step.stmt.operand(0) : null;
  }

  /** Which result of a step is nothing but the condition that is asked for right after it. */
  private int steering(Block.Step step, Value condition) {
    int found = condition == null ? -1 : step.stmt.results().indexOf(condition);
    if (found < 0 || step.stmt.regions().isEmpty() || of(condition).uses != 1) {
      return -1;
    }
    of(condition).steers = true;
    return found;
  }

  /** Whether a statement needs no step: a constant, part of a later step, or useless. */
  private boolean isElsewhere(Stmt stmt) {
    if (stmt.op() instanceof Op.Const) {
      return true;
    }
    if (stmt.results().size() != 1) {
      return false;
    }
    Variable result = of(stmt.results().getFirst());
    return result.onStack || result.uses == 0 && !Effects.isOrdered(stmt);
  }

  /** Lets the operands of a statement that is placed be evaluated with it, the last one first. */
  private void fold(Stmt stmt, Block block, int depth) {
    if (source && stmt.op() instanceof Op.ThreeWay) {
      return; // Java has to name the operands more than once
    }
    List<Value> reads = Effects.reads(stmt);
    for (int i = reads.size() - 1; i >= 0; i--) {
      fold(reads.get(i), block, depth);
    }
  }

  private void fold(Value value, Block block, int depth) {
    Variable variable = of(value);
    Stmt definition = variable.definition;
    boolean candidate =
        variable.uses == 1
            && definition != null
            && definition.regions().isEmpty()
            && !variable.isConstant()
            && depth < (source ? MAX_SOURCE_DEPTH : MAX_DEPTH);
    if (!candidate) {
      return;
    }
    if (!Effects.isOrdered(definition)) {
      if (variable.home.loop == block.loop) {
        variable.onStack = true;
        fold(definition, block, depth + 1);
      }
    } else if (variable.home == block && variable.index == lastUnplaced(block)) {
      variable.onStack = true;
      cursor = variable.index;
      fold(definition, block, depth + 1);
    }
  }

  /** The last statement before the cursor that must keep its order and still stands alone. */
  private int lastUnplaced(Block block) {
    List<Stmt> stmts = block.region.body();
    for (int i = cursor - 1; i >= 0; i--) {
      Stmt stmt = stmts.get(i);
      boolean placed = stmt.results().size() == 1 && of(stmt.results().getFirst()).onStack;
      if (!placed && Effects.isOrdered(stmt)) {
        return i;
      }
    }
    return -1;
  }
}
