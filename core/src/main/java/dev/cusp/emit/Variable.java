package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;

/** What emission knows of a value: how it is computed, where, and in which slot it is kept. */
final class Variable {
  final Value value;

  /** The statement that defines it, or null for a parameter. */
  final Stmt definition;

  /** The region that defines it, and the statement's place there. */
  final Block home;

  final int index;

  /** Number among the stored ones, see {@link Liveness}. */
  int id;

  /** How often it is read. */
  int uses;

  /** Evaluated on the operand stack at its only use. */
  boolean onStack;

  /** Never stored: each branch that gives it jumps where it leads. */
  boolean steers;

  private Variable leader = this;
  private Ranges ranges = new Ranges();
  private int slot = -1;
  private boolean fixed;

  Variable(Value value, Stmt definition, Block home, int index) {
    this.value = value;
    this.definition = definition;
    this.home = home;
    this.index = index;
  }

  boolean isConstant() {
    return definition != null && definition.op() instanceof Op.Const;
  }

  /** The constant's value; only where {@link #isConstant}. */
  Object constant() {
    return ((Op.Const) definition.op()).value();
  }

  /** Whether it lives in a slot. */
  boolean isStored() {
    return uses > 0 && !onStack && !steers && !isConstant();
  }

  /** The variable that stands for all that share this one's slot. */
  Variable leader() {
    Variable top = this;
    while (top.leader != top) {
      top.leader = top.leader.leader;
      top = top.leader;
    }
    return top;
  }

  Ranges ranges() {
    return leader().ranges;
  }

  int slot() {
    return leader().slot;
  }

  void setSlot(int slot) {
    leader().slot = slot;
  }

  /** Puts it into a slot that is not to be changed. */
  void fix(int slot) {
    this.slot = slot;
    this.fixed = true;
  }

  boolean isFixed() {
    return leader().fixed;
  }

  /** Lets both share a slot if they are never alive together; tells whether they do. */
  boolean merge(Variable other) {
    Variable a = leader();
    Variable b = other.leader();
    if (a == b) {
      return true;
    }
    if (a.fixed && b.fixed
        || !a.value.type().equals(b.value.type())
        || a.ranges.overlap(b.ranges)) {
      return false;
    }
    Variable top = b.fixed ? b : a;
    Variable below = b.fixed ? a : b;
    top.ranges = a.ranges.union(b.ranges);
    below.ranges = null;
    below.leader = top;
    return true;
  }
}
