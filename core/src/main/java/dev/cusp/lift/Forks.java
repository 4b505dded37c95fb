package dev.cusp.lift;

import static dev.cusp.ir.Op.Compare.Relation.EQ;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Conditions.Condition;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The branches of a method: tests and switches. */
final class Forks {
  private final Walk walk;
  private final Session session;
  private final Shape shape;
  private final Code code;
  private final Instructions instructions;
  private final int slots;
  private final Map<Integer, Decision> decisions = new HashMap<>();

  Forks(Walk walk, Instructions instructions, int slots) {
    this.walk = walk;
    this.session = walk.session;
    this.shape = walk.shape;
    this.code = walk.code;
    this.instructions = instructions;
    this.slots = slots;
  }

  /** The decision at the end of a block. */
  Decision decision(int block) {
    if (!Decision.isJump(shape.flow.blocks.get(block), code)) {
      return Decision.single(block, shape);
    }
    Decision decision = Decision.at(block, shape, decisions);
    boolean free = decision.blocks().stream().skip(1).allMatch(b -> !walk.isStop(b));
    return free ? decision : Decision.single(block, shape);
  }

  /** The blocks where branches after a test join. */
  List<Integer> joins(Decision decision) {
    List<Integer> joins = new ArrayList<>();
    for (int block : decision.blocks()) {
      for (int join : shape.joins(block)) {
        boolean isPart = decision.blocks().contains(join);
        if (!isPart && decision.edgesTo(join, shape) < shape.entries(join)) {
          joins.add(join);
        }
      }
    }
    Collections.sort(joins);
    return joins;
  }

  /** Makes a test whose first block has been run, and goes on accordingly. */
  Outcome fork(Decision decision, State state, Scope scope) {
    Condition condition = condition(decision, state, scope);
    return condition.negated()
        ? fork(condition.value(), decision.onFalse(), decision.onTrue(), state, scope)
        : fork(condition.value(), decision.onTrue(), decision.onFalse(), state, scope);
  }

  private Condition condition(Decision decision, State state, Scope scope) {
    if (decision.pair() == null) {
      int last = shape.flow.blocks.get(decision.block()).end() - 1;
      scope.at(walk.source(last));
      return Conditions.fallsThrough(session, code, last, state, scope);
    }
    Decision.Pair pair = decision.pair();
    Condition first = condition(pair.first(), state, scope);
    Scope more = scope.nested();
    Scope decided = scope.nested();
    State end = state.copy();
    List<Value> second = null;
    if (instructions.run(shape.flow.blocks.get(pair.second().block()), end, more)) {
      Condition condition = condition(pair.second(), end, more);
      boolean negated = condition.negated() != pair.negated();
      second = List.of(new Condition(condition.value(), negated).plain(more));
    }
    List<Value> known = List.of(decided.constant(pair.and() ? 0 : 1));
    boolean moreFirst = pair.and() != first.negated();
    Region a = moreFirst ? more.region(second) : decided.region(known);
    Region b = moreFirst ? decided.region(known) : more.region(second);
    Value result = new Value(Type.INT, "c");
    session.markBoolean(result);
    scope.append(new Op.If(), List.of(first.value()), List.of(result), List.of(a, b));
    return new Condition(result, false);
  }

  /** Goes to one block if the condition is not 0, else to the other. */
  private Outcome fork(Value condition, int then, int other, State state, Scope scope) {
    Integer known = session.constant(condition);
    if (known != null || then == other) {
      return walk.edge(known == null || known != 0 ? then : other, state, scope);
    }
    boolean thenEnds = !shape.returns(then) && !walk.isStop(then) && shape.returns(other);
    boolean otherEnds = !shape.returns(other) && !walk.isStop(other) && shape.returns(then);
    Scope a = scope.nested();
    Scope b = scope.nested();
    Outcome first = otherEnds ? null : walk.edge(then, state.copy(), a);
    if (thenEnds && first.never()) {
      return passing(condition, a.region(null), b.region(List.of()), other, state, scope);
    }
    Outcome second = walk.edge(other, state.copy(), b);
    if (otherEnds && second.never()) {
      return passing(condition, a.region(List.of()), b.region(null), then, state, scope);
    }
    return Merge.of(
        session,
        scope,
        condition,
        new Merge.Branch(a, otherEnds ? walk.edge(then, state.copy(), a) : first),
        new Merge.Branch(b, second),
        walk.names().joined(state, slots));
  }

  /** Makes an if of which only one branch goes on, so that what follows need not be nested. */
  private Outcome passing(
      Value condition, Region then, Region other, int next, State state, Scope scope) {
    scope.append(new Op.If(), List.of(condition), List.of(), List.of(then, other));
    return walk.arrive(next, state);
  }

  /** Goes to the case whose value the key has, else to the first successor. */
  Outcome choose(List<SwitchCase> cases, int[] next, State state, Scope scope) {
    Map<Integer, List<Integer>> keys = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      if (next[i + 1] != next[0]) {
        keys.computeIfAbsent(next[i + 1], _ -> new ArrayList<>()).add(cases.get(i).caseValue());
      }
    }
    Value key = state.pop();
    return choose(new ArrayDeque<>(keys.entrySet()), next[0], state, key, scope);
  }

  private Outcome choose(
      Deque<Map.Entry<Integer, List<Integer>>> cases,
      int otherwise,
      State state,
      Value key,
      Scope scope) {
    if (cases.isEmpty()) {
      return walk.edge(otherwise, state, scope);
    }
    Map.Entry<Integer, List<Integer>> first = cases.removeFirst();
    Value is = null;
    for (int value : first.getValue()) {
      Value equal = scope.compare(EQ, key, scope.constant(value));
      is = is == null ? equal : scope.or(is, equal);
    }
    Scope a = scope.nested();
    Scope b = scope.nested();
    Outcome then = walk.edge(first.getKey(), state.copy(), a);
    Outcome other = choose(cases, otherwise, state.copy(), key, b);
    return Merge.of(
        session,
        scope,
        is,
        new Merge.Branch(a, then),
        new Merge.Branch(b, other),
        walk.names().joined(state, slots));
  }
}
