package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves runs of statements of a region into functions of their own.
 *
 * <p>What a run reads becomes arguments; one value it defines becomes the result, the others go
 * through the frame, and are read from there by who needs them. Values keep their identity: one
 * that two functions see is a parameter, a result or a load in each.
 */
final class Outline {
  /** Statements from start to end, which is excluded. */
  record Run(int start, int end) {}

  private final Func whole;
  private final Limits limits;
  private final Frame frame;
  private final Map<Value, Stmt> constants;
  private final Map<Func, Func> parts;

  /** Values that are in the frame at this point, and whether they are also defined here. */
  private final Map<Value, Boolean> framed = new HashMap<>();

  private final List<Stmt> out = new ArrayList<>();

  Outline(
      Func whole, Limits limits, Frame frame, Map<Value, Stmt> constants, Map<Func, Func> parts) {
    this.whole = whole;
    this.limits = limits;
    this.frame = frame;
    this.constants = constants;
    this.parts = parts;
  }

  /** The region with each of the runs, which ascend, replaced by a call. */
  Region replace(Region region, List<Run> runs) {
    Map<Value, Integer> lastUse = lastUses(region);
    int at = 0;
    for (Run run : runs) {
      keep(region, at, run.start());
      call(region.body().subList(run.start(), run.end()), run.end(), lastUse);
      at = run.end();
    }
    keep(region, at, region.body().size());
    if (!region.diverges()) {
      define(region.yields());
    }
    return new Region(region.params(), out, region.yields());
  }

  private void keep(Region region, int start, int end) {
    for (Stmt stmt : region.body().subList(start, end)) {
      define(free(List.of(stmt)));
      out.add(stmt);
    }
  }

  /** Loads those values here that are in the frame only. */
  private void define(Iterable<Value> values) {
    for (Value value : values) {
      if (Boolean.FALSE.equals(framed.get(value))) {
        frame.load(value, out);
        framed.put(value, true);
      }
    }
  }

  private void call(List<Stmt> run, int end, Map<Value, Integer> lastUse) {
    List<Stmt> body = new ArrayList<>();
    prepare(run, body);
    body.addAll(run);
    List<Value> leaving = leaving(run, end, lastUse);
    Value result = result(leaving);
    for (Value value : leaving) {
      if (value != result) {
        frame.store(value, body);
        framed.put(value, false);
      }
    }
    for (Stmt stmt : run) {
      if (stmt.op() instanceof Op.Const) {
        out.add(stmt);
      }
    }
    List<Value> results = result == null ? List.of() : List.of(result);
    List<Value> params = List.copyOf(free(body));
    Source source = run.getFirst().source();
    Region region = new Region(params, body, results);
    Func part = new Func(whole.name() + "$part", region, whole.host(), whole.source());
    parts.put(part, whole);
    Func.Ref ref = new Func.Ref(part.name());
    ref.complete(part);
    out.add(new Stmt(new Op.Apply(ref), params, results, List.of(), source));
  }

  /** Makes constants, and values from the frame, known to a part. */
  private void prepare(List<Stmt> run, List<Stmt> body) {
    int slots = 0;
    for (Value value : free(run)) {
      slots += value.type().slots();
      if (constants.containsKey(value)) {
        body.add(constants.get(value));
      } else if (framed.containsKey(value)) {
        frame.load(value, body);
      } else if (slots > limits.slots() && !frame.isArray(value)) {
        frame.store(value, out);
        framed.put(value, true);
        frame.load(value, body);
      }
    }
  }

  /** What a run defines and later statements read. */
  private static List<Value> leaving(List<Stmt> run, int end, Map<Value, Integer> lastUse) {
    List<Value> leaving = new ArrayList<>();
    for (Stmt stmt : run) {
      for (Value result : stmt.results()) {
        if (!(stmt.op() instanceof Op.Const) && lastUse.getOrDefault(result, -1) >= end) {
          leaving.add(result);
        }
      }
    }
    return leaving;
  }

  /** The one that a part returns: a reference before others, as it spares a cast. */
  private static Value result(List<Value> leaving) {
    for (Value value : leaving) {
      if (value.type().isReference()) {
        return value;
      }
    }
    return leaving.isEmpty() ? null : leaving.getFirst();
  }

  /** For each value, the last statement of the region that reads it; its yields come after all. */
  static Map<Value, Integer> lastUses(Region region) {
    Map<Value, Integer> last = new HashMap<>();
    for (int i = 0; i < region.body().size(); i++) {
      for (Value value : free(region.body().subList(i, i + 1))) {
        last.put(value, i);
      }
    }
    if (!region.diverges()) {
      for (Value value : region.yields()) {
        last.put(value, region.body().size());
      }
    }
    return last;
  }

  /** What statements read and do not define. */
  private static Set<Value> free(List<Stmt> stmts) {
    Set<Value> free = new LinkedHashSet<>();
    Set<Value> defined = new HashSet<>();
    for (Stmt stmt : stmts) {
      collect(stmt, free, defined);
    }
    free.removeAll(defined);
    return free;
  }

  private static void collect(Stmt stmt, Set<Value> read, Set<Value> defined) {
    read.addAll(Effects.reads(stmt));
    defined.addAll(stmt.results());
    for (Region region : stmt.regions()) {
      defined.addAll(region.params());
      for (Stmt inner : region.body()) {
        collect(inner, read, defined);
      }
      if (!region.diverges()) {
        read.addAll(region.yields());
      }
    }
  }
}
