package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
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

  private final Steering steering = new Steering(this);
  private final Value[] bits = {bit(0, "no"), bit(1, "yes")};

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

  /** The constant 1 or 0. */
  Value bit(int number) {
    return bits[number];
  }

  private Value bit(int number, String name) {
    Value value = new Value(Type.INT, name);
    Op op = new Op.Const(number);
    Stmt stmt = new Stmt(op, List.of(), List.of(value), List.of(), null);
    variables.put(value, new Variable(value, stmt, null, -1));
    return value;
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
    Steer steer = block.steer();
    Stmt asked = steer == null || block.keepsSteer ? null : asked(steer, block);
    Steer end = asked == null ? steer : about(steer, asked);
    boolean decided = end != null && decides(block, last(stmts, asked), end, asked);
    if (decided && asked != null) {
      of(asked.result()).onStack = true;
    } else if (!decided && steer != null && !block.keepsSteer) {
      fold(steer.value(), block, 0);
    }
    Block.Step next = null;
    for (int i = stmts.size() - 1; i >= 0; i--) {
      Stmt stmt = stmts.get(i);
      if (isElsewhere(stmt)) {
        continue;
      }
      Block.Step step = new Block.Step(stmt);
      step.decides = decided && next == null;
      if (step.decides) {
        step.test = end.test();
      }
      steer(step, step.decides ? end : source ? null : question(next));
      cursor = i;
      arrange(step, step.decides && block.keepsSteer);
      fold(stmt, block, 0);
      block.steps.add(step);
      next = step;
    }
    Collections.reverse(block.steps);
    cursor = outer;
  }

  private void arrange(Block.Step step, boolean keepsSteer) {
    for (Region region : step.stmt.regions()) {
      Block inner = blocks.get(region);
      step.blocks.add(inner);
      if (!region.diverges() && step.stmt.op() instanceof Op.Loop) {
        inner.steering = 0;
      } else if (!region.diverges() && step.steering >= 0) {
        inner.steering = step.steering;
        inner.test = step.test;
        inner.keepsSteer = keepsSteer || !of(step.stmt.results().get(step.steering)).steers;
      }
      arrange(inner);
    }
  }

  /** The statement that makes a block's steering value from another, {@code x == 1}, or null. */
  private Stmt asked(Steer steer, Block block) {
    Variable variable = of(steer.value());
    boolean only = variable.uses == 1 && variable.home == block && variable.definition != null;
    return only && about(steer, variable.definition) != null ? variable.definition : null;
  }

  /** A question about what a comparison with a constant gives, as one about what it compares. */
  private Steer about(Steer steer, Stmt comparison) {
    if (!(comparison.op() instanceof Op.Compare(var relation))) {
      return null;
    }
    Variable number = of(comparison.operand(1));
    if (!number.isConstant() || !(number.constant() instanceof Integer i)) {
      return null;
    }
    Test test = steer.test().about(relation, i);
    return test == null ? null : new Steer(comparison.operand(0), test);
  }

  /** The last statement that will be a step, as none is part of another yet. */
  private Stmt last(List<Stmt> stmts, Stmt but) {
    for (int i = stmts.size() - 1; i >= 0; i--) {
      if (stmts.get(i) != but && !isElsewhere(stmts.get(i))) {
        return stmts.get(i);
      }
    }
    return null;
  }

  /**
   * Whether the last statement settles where control goes at the end of the block.
   *
   * @param asked the statement that asks the question, or null if it is only whether it holds
   */
  private boolean decides(Block block, Stmt last, Steer end, Stmt asked) {
    if (last == null || last.regions().isEmpty()) {
      return false;
    }
    if (block != body && last.op() instanceof Op.If && last.operand(0) == end.value()) {
      return decidesByCondition(block, end, asked);
    }
    boolean structured = !source || last.op() instanceof Op.If;
    boolean result = of(end.value()).definition == last;
    boolean only = of(end.value()).uses == 1 && (block != body || asked == null);
    return structured && result && (only || block != body && isSettled(last, end));
  }

  /** Each branch knows what the condition is, so nothing else reads it. */
  private boolean decidesByCondition(Block block, Steer end, Stmt asked) {
    int yields = Collections.frequency(block.region.yields(), end.value());
    boolean isBit = steering.isBit(end.value());
    boolean only = block.region.yields().lastIndexOf(end.value()) == block.steering;
    if (!isBit && !(end.test().isAboutZero() && asked == null && only && isLoop(block))) {
      return false;
    }
    of(end.value()).uses -= yields + (asked == null ? 0 : 1);
    return true;
  }

  private static boolean isLoop(Block block) {
    return block.loop != null && block.loop.regions().getFirst() == block.region;
  }

  /** Whether some branch of a statement gives a constant for what is asked, or its condition. */
  private boolean isSettled(Stmt stmt, Steer asked) {
    int place = stmt.results().indexOf(asked.value());
    if (!(stmt.op() instanceof Op.If)) {
      return false;
    }
    for (Region region : stmt.regions()) {
      if (!region.diverges() && of(region.yields().get(place)).isConstant()) {
        return true;
      }
    }
    return false;
  }

  /** What the step after another asks of it, or null. */
  private Steer question(Block.Step next) {
    Value condition = next == null ? null : next.condition();
    if (condition == null) {
      return null;
    }
    Steer plain = new Steer(condition, Test.HOLDS);
    Variable variable = of(condition);
    Steer asked = variable.onStack ? about(plain, variable.definition) : null;
    return asked == null ? plain : asked;
  }

  /** Notes which result of a step is asked for right after it. */
  private void steer(Block.Step step, Steer asked) {
    int found = asked == null ? -1 : step.stmt.results().indexOf(asked.value());
    boolean only = found >= 0 && of(asked.value()).uses == 1;
    if (found < 0 || step.stmt.regions().isEmpty()) {
      return;
    }
    if (!only && !step.decides && !isSettled(step.stmt, asked)) {
      return;
    }
    of(asked.value()).steers = only;
    step.steering = found;
    step.test = asked.test();
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
