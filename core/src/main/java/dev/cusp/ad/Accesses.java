package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ad.Indices.Index;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The array elements that a loop loads and stores, and which of the loads it can do without. */
final class Accesses {
  /** A load or store of an element; the value is what is there afterwards. */
  record Element(Index index, Value value, Stmt stmt) {
    boolean isLoad() {
      return stmt.op() instanceof Op.Load;
    }
  }

  private final Aliases aliases;
  private final Loops.While shape;
  private final Indices indices;

  /** The accesses of each array, in order; a null where one of them has no index. */
  private final Map<Value, List<Element>> elements = new IdentityHashMap<>();

  private final Map<Place, List<Stmt>> stores = new IdentityHashMap<>();

  /** Arrays that are read under a condition too. */
  private final Set<Place> alsoRead = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is loaded, where the same round has it already. */
  final Map<Value, Value> same = new IdentityHashMap<>();

  /** Loads of what the round before has loaded or stored, with that value. */
  final Map<Element, Value> sources = new LinkedHashMap<>();

  /** Stores that the next round overwrites, with the loads that would find them there. */
  final Map<Element, Element> overwritten = new LinkedHashMap<>();

  private Accesses(Aliases aliases, Loops.While shape, Indices indices) {
    this.aliases = aliases;
    this.shape = shape;
    this.indices = indices;
  }

  /** The accesses of a loop, or null where it may change memory in ways not seen. */
  static Accesses of(Aliases aliases, Loops.While shape, Indices indices) {
    Accesses accesses = new Accesses(aliases, shape, indices);
    if (!accesses.scan(shape.head(), true) || !accesses.scan(shape.tail().body(), true)) {
      return null;
    }
    accesses.elements.forEach(accesses::choose);
    return accesses;
  }

  /** All loads of elements with a known index. */
  Stream<Element> loads() {
    return elements.values().stream().flatMap(List::stream).filter(a -> a != null && a.isLoad());
  }

  /** Notes accesses; false where memory may change in ways not seen. */
  private boolean scan(List<Stmt> body, boolean always) {
    for (Stmt s : body) {
      switch (s.op()) {
        case Op.Load(var _), Op.Store(var _) -> access(s, always);
        case Op.Call call when !call.isPure() -> {
          return false;
        }
        case Op.Apply _, Op.Dynamic _, Op.New _ -> {
          return false;
        }
        default -> {}
      }
      for (Region r : s.regions()) {
        if (!scan(r.body(), false)) {
          return false;
        }
      }
    }
    return true;
  }

  private void access(Stmt s, boolean always) {
    Value array = s.operand(0);
    boolean store = s.op() instanceof Op.Store;
    if (store) {
      stores.computeIfAbsent(aliases.place(array), k -> new ArrayList<>()).add(s);
    }
    if (!store && (!always || indices.isInside(array))) {
      alsoRead.add(aliases.place(array));
    }
    if (!indices.isInside(array) && (always || store)) {
      Value there = store ? s.operand(2) : s.result();
      Index index = always ? indices.of(s.operand(1)) : null;
      boolean fits = index != null && isCounted(index) && isWhole(array);
      elements
          .computeIfAbsent(array, k -> new ArrayList<>())
          .add(fits ? new Element(index, there, s) : null);
    }
  }

  /**
   * Whether an element is another in each round, and where the first one is can be asked before.
   */
  private boolean isCounted(Index index) {
    return index.variable() >= 0
        && index.subtracted().isEmpty()
        && index.added().stream().noneMatch(indices::isInside);
  }

  /** Stores to arrays of bytes and the like cut their value. */
  private static boolean isWhole(Value array) {
    return "DFJI".contains(array.type().desc().componentType().descriptorString());
  }

  /** Finds the loads of an array that need not be made. */
  private void choose(Value array, List<Element> list) {
    List<Stmt> written = stores.getOrDefault(aliases.place(array), List.of());
    if (list.contains(null) && !written.isEmpty()) {
      return;
    }
    List<Element> known = list.stream().filter(a -> a != null).toList();
    boolean apart = written.stream().allMatch(s -> known.stream().anyMatch(a -> a.stmt() == s));
    boolean oneKind = known.stream().map(a -> a.index().kind()).distinct().count() == 1;
    if (!apart || !written.isEmpty() && !oneKind) {
      return;
    }
    for (int t = 0; t < known.size(); t++) {
      Element here = known.get(t);
      if (!here.isLoad()) {
        continue;
      }
      Element earlier = last(known.subList(0, t), here.index());
      Integer step = step(here.index().variable());
      Element before = step == null ? null : last(known, here.index().moved(step));
      if (earlier != null) {
        same.put(here.value(), earlier.value());
      } else if (before != null) {
        sources.put(here, before.value());
        boolean stays =
            last(known, here.index()).isLoad()
                || alsoRead.contains(aliases.place(array))
                || hasOtherName(array)
                || !endsAtNextRound(here.index().variable());
        if (!before.isLoad() && !stays) {
          overwritten.put(before, here);
        }
      }
    }
  }

  private boolean hasOtherName(Value array) {
    return elements.keySet().stream()
        .anyMatch(a -> a != array && aliases.place(a) == aliases.place(array));
  }

  /** Whether a variable is in the end what one more round would begin with. */
  private boolean endsAtNextRound(int variable) {
    return indices.is(shape.exit().get(variable), variable);
  }

  private static Element last(List<Element> accesses, Index index) {
    for (int i = accesses.size() - 1; i >= 0; i--) {
      if (accesses.get(i).index().equals(index)) {
        return accesses.get(i);
      }
    }
    return null;
  }

  /** What a variable changes by in each round, or null. */
  private Integer step(int variable) {
    Index next = indices.of(shape.tail().yields().get(variable));
    boolean steps =
        next != null
            && next.variable() == variable
            && next.added().isEmpty()
            && next.subtracted().isEmpty()
            && next.offset() != 0;
    return steps ? next.offset() : null;
  }
}
