package dev.cusp.pass;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces small arrays that never leave the function, and whose indices are constants, by a
 * variable for each element (scalar replacement of aggregates).
 *
 * <p>Points in space, rotations and the like then have tangents and cotangents in variables too,
 * instead of shadow arrays in memory.
 */
public final class Scalars {
  /** Arrays longer than this stay arrays. */
  private static final int LONGEST = 16;

  private final Map<Value, Object> constants = new IdentityHashMap<>();

  /** The arrays to be replaced, with their lengths. */
  private final Map<Value, Integer> arrays = new IdentityHashMap<>();

  /** The arrays in the order they are made in, so that results are the same every time. */
  private final List<Value> order = new ArrayList<>();

  /** The region each array is made in. */
  private final Map<Value, Region> homes = new IdentityHashMap<>();

  private final Map<Value, Value> same = new IdentityHashMap<>();

  private Scalars() {}

  /** The function with such arrays replaced; other values keep their identity. */
  public static Func of(Func f) {
    Scalars pass = new Scalars();
    pass.find(f.body());
    if (pass.arrays.isEmpty()) {
      return f;
    }
    int before;
    do {
      before = pass.arrays.size();
      pass.check(f.body(), null);
      pass.homes.keySet().retainAll(pass.arrays.keySet());
    } while (pass.arrays.size() < before);
    pass.order.retainAll(pass.arrays.keySet());
    if (pass.arrays.isEmpty()) {
      return f;
    }
    Map<Value, Value[]> elements = new IdentityHashMap<>();
    List<Stmt> body = pass.body(f.body(), elements);
    List<Value> yields = f.body().diverges() ? null : pass.get(f.body().yields());
    return new Func(f.name(), new Region(f.body().params(), body, yields), f.host(), f.source());
  }

  /** Finds the arrays of a known length, and what may be one or the other of two. */
  private void find(Region region) {
    for (Stmt s : region.body()) {
      s.regions().forEach(this::find);
      switch (s.op()) {
        case Op.Const(Object c) -> constants.put(s.result(), c);
        case Op.NewArray _ -> {
          boolean small =
              s.operands().size() == 1
                  && constants.get(s.operand(0)) instanceof Integer n
                  && n >= 0
                  && n <= LONGEST
                  && isNumber(s.result().type());
          if (small) {
            add(s.result(), (Integer) constants.get(s.operand(0)), region);
          }
        }
        case Op.If _ -> {
          for (int i = 0; i < s.results().size(); i++) {
            Integer length = length(s, i);
            if (length != null) {
              add(s.results().get(i), length, region);
            }
          }
        }
        default -> {}
      }
    }
  }

  private void add(Value array, int length, Region home) {
    arrays.put(array, length);
    order.add(array);
    homes.put(array, home);
  }

  /** The length of the arrays that a result of an if is chosen from, or null. */
  private Integer length(Stmt s, int position) {
    Integer length = null;
    for (Region r : s.regions()) {
      if (r.diverges()) {
        continue;
      }
      Value yield = r.yields().get(position);
      Integer mine = homes.get(yield) == r ? arrays.get(yield) : null;
      boolean once = Collections.frequency(r.yields(), yield) == 1;
      if (mine == null || !once || length != null && !length.equals(mine)) {
        return null;
      }
      length = mine;
    }
    return length;
  }

  private static boolean isNumber(Type array) {
    return "DFJI".contains(array.desc().componentType().descriptorString());
  }

  /** Drops the arrays that are used in any other way. */
  private void check(Region region, Stmt around) {
    for (Stmt s : region.body()) {
      for (int k = 0; k < s.operands().size(); k++) {
        Value v = s.operand(k);
        boolean fine =
            switch (s.op()) {
              case Op.Load _, Op.Store _ -> k == 0 && isElement(v, s.operand(1));
              case Op.Length _ -> true;
              default -> false;
            };
        if (!fine) {
          arrays.remove(v);
        }
      }
      if (s.op() instanceof Op.If) {
        for (int i = 0; i < s.results().size(); i++) {
          if (arrays.containsKey(s.results().get(i)) && length(s, i) == null) {
            arrays.remove(s.results().get(i));
          }
        }
      }
      s.regions().forEach(r -> check(r, s));
    }
    for (int i = 0; !region.diverges() && i < region.yields().size(); i++) {
      boolean handed =
          around != null
              && around.op() instanceof Op.If
              && arrays.containsKey(around.results().get(i));
      if (!handed) {
        arrays.remove(region.yields().get(i));
      }
    }
  }

  private boolean isElement(Value array, Value index) {
    Integer length = arrays.get(array);
    return length != null && constants.get(index) instanceof Integer i && i >= 0 && i < length;
  }

  private Value get(Value v) {
    return same.getOrDefault(v, v);
  }

  private List<Value> get(List<Value> values) {
    return values.stream().map(this::get).toList();
  }

  /** The statements of a region; afterwards elements are those at its end. */
  private List<Stmt> body(Region region, Map<Value, Value[]> elements) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : region.body()) {
      boolean known = !s.operands().isEmpty() && arrays.containsKey(s.operand(0));
      switch (s.op()) {
        case Op.NewArray _ when arrays.containsKey(s.result()) -> create(s, elements, out);
        case Op.Load _ when known -> same.put(s.result(), elements.get(s.operand(0))[index(s)]);
        case Op.Store _ when known -> elements.get(s.operand(0))[index(s)] = get(s.operand(2));
        case Op.Length _ when known ->
            out.add(constant(arrays.get(s.operand(0)), s.result(), s.source()));
        case Op.If _ -> branch(s, elements, out);
        case Op.Loop _ -> loop(s, elements, out);
        default ->
            out.add(new Stmt(s.op(), get(s.operands()), s.results(), s.regions(), s.source()));
      }
    }
    return out;
  }

  private int index(Stmt s) {
    return (Integer) constants.get(s.operand(1));
  }

  private static Stmt constant(Object c, Value v, Source source) {
    return new Stmt(new Op.Const(c), List.of(), List.of(v), List.of(), source);
  }

  private void create(Stmt s, Map<Value, Value[]> elements, List<Stmt> out) {
    ClassDesc type = s.result().type().desc().componentType();
    Object zero =
        switch (type.descriptorString()) {
          case "D" -> (Object) 0.0;
          case "F" -> 0f;
          case "J" -> 0L;
          default -> 0;
        };
    Value[] all = new Value[arrays.get(s.result())];
    for (int k = 0; k < all.length; k++) {
      all[k] = element(s.result(), k);
      out.add(constant(zero, all[k], s.source()));
    }
    elements.put(s.result(), all);
  }

  private static Value element(Value array, int k) {
    return new Value(Type.of(array.type().desc().componentType()), array.name() + k);
  }

  private static Map<Value, Value[]> copy(Map<Value, Value[]> elements) {
    Map<Value, Value[]> copy = new IdentityHashMap<>();
    elements.forEach((array, all) -> copy.put(array, all.clone()));
    return copy;
  }

  private void branch(Stmt s, Map<Value, Value[]> elements, List<Stmt> out) {
    List<Map<Value, Value[]>> ends = new ArrayList<>();
    List<List<Stmt>> bodies = new ArrayList<>();
    List<List<Value>> yields = new ArrayList<>();
    for (Region r : s.regions()) {
      Map<Value, Value[]> end = copy(elements);
      bodies.add(body(r, end));
      ends.add(end);
      yields.add(r.diverges() ? null : new ArrayList<>());
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < s.results().size(); i++) {
      Value result = s.results().get(i);
      if (arrays.containsKey(result)) {
        Value[] all = new Value[arrays.get(result)];
        for (int k = 0; k < all.length; k++) {
          all[k] = element(result, k);
          results.add(all[k]);
          for (int b = 0; b < 2; b++) {
            if (yields.get(b) != null) {
              Value chosen = s.regions().get(b).yields().get(i);
              yields.get(b).add(ends.get(b).get(chosen)[k]);
            }
          }
        }
        elements.put(result, all);
      } else {
        results.add(result);
        for (int b = 0; b < 2; b++) {
          if (yields.get(b) != null) {
            yields.get(b).add(get(s.regions().get(b).yields().get(i)));
          }
        }
      }
    }
    for (Value array : order) {
      Value[] before = elements.get(array);
      if (before == null || s.results().contains(array)) {
        continue;
      }
      for (int k = 0; k < before.length; k++) {
        boolean changes = false;
        for (int b = 0; b < 2; b++) {
          changes |= yields.get(b) != null && ends.get(b).get(array)[k] != before[k];
        }
        if (changes) {
          for (int b = 0; b < 2; b++) {
            if (yields.get(b) != null) {
              yields.get(b).add(ends.get(b).get(array)[k]);
            }
          }
          before[k] = element(array, k);
          results.add(before[k]);
        }
      }
    }
    out.add(new Stmt(s.op(), get(s.operands()), results, regions(s, bodies, yields), s.source()));
  }

  private static List<Region> regions(Stmt s, List<List<Stmt>> bodies, List<List<Value>> yields) {
    List<Region> regions = new ArrayList<>();
    for (int b = 0; b < bodies.size(); b++) {
      regions.add(new Region(s.regions().get(b).params(), bodies.get(b), yields.get(b)));
    }
    return regions;
  }

  private void loop(Stmt s, Map<Value, Value[]> elements, List<Stmt> out) {
    Region r = s.regions().getFirst();
    Map<Value, boolean[]> stored = new IdentityHashMap<>();
    stores(r, stored);
    List<Value> operands = new ArrayList<>(get(s.operands()));
    List<Value> params = new ArrayList<>(r.params());
    List<Value> results = new ArrayList<>(s.results());
    Map<Value, Value[]> inside = copy(elements);
    for (Value array : order) {
      boolean[] changed = elements.containsKey(array) ? stored.get(array) : null;
      for (int k = 0; changed != null && k < changed.length; k++) {
        if (changed[k]) {
          operands.add(elements.get(array)[k]);
          inside.get(array)[k] = element(array, k);
          params.add(inside.get(array)[k]);
          elements.get(array)[k] = element(array, k);
          results.add(elements.get(array)[k]);
        }
      }
    }
    Map<Value, Value[]> outside = copy(elements);
    List<Stmt> body = body(r, inside);
    List<Value> yields = r.diverges() ? null : new ArrayList<>(get(r.yields()));
    for (Value array : order) {
      boolean[] changed = outside.containsKey(array) ? stored.get(array) : null;
      for (int k = 0; yields != null && changed != null && k < changed.length; k++) {
        if (changed[k]) {
          yields.add(inside.get(array)[k]);
        }
      }
    }
    Region region = new Region(params, body, yields);
    out.add(new Stmt(s.op(), operands, results, List.of(region), s.source()));
  }

  /** Notes which elements a region stores to. */
  private void stores(Region region, Map<Value, boolean[]> stored) {
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Store && arrays.containsKey(s.operand(0))) {
        int length = arrays.get(s.operand(0));
        stored.computeIfAbsent(s.operand(0), k -> new boolean[length])[index(s)] = true;
      }
      s.regions().forEach(inner -> stores(inner, stored));
    }
  }
}
