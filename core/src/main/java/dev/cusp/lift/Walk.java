package dev.cusp.lift;

import static dev.cusp.ir.Op.Compare.Relation.EQ;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Conditions.Condition;
import dev.cusp.lift.Outcome.Place;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks once over a method's blocks and appends what they do to a scope, branches and loops nested.
 *
 * <p>A walk from a block ends where control comes to a block that someone around waits for, its
 * stop: a join of an enclosing branch, the header of an enclosing loop, what follows such a loop,
 * or the return.
 */
final class Walk {
  final Session session;
  final Shape shape;
  final Code code;
  private final Source calledFrom;
  private final Instructions instructions;
  private final Names names;
  private final int[] stops;
  private final int slots;
  private final Map<Integer, Decision> decisions = new HashMap<>();
  private final Map<Integer, Source> sources = new HashMap<>();

  /** The object under construction, or null. */
  final Construction construction;

  Walk(Session session, Shape shape, Source calledFrom, Calls calls, Construction construction) {
    this.session = session;
    this.shape = shape;
    this.code = shape.code;
    this.calledFrom = calledFrom;
    this.construction = construction;
    this.slots = code.maxLocals + (construction == null ? 0 : construction.fields().size());
    this.names = new Names(session, shape, slots);
    this.instructions = new Instructions(this, calls);
    this.stops = new int[shape.exit() + 1];
    stops[shape.exit()] = 1;
  }

  /** Walks the whole method; the outcome is its return, or none. */
  Outcome method(State state, Scope scope) {
    Source before = scope.source();
    Outcome outcome = from(0, state, scope, false);
    scope.at(before);
    return outcome;
  }

  Source source(int instruction) {
    return sources.computeIfAbsent(
        code.line(instruction),
        line ->
            new Source(
                ClassDesc.ofDescriptor(code.owner.descriptorString()),
                code.name,
                code.file,
                line,
                calledFrom));
  }

  LiftException refuse(int instruction, String what) {
    StringBuilder message = new StringBuilder(code.where(instruction)).append(": ").append(what);
    for (Source at = calledFrom; at != null; at = at.calledFrom()) {
      message.append("\n  called from ").append(at);
    }
    return new LiftException(message.toString());
  }

  Names names() {
    return names;
  }

  /** Walks on from an edge: nowhere if its target is a stop. */
  private Outcome edge(int target, State state, Scope scope) {
    return stops[target] > 0 ? arrive(target, state) : from(target, state, scope, false);
  }

  private Outcome from(int start, State entry, Scope scope, boolean insideLoop) {
    int block = start;
    State state = entry;
    boolean inside = insideLoop;
    while (true) {
      List<Integer> joins = new ArrayList<>();
      Outcome outcome;
      if (shape.isHeader(block) && !inside) {
        open(shape.after(block), joins);
        outcome = loop(block, state, scope);
      } else {
        if (!instructions.run(shape.flow.blocks.get(block), state, scope)) {
          return Outcome.NEVER;
        }
        Decision decision = decision(block);
        open(joins(decision == null ? Decision.single(block, shape) : decision), joins);
        outcome = decision == null ? leave(block, state, scope) : fork(decision, state, scope);
      }
      inside = false;
      for (int i = 0; i < joins.size(); i++) {
        int join = joins.get(i);
        stops[join]--;
        boolean last = i == joins.size() - 1;
        if (outcome.reaches(join) && !(last && outcome.isSingle())) {
          outcome = join(join, outcome, scope);
        }
      }
      if (!outcome.isSingle() || stops[outcome.single()] > 0) {
        return outcome;
      }
      block = outcome.single();
      state = outcome.state(block, slots);
    }
  }

  /** Waits for those of the blocks that nobody waits for yet. */
  private void open(List<Integer> blocks, List<Integer> opened) {
    for (int block : blocks) {
      if (stops[block] == 0) {
        opened.add(block);
      }
    }
    opened.forEach(block -> stops[block]++);
  }

  /** Walks from a block that control comes to in this outcome, always or sometimes. */
  private Outcome join(int block, Outcome outcome, Scope scope) {
    State state = outcome.state(block, slots);
    if (outcome.isSingle()) {
      return from(block, state, scope, false);
    }
    int index = outcome.targets().indexOf(block);
    List<Integer> targets = new ArrayList<>(outcome.targets());
    targets.set(index, -1);
    Map<Integer, List<Place>> places = new HashMap<>(outcome.places());
    places.remove(block);
    Outcome rest = new Outcome(targets, outcome.selector(), outcome.values(), places);
    Merge.Joined joined = names.joined(outcome.values());
    boolean flag = session.isBoolean(outcome.selector()) && index < 2;
    Value condition =
        flag ? outcome.selector() : scope.compare(EQ, outcome.selector(), scope.constant(index));
    Scope taken = scope.nested();
    Merge.Branch here = new Merge.Branch(taken, from(block, state, taken, false));
    Merge.Branch pass = new Merge.Branch(scope.nested(), rest);
    return flag && index == 0
        ? Merge.of(session, scope, condition, pass, here, joined)
        : Merge.of(session, scope, condition, here, pass, joined);
  }

  /** The outcome of coming to a stop. */
  private Outcome arrive(int target, State state) {
    List<Place> places = new ArrayList<>();
    TreeMap<Place, Value> values = new TreeMap<>();
    for (int slot = 0; slot < state.locals.length; slot++) {
      if (state.locals[slot] != null && isLive(target, slot)) {
        Place place = Place.of(slot, state.locals[slot]);
        places.add(place);
        values.put(place, state.locals[slot]);
      }
    }
    for (int i = 0; i < state.stack.size(); i++) {
      Place place = Place.of(slots + i, state.stack.get(i));
      places.add(place);
      values.put(place, state.stack.get(i));
    }
    return new Outcome(List.of(target), null, values, Map.of(target, places));
  }

  /** Fields under construction are in the slots after the local variables, and always live. */
  boolean isLive(int block, int slot) {
    return slot >= code.maxLocals || shape.live(block).get(slot);
  }

  /** Decides at the end of a block where to go. */
  private Outcome leave(int block, State state, Scope scope) {
    Flow.Block b = shape.flow.blocks.get(block);
    int last = b.end() - 1;
    Instruction instruction = code.instructions.get(last);
    int[] next = b.successors();
    return switch (instruction) {
      case ReturnInstruction r -> {
        Value result = r.opcode() == java.lang.classfile.Opcode.RETURN ? null : state.pop();
        state.stack.clear();
        if (result != null) {
          state.push(result);
        }
        yield arrive(shape.exit(), state);
      }
      case ThrowInstruction _ -> {
        scope.at(source(last));
        scope.effect(new Op.Throw(), state.pop());
        yield Outcome.NEVER;
      }
      case TableSwitchInstruction s -> choose(s.cases(), next, state, scope);
      case LookupSwitchInstruction s -> choose(s.cases(), next, state, scope);
      default -> edge(next[0], state, scope);
    };
  }

  /** The test at the end of a block, or null. */
  private Decision decision(int block) {
    if (!Decision.isJump(shape.flow.blocks.get(block), code)) {
      return null;
    }
    Decision decision = Decision.at(block, shape, decisions);
    boolean free = decision.blocks().stream().skip(1).allMatch(b -> stops[b] == 0);
    return free ? decision : Decision.single(block, shape);
  }

  /** The blocks where branches after a test join. */
  private List<Integer> joins(Decision decision) {
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
  private Outcome fork(Decision decision, State state, Scope scope) {
    Condition condition = condition(decision, state, scope);
    return condition.negated()
        ? fork(condition.value(), decision.onFalse(), decision.onTrue(), state, scope)
        : fork(condition.value(), decision.onTrue(), decision.onFalse(), state, scope);
  }

  private Condition condition(Decision decision, State state, Scope scope) {
    if (decision.pair() == null) {
      int last = shape.flow.blocks.get(decision.block()).end() - 1;
      scope.at(source(last));
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
      return edge(known == null || known != 0 ? then : other, state, scope);
    }
    boolean thenEnds = !shape.returns(then) && stops[then] == 0 && shape.returns(other);
    boolean otherEnds = !shape.returns(other) && stops[other] == 0 && shape.returns(then);
    Scope a = scope.nested();
    Scope b = scope.nested();
    Outcome first = otherEnds ? null : edge(then, state.copy(), a);
    if (thenEnds && first.never()) {
      return passing(condition, a.region(null), b.region(List.of()), other, state, scope);
    }
    Outcome second = edge(other, state.copy(), b);
    if (otherEnds && second.never()) {
      return passing(condition, a.region(List.of()), b.region(null), then, state, scope);
    }
    return Merge.of(
        session,
        scope,
        condition,
        new Merge.Branch(a, otherEnds ? edge(then, state.copy(), a) : first),
        new Merge.Branch(b, second),
        names.joined(state, slots));
  }

  /** Makes an if of which only one branch goes on, so that what follows need not be nested. */
  private Outcome passing(
      Value condition, Region then, Region other, int next, State state, Scope scope) {
    scope.append(new Op.If(), List.of(condition), List.of(), List.of(then, other));
    return arrive(next, state);
  }

  /** Goes to the case whose value the key has, else to the first successor. */
  private Outcome choose(List<SwitchCase> cases, int[] next, State state, Scope scope) {
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
      return edge(otherwise, state, scope);
    }
    Map.Entry<Integer, List<Integer>> first = cases.removeFirst();
    Value is = null;
    for (int value : first.getValue()) {
      Value equal = scope.compare(EQ, key, scope.constant(value));
      is = is == null ? equal : scope.or(is, equal);
    }
    Scope a = scope.nested();
    Scope b = scope.nested();
    Outcome then = edge(first.getKey(), state.copy(), a);
    Outcome other = choose(cases, otherwise, state.copy(), key, b);
    return Merge.of(
        session,
        scope,
        is,
        new Merge.Branch(a, then),
        new Merge.Branch(b, other),
        names.joined(state, slots));
  }

  private Outcome loop(int header, State state, Scope scope) {
    LoopEnd end = new LoopEnd(this, header, state, scope);
    stops[header]++;
    Outcome outcome = from(header, end.inner(), end.body(), true);
    stops[header]--;
    return end.close(outcome);
  }
}
