package dev.cusp.lift;

import static dev.cusp.ir.Op.Compare.Relation.EQ;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Outcome.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A loop under construction: its variables before the body is walked, its results afterwards. */
final class LoopEnd {
  private final Walk walk;
  private final Session session;
  private final int header;
  private final Scope scope;
  private final Scope body;
  private final State inner;
  private final List<Place> places = new ArrayList<>();
  private final List<Value> initial = new ArrayList<>();
  private final List<Value> next = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();

  /** Variables that are boxes of numbers; the numbers are variables after those in places. */
  private final List<Integer> boxes = new ArrayList<>();

  LoopEnd(Walk walk, int header, State state, Scope scope) {
    this.walk = walk;
    this.session = walk.session;
    this.header = header;
    this.scope = scope;
    this.body = scope.nested();
    this.inner = state.copy();
    BitSet slots = walk.shape.assigned(header);
    slots.set(walk.code.maxLocals, state.locals.length);
    for (int slot = 0; slot < state.locals.length; slot++) {
      Value before = state.locals[slot];
      if (slots.get(slot) && before != null && walk.isLive(header, slot)) {
        before = LambdaClasses.object(before, scope);
        Type type = before.type();
        if (type.isReference() && StandIns.of(before) == null) {
          type = walk.names().declared(header, slot, type);
        }
        inner.locals[slot] = body.param(type, walk.names().variable(header, slot, before));
        places.add(Place.of(slot, before));
        initial.add(before);
      }
    }
    for (int i = 0; i < places.size(); i++) {
      Value number = session.facts.boxed(initial.get(i));
      if (number != null) {
        boxes.add(i);
        initial.add(number);
        Value box = body.params().get(i);
        session.facts.setBoxed(box, body.param(number.type(), box.name()));
      }
    }
  }

  /** The state at the start of the body. */
  State inner() {
    return inner;
  }

  Scope body() {
    return body;
  }

  /** Appends the loop, given where control goes from the end of its body. */
  Outcome close(Outcome outcome) {
    if (outcome.never()) {
      scope.append(new Op.Loop(), initial, results(), List.of(body.region(null)));
      return Outcome.NEVER;
    }
    Map<Integer, List<Place>> exits = new HashMap<>(outcome.places());
    List<Place> again = exits.remove(header);
    if (exits.isEmpty()) {
      int start = walk.shape.flow.blocks.get(header).start();
      throw walk.refuse(start, "this loop never ends; give it a way to end");
    }
    for (int i = 0; i < places.size(); i++) {
      Value value = outcome.values().get(places.get(i));
      next.add(value == null ? body.params().get(i) : LambdaClasses.object(value, body));
      if (StandIns.of(initial.get(i)) != null
          && !next.get(i).type().equals(initial.get(i).type())) {
        int start = walk.shape.flow.blocks.get(header).start();
        throw walk.refuse(start, "%s changes its class in this loop".formatted(next.get(i).name()));
      }
    }
    for (int i : boxes) {
      next.add(number(next.get(i)));
    }
    TreeMap<Place, Value> values = new TreeMap<>();
    results();
    for (int k = 0; k < boxes.size(); k++) {
      session.facts.setBoxed(results.get(boxes.get(k)), results.get(places.size() + k));
    }
    for (List<Place> used : exits.values()) {
      for (Place place : used) {
        values.computeIfAbsent(place, p -> after(p, outcome.values().get(p)));
      }
    }
    Value selector = null;
    if (exits.size() > 1) {
      boolean isBoolean = session.isBoolean(outcome.selector());
      selector = column(outcome.selector(), Type.INT, "exit");
      if (isBoolean) {
        session.markBoolean(selector);
      }
    }
    append(again == null ? null : outcome);
    List<Integer> targets = new ArrayList<>(outcome.targets());
    targets.replaceAll(t -> t == header ? -1 : t);
    return new Outcome(targets, selector, values, exits);
  }

  private Value number(Value box) {
    if (session.isNull(box)) {
      int start = walk.shape.flow.blocks.get(header).start();
      throw walk.refuse(start, "a variable of this loop is a number or null; use double or float");
    }
    return Boxing.number(box, session, body);
  }

  private List<Value> results() {
    for (Value param : body.params()) {
      results.add(param.copy());
    }
    return results;
  }

  /** What a place holds after the loop. */
  private Value after(Place place, Value value) {
    int known = places.indexOf(place);
    if (known >= 0) {
      return results.get(known);
    }
    if (!body.defines(value)) {
      return value;
    }
    Value result = column(value, value.type(), value.name());
    Value number = session.facts.boxed(value);
    if (number != null) {
      boolean isInside = body.defines(number);
      Value after = isInside ? column(number, number.type(), number.name()) : number;
      session.facts.setBoxed(result, after);
    }
    return result;
  }

  /** One more variable of the loop, without a meaning at its start. */
  private Value column(Value value, Type type, String name) {
    int known = next.lastIndexOf(value);
    if (known >= places.size()) {
      return results.get(known);
    }
    body.param(type, name);
    initial.add(scope.zero(type));
    next.add(value);
    Value result = new Value(type, name);
    results.add(result);
    return result;
  }

  private void append(Outcome outcome) {
    Value again =
        outcome == null ? body.constant(0) : outcome.isSingle() ? body.constant(1) : again(outcome);
    List<Value> yields = new ArrayList<>(next);
    yields.addFirst(again);
    scope.append(new Op.Loop(), initial, results, List.of(body.region(yields)));
  }

  /** The value that tells whether to repeat; brings a while loop into its shape. */
  private Value again(Outcome outcome) {
    Value selector = outcome.selector();
    int index = outcome.targets().indexOf(header);
    boolean flag = session.isBoolean(selector) && index < 2;
    Stmt last = body.body().isEmpty() ? null : body.body().getLast();
    boolean decides =
        flag
            && last != null
            && last.op() instanceof Op.If
            && last.operand(0) == selector
            && last.regions().stream().noneMatch(Region::diverges);
    if (decides) {
      body.body().removeLast();
    }
    Value again;
    if (flag && index == 1) {
      again = selector;
    } else if (flag) {
      again = body.not(selector);
    } else {
      again = body.compare(EQ, selector, body.constant(index));
    }
    if (decides) {
      decide(last, again, index == 0);
    }
    return again;
  }

  /** Puts the last if back so that its results are all the next values. */
  private void decide(Stmt last, Value again, boolean swapped) {
    List<Value> old = last.results();
    Region then = last.regions().get(swapped ? 1 : 0);
    Region other = last.regions().get(swapped ? 0 : 1);
    List<Value> thenYields = new ArrayList<>();
    List<Value> otherYields = new ArrayList<>();
    List<Value> fresh = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      Value value = next.get(i);
      int known = old.indexOf(value);
      thenYields.add(known < 0 ? value : then.yields().get(known));
      otherYields.add(known < 0 ? value : other.yields().get(known));
      fresh.add(results.get(i).copy());
    }
    Region tail = new Region(List.of(), then.body(), thenYields);
    Region exit = new Region(List.of(), other.body(), otherYields);
    body.append(new Op.If(), List.of(again), fresh, List.of(tail, exit));
    next.clear();
    next.addAll(fresh);
  }
}
