package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits the body of a function: blocks, branches and loops, with jumps straight to where they lead.
 *
 * <p>A {@code follow} spot is bound by the caller right after the code emitted for it, so that a
 * jump there is none.
 */
final class Flow {
  private final CodeBuilder code;
  private final Arrangement arrangement;
  private final Expressions expressions;
  private final Moves moves;
  private final Lines lines;
  private final ClassDesc resultType;

  /** Whether control arrives at what is emitted next. */
  private boolean reachable = true;

  Flow(CodeBuilder code, Func func, Linkage linkage, Methods methods) {
    this.code = code;
    arrangement = new Arrangement(func);
    Liveness.compute(arrangement);
    Slots.assign(arrangement);
    lines = new Lines(code, func, methods.shownName(func), linkage);
    expressions = new Expressions(code, arrangement, linkage, methods, lines);
    moves = new Moves(code, arrangement, expressions);
    resultType = methods.type(func).returnType();
  }

  void emit() {
    block(arrangement.body(), new Next.Return(), null);
    lines.end();
  }

  private void block(Block block, Next next, Spot follow) {
    Next.Choice entry = null;
    for (int i = 0; i < block.steps.size(); i++) {
      Block.Step step = block.steps.get(i);
      lines.mark(step.stmt.source());
      boolean last = i == block.steps.size() - 1;
      if (step.blocks.isEmpty()) {
        expression(step.stmt);
      } else if (step.decides) {
        enter(step, through(block, step, 1, next), through(block, step, 0, next), follow, entry);
        return;
      } else if (step.steering >= 0) {
        List<Value> results = step.stmt.results();
        Next.Choice choice =
            new Next.Choice(results, step.steering, new Spot(code), new Spot(code));
        enter(step, choice, choice, choice.yes(), entry);
        entry = choice;
        continue;
      } else {
        Spot beyond = last ? spot(block, next) : null;
        if (beyond != null && beyond.isHead && step.stmt.op() instanceof Op.Loop) {
          beyond = null; // C2 would not turn the outer loop into one that counts
        }
        Spot after = beyond == null ? new Spot(code) : beyond;
        Next join = new Next.Join(step.stmt.results(), after);
        enter(step, join, join, beyond == null ? after : follow, entry);
        if (beyond != null) {
          return;
        }
        bind(after);
      }
      entry = null;
      if (!reachable) {
        return;
      }
    }
    if (block.region.diverges()) {
      if (reachable) {
        code.aconst_null().athrow();
        reachable = false;
      }
    } else {
      leave(next, block.region.yields(), known(block), follow);
    }
  }

  private static Next through(Block block, Block.Step step, int branch, Next next) {
    return new Next.Through(block, step, step.steering < 0 ? branch : -1, next);
  }

  /** What the steering yield of a block is, or -1. */
  private int known(Block block) {
    return block.steering < 0 ? -1 : known(block.steer());
  }

  private int known(Value steer) {
    Variable variable = arrangement.of(steer);
    return variable.isConstant() && variable.constant() instanceof Integer i ? i == 0 ? 0 : 1 : -1;
  }

  private void expression(Stmt stmt) {
    if (increments(stmt)) {
      return;
    }
    expressions.evaluate(stmt);
    if (stmt.op() instanceof Op.Throw) {
      reachable = false;
    } else if (!stmt.results().isEmpty()) {
      Variable result = arrangement.of(stmt.results().getFirst());
      Type type = result.value.type();
      if (result.isStored()) {
        code.storeLocal(Expressions.kind(type), result.slot());
      } else {
        pop(type.slots());
      }
    } else if (stmt.op() instanceof Op.Call call) {
      String result = call.type().returnType().descriptorString();
      pop(result.equals("V") ? 0 : result.equals("D") || result.equals("J") ? 2 : 1);
    }
  }

  private void pop(int slots) {
    if (slots == 2) {
      code.pop2();
    } else if (slots == 1) {
      code.pop();
    }
  }

  /** Adds a small constant to an int in place, where the statement says no more than that. */
  private boolean increments(Stmt stmt) {
    if (!(stmt.op() instanceof Op.Arith(var kind)) || !stmt.result().type().equals(Type.INT)) {
      return false;
    }
    Variable result = arrangement.of(stmt.result());
    boolean adds = kind == Op.Arith.Kind.ADD;
    if (!result.isStored() || !adds && kind != Op.Arith.Kind.SUB) {
      return false;
    }
    Variable x = arrangement.of(stmt.operand(0));
    Variable y = arrangement.of(stmt.operand(1));
    Variable step = adds && x.isConstant() ? x : y;
    Variable base = step == x ? y : x;
    if (!step.isConstant() || !base.isStored() || base.slot() != result.slot()) {
      return false;
    }
    int by = adds ? (Integer) step.constant() : -(Integer) step.constant();
    if (by != (short) by) {
      return false;
    }
    code.iinc(result.slot(), by);
    return true;
  }

  /** Emits a branch or a loop; where a choice was made before it, it starts at that one's spots. */
  private void enter(Block.Step step, Next then, Next other, Spot follow, Next.Choice entry) {
    if (step.stmt.op() instanceof Op.Loop) {
      loop(step, then, follow);
    } else if (entry != null) {
      Block first = step.blocks.get(0);
      Block second = step.blocks.get(1);
      bind(entry.yes());
      if (reachable) {
        block(first, then, entry.no().used ? null : follow);
      }
      bind(entry.no());
      if (reachable) {
        block(second, other, follow);
      }
    } else {
      branch(step, then, other, follow);
    }
  }

  private void branch(Block.Step step, Next then, Next other, Spot follow) {
    Block first = step.blocks.get(0);
    Block second = step.blocks.get(1);
    Spot yes = straight(first, then);
    Spot no = straight(second, other);
    Opcode holds = expressions.conditions().push(step.stmt.operand(0));
    if (yes != null && no != null) {
      choose(holds, yes, no, follow);
    } else if (no != null) {
      jump(Conditions.inverse(holds), no);
      block(first, then, follow);
    } else if (yes != null) {
      jump(holds, yes);
      block(second, other, follow);
    } else {
      Spot start = new Spot(code);
      jump(Conditions.inverse(holds), start);
      block(first, then, null);
      bind(start);
      block(second, other, follow);
    }
  }

  /** Where an empty block leads, or null if there is anything to do. */
  private Spot straight(Block block, Next next) {
    return block.steps.isEmpty() && !block.region.diverges() ? spot(block, next) : null;
  }

  /** Where the end of a block leads, or null if there is anything to do. */
  private Spot spot(Block block, Next next) {
    return block.region.diverges() ? null : spot(next, block.region.yields(), known(block));
  }

  private Spot spot(Next next, List<Value> values, int known) {
    return switch (next) {
      case Next.Return _ -> null;
      case Next.Join(var targets, var spot) -> moves.isNothing(targets, values) ? spot : null;
      case Next.Choice(var targets, _, var yes, var no) ->
          known < 0 || !moves.isNothing(targets, values) ? null : known == 1 ? yes : no;
      case Next.Repeat(var loop, var head, var exit) -> {
        List<Value> rest = values.subList(1, values.size());
        yield known == 1
            ? moves.isNothing(params(loop), rest) ? head : null
            : known == 0 ? spot(exit, rest, knownAt(exit, rest)) : null;
      }
      case Next.Through through ->
          spot(through.next(), onward(through, values), known(through, known));
    };
  }

  private void loop(Block.Step step, Next exit, Spot follow) {
    Block body = step.blocks.getFirst();
    moves.assign(body.region.params(), step.stmt.operands());
    Spot head = new Spot(code);
    head.used = true;
    head.isHead = true;
    bind(head);
    block(body, new Next.Repeat(step, head, exit), follow);
  }

  private static List<Value> params(Block.Step loop) {
    return loop.blocks.getFirst().region.params();
  }

  /**
   * Hands on what a block yields.
   *
   * @param known what the value that steers is, or -1
   */
  private void leave(Next next, List<Value> values, int known, Spot follow) {
    switch (next) {
      case Next.Return _ -> {
        if (values.isEmpty()) {
          code.return_();
        } else {
          expressions.push(values.getFirst(), resultType);
          code.return_(Expressions.kind(values.getFirst().type()));
        }
        reachable = false;
      }
      case Next.Join(var targets, var spot) -> {
        moves.assign(targets, values);
        go(spot, follow);
      }
      case Next.Choice(var targets, var steering, var yes, var no) -> {
        if (known < 0) {
          Opcode holds = expressions.conditions().push(values.get(steering));
          moves.assign(without(targets, steering), without(values, steering));
          choose(holds, yes, no, follow);
        } else {
          moves.assign(without(targets, steering), without(values, steering));
          go(known == 1 ? yes : no, follow);
        }
      }
      case Next.Repeat repeat -> repeat(repeat, values, known, follow);
      case Next.Through through ->
          leave(through.next(), onward(through, values), known(through, known), follow);
    }
  }

  private static List<Value> without(List<Value> values, int index) {
    List<Value> rest = new ArrayList<>(values);
    rest.remove(index);
    return rest;
  }

  private void repeat(Next.Repeat repeat, List<Value> values, int known, Spot follow) {
    List<Value> rest = values.subList(1, values.size());
    List<Value> params = params(repeat.loop());
    if (known == 1) {
      moves.assign(params, rest);
      go(repeat.head(), follow);
    } else if (known == 0) {
      leave(repeat.exit(), rest, knownAt(repeat.exit(), rest), follow);
    } else {
      Opcode holds = expressions.conditions().push(values.getFirst());
      if (repeat.exit() instanceof Next.Join(var results, var spot) && reads(params, results)) {
        moves.assign(params, rest);
        jump(holds, repeat.head());
        go(spot, follow);
      } else if (moves.isNothing(params, rest)) {
        jump(holds, repeat.head());
        leave(repeat.exit(), rest, knownAt(repeat.exit(), rest), follow);
      } else {
        Spot end = new Spot(code);
        jump(Conditions.inverse(holds), end);
        moves.assign(params, rest);
        go(repeat.head(), null);
        bind(end);
        leave(repeat.exit(), rest, knownAt(repeat.exit(), rest), follow);
      }
    }
  }

  /** Whether each parameter has a slot if the result has, which is then the same. */
  private boolean reads(List<Value> params, List<Value> results) {
    for (int i = 0; i < params.size(); i++) {
      if (arrangement.of(results.get(i)).isStored() && !arrangement.of(params.get(i)).isStored()) {
        return false;
      }
    }
    return true;
  }

  private int knownAt(Next next, List<Value> values) {
    return switch (next) {
      case Next.Return _, Next.Join _ -> -1;
      case Next.Choice choice -> known(values.get(choice.steering()));
      case Next.Repeat _ -> known(values.getFirst());
      case Next.Through through -> knownAt(through.next(), onward(through, values));
    };
  }

  private static int known(Next.Through through, int known) {
    return through.known() >= 0 ? through.known() : known;
  }

  /** What the block of a step yields, given the results of the step. */
  static List<Value> onward(Next.Through through, List<Value> values) {
    List<Value> onward = new ArrayList<>(through.block().region.yields());
    for (int i = 0; i < onward.size(); i++) {
      int place = through.step().stmt.results().indexOf(onward.get(i));
      if (place >= 0) {
        onward.set(i, values.get(place));
      }
    }
    return onward;
  }

  private void choose(Opcode holds, Spot yes, Spot no, Spot follow) {
    if (yes == follow) {
      jump(Conditions.inverse(holds), no);
      go(yes, follow);
    } else {
      jump(holds, yes);
      go(no, follow);
    }
  }

  private void jump(Opcode branch, Spot spot) {
    code.branch(branch, spot.label);
    spot.used = true;
  }

  private void go(Spot spot, Spot follow) {
    spot.used = true;
    if (spot != follow) {
      code.goto_(spot.label);
    }
    reachable = false;
  }

  private void bind(Spot spot) {
    if (spot.used) {
      code.labelBinding(spot.label);
      reachable = true;
    }
  }
}
