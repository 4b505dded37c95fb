package dev.cusp.emit;

import dev.cusp.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.util.ArrayList;
import java.util.List;

/** Assigns values to variables all at once. */
final class Moves {
  private record Move(Variable target, Value source) {}

  private final CodeBuilder code;
  private final Arrangement arrangement;
  private final Expressions expressions;

  Moves(CodeBuilder code, Arrangement arrangement, Expressions expressions) {
    this.code = code;
    this.arrangement = arrangement;
    this.expressions = expressions;
  }

  /** Whether assigning would emit nothing. */
  boolean isNothing(List<Value> targets, List<Value> sources) {
    for (int i = 0; i < targets.size(); i++) {
      Variable target = arrangement.of(targets.get(i));
      if (target.isStored() && !isInPlace(target, sources.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isInPlace(Variable target, Value source) {
    Variable from = arrangement.of(source);
    return from.isStored()
        && from.slot() == target.slot()
        && !expressions.needsCast(source, target.value.type().desc());
  }

  /**
   * Assigns each source to the target at the same place; targets that are never read are skipped.
   */
  void assign(List<Value> targets, List<Value> sources) {
    List<Move> evaluated = new ArrayList<>();
    List<Move> copies = new ArrayList<>();
    List<Move> constants = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Variable target = arrangement.of(targets.get(i));
      Variable source = arrangement.of(sources.get(i));
      if (source.onStack) {
        evaluated.add(new Move(target, source.value));
      } else if (target.isStored() && !isInPlace(target, source.value)) {
        (source.isConstant() ? constants : copies).add(new Move(target, source.value));
      }
    }
    for (Move move : evaluated) {
      push(move);
    }
    copy(copies);
    for (Move move : constants) {
      push(move);
      pop(move);
    }
    for (int i = evaluated.size() - 1; i >= 0; i--) {
      pop(evaluated.get(i));
    }
  }

  /** Copies in an order in which no target is still to be read, or over the stack in a cycle. */
  private void copy(List<Move> pending) {
    while (!pending.isEmpty()) {
      Move free = null;
      for (Move move : pending) {
        if (!isRead(move, pending)) {
          free = move;
          break;
        }
      }
      if (free == null) {
        break;
      }
      push(free);
      pop(free);
      pending.remove(free);
    }
    for (Move move : pending) {
      push(move);
    }
    for (int i = pending.size() - 1; i >= 0; i--) {
      pop(pending.get(i));
    }
  }

  private boolean isRead(Move move, List<Move> pending) {
    for (Move other : pending) {
      Variable source = arrangement.of(other.source());
      if (other != move && overlap(move.target(), source)) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlap(Variable a, Variable b) {
    return a.slot() < b.slot() + b.value.type().slots()
        && b.slot() < a.slot() + a.value.type().slots();
  }

  private void push(Move move) {
    expressions.push(move.source(), move.target().value.type().desc());
  }

  private void pop(Move move) {
    if (move.target().isStored()) {
      code.storeLocal(Expressions.kind(move.target().value.type()), move.target().slot());
    } else if (move.target().value.type().slots() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }
}
