package dev.cusp.lift;

import static dev.cusp.ir.Op.Compare.Relation.EQ;

import dev.cusp.ir.Op;
import dev.cusp.ir.Source;
import dev.cusp.ir.Value;
import dev.cusp.lift.Outcome.Place;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Forks forks;
  private final int[] stops;
  private final int slots;
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
    this.forks = new Forks(this, instructions, slots);
  }

  /** Walks the whole method; the outcome is its return, or none. */
  Outcome method(State state, Scope scope) {
    Source before = scope.source();
    Outcome outcome = from(0, state, scope, false);
    scope.at(before);
    return outcome;
  }

  /** Whether this is the code of a method. */
  boolean isOf(Method method) {
    return code.owner == method.getDeclaringClass()
        && code.name.equals(method.getName())
        && code.type.parameterCount() == method.getParameterCount();
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
    return new LiftException(code.where(instruction) + ": " + what + trace(calledFrom));
  }

  /** The calls that led to a place, a line for each. */
  static String trace(Source calledFrom) {
    StringBuilder trace = new StringBuilder();
    for (Source at = calledFrom; at != null && !Generated.isAround(at); at = at.calledFrom()) {
      trace.append("\n  called from ").append(at);
    }
    return trace.toString();
  }

  Names names() {
    return names;
  }

  /** Whether someone around waits for a block. */
  boolean isStop(int block) {
    return stops[block] > 0;
  }

  /** Walks on from an edge: nowhere if its target is a stop. */
  Outcome edge(int target, State state, Scope scope) {
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
        Decision decision = forks.decision(block);
        open(forks.joins(decision), joins);
        outcome = leave(block, decision, state, scope);
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
  Outcome arrive(int target, State state) {
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
  private Outcome leave(int block, Decision decision, State state, Scope scope) {
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
      case TableSwitchInstruction s -> forks.choose(s.cases(), next, state, scope);
      case LookupSwitchInstruction s -> forks.choose(s.cases(), next, state, scope);
      case BranchInstruction jump when !Flow.isGoto(jump) -> forks.fork(decision, state, scope);
      default -> edge(next[0], state, scope);
    };
  }

  private Outcome loop(int header, State state, Scope scope) {
    LoopEnd end = new LoopEnd(this, header, state, scope);
    stops[header]++;
    Outcome outcome = from(header, end.inner(), end.body(), true);
    stops[header]--;
    return end.close(outcome);
  }
}
