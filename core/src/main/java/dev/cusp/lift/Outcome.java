package dev.cusp.lift;

import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where control goes from the end of a region, and the values it takes along.
 *
 * @param targets the blocks it may go to, by the value of the selector; -1 for one it does not go
 *     to; empty where it never reaches the end
 * @param selector tells which target it is, where there are several; with two targets 0 or 1
 * @param values by {@link Place}; those of places that some target does not use are arbitrary there
 * @param places which places each target uses
 */
record Outcome(
    List<Integer> targets,
    Value selector,
    SortedMap<Place, Value> values,
    Map<Integer, List<Place>> places) {
  static final Outcome NEVER = new Outcome(List.of(), null, Collections.emptySortedMap(), Map.of());

  /**
   * A local variable or a position of the operand stack, after the locals, that holds a value of a
   * certain kind: one slot can be an int for one target and a double for another.
   */
  record Place(int slot, char kind) implements Comparable<Place> {
    static Place of(int slot, Value value) {
      return new Place(
          slot,
          value.type().isReference() ? 'A' : value.type().desc().descriptorString().charAt(0));
    }

    @Override
    public int compareTo(Place other) {
      return slot != other.slot ? Integer.compare(slot, other.slot) : kind - other.kind;
    }
  }

  boolean never() {
    return places.isEmpty();
  }

  /** Whether control always goes to one target. */
  boolean isSingle() {
    return places.size() == 1;
  }

  int single() {
    return places.keySet().iterator().next();
  }

  boolean reaches(int target) {
    return places.containsKey(target);
  }

  /** The state in which control comes to a target. */
  State state(int target, int maxLocals) {
    Value[] locals = new Value[maxLocals];
    List<Value> stack = new ArrayList<>();
    for (Place place : places.get(target)) {
      if (place.slot() < maxLocals) {
        locals[place.slot()] = values.get(place);
      } else {
        stack.add(values.get(place));
      }
    }
    return new State(locals, stack);
  }
}
