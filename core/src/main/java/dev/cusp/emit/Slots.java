package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the stored variables slots, so that values which are handed on, such as a loop's next
 * values, are computed into the slot where they are expected.
 */
final class Slots {
  /** One value handed to another; the deeper the loop, the more it matters that no move is left. */
  private record Move(Variable target, Variable source) {}

  private final Arrangement arrangement;

  /** By depth. */
  private final List<List<Move>> moves = new ArrayList<>();

  /** What is in each slot. */
  private final List<Ranges> slots = new ArrayList<>();

  /** The slots of the function's parameters, which come first. */
  private int arguments;

  private Slots(Arrangement arrangement) {
    this.arrangement = arrangement;
  }

  static void assign(Arrangement arrangement) {
    coalesce(arrangement).assign();
  }

  /** Only lets variables share what they can, without giving them slots. */
  static Slots coalesce(Arrangement arrangement) {
    Slots slots = new Slots(arrangement);
    slots.fixParams();
    slots.collect(arrangement.body(), 0);
    for (int depth = slots.moves.size() - 1; depth >= 0; depth--) {
      for (Move move : slots.moves.get(depth)) {
        move.target().merge(move.source());
      }
    }
    return slots;
  }

  private void fixParams() {
    for (Value param : arrangement.body().region.params()) {
      Variable variable = arrangement.of(param);
      if (variable.isStored()) {
        variable.fix(arguments);
      }
      arguments += param.type().slots();
    }
  }

  private void collect(Block block, int depth) {
    for (Block.Step step : block.steps) {
      Stmt stmt = step.stmt;
      if (stmt.op() instanceof Op.Loop) {
        Block body = step.blocks.getFirst();
        List<Value> params = body.region.params();
        for (int i = 0; i < params.size(); i++) {
          join(params.get(i), stmt.results().get(i));
          move(params.get(i), stmt.operand(i), depth);
        }
        collect(body, depth + 1);
        if (!body.region.diverges()) {
          for (int i = 0; i < params.size(); i++) {
            move(params.get(i), body.region.yields().get(i + 1), depth + 1);
            move(stmt.results().get(i), body.region.yields().get(i + 1), depth + 1);
          }
        }
      } else {
        for (Block inner : step.blocks) {
          collect(inner, depth);
          if (!inner.region.diverges()) {
            for (int i = 0; i < stmt.results().size(); i++) {
              move(stmt.results().get(i), inner.region.yields().get(i), depth);
            }
          }
        }
      }
    }
  }

  /** A loop's results are where its parameters are. */
  private void join(Value param, Value result) {
    Variable a = arrangement.of(param);
    Variable b = arrangement.of(result);
    if (a.isStored() && b.isStored() && !a.merge(b)) {
      throw new IllegalStateException(param + " is alive after its loop");
    }
  }

  private void move(Value target, Value source, int depth) {
    Variable to = arrangement.of(target);
    Variable from = arrangement.of(source);
    if (to.isStored() && from.isStored()) {
      while (moves.size() <= depth) {
        moves.add(new ArrayList<>());
      }
      moves.get(depth).add(new Move(to, from));
    }
  }

  private void assign() {
    List<Variable> leaders = new ArrayList<>();
    for (Variable variable : arrangement.variables()) {
      if (!variable.isStored() || variable.leader() != variable) {
        continue;
      }
      if (variable.isFixed()) {
        occupy(variable, variable.slot());
      } else {
        leaders.add(variable);
      }
    }
    leaders.sort(
        Comparator.comparingInt((Variable v) -> v.ranges().start()).thenComparing(v -> v.id));
    for (Variable variable : leaders) {
      int slot = 0;
      while (!fits(variable, slot)) {
        slot++;
      }
      variable.setSlot(slot);
      occupy(variable, slot);
    }
  }

  /**
   * Whether a slot is free for a variable. No two-slot variable may lie across the end of the
   * arguments: in its second pass, the JDK's stack map generator (JDK 25) then takes the last
   * argument for overwritten from the start.
   */
  private boolean fits(Variable variable, int slot) {
    if (variable.value.type().slots() == 2 && slot == arguments - 1) {
      return false;
    }
    for (int i = slot; i < slot + variable.value.type().slots(); i++) {
      if (i < slots.size() && slots.get(i).overlap(variable.ranges())) {
        return false;
      }
    }
    return true;
  }

  private void occupy(Variable variable, int slot) {
    for (int i = slot; i < slot + variable.value.type().slots(); i++) {
      while (slots.size() <= i) {
        slots.add(new Ranges());
      }
      slots.set(i, slots.get(i).union(variable.ranges()));
    }
  }
}
