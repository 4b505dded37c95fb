package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a function that is too large for one method: first its loop nests become functions of
 * their own, then, where that is not enough, stretches of statements.
 */
final class Split {
  /** A method should have this share of what is split at least. */
  private static final int WORTH = 8;

  private final Func func;
  private final Limits limits;
  private final Sizes sizes = new Sizes();
  private final Frame frame = new Frame();
  private final Map<Value, Stmt> constants = new HashMap<>();
  private final Map<Func, Func> parts;

  private Split(Func func, Limits limits, Map<Func, Func> parts) {
    this.func = func;
    this.limits = limits;
    this.parts = parts;
  }

  /**
   * The function itself where it is small enough, else one that calls parts of it.
   *
   * @param parts all parts made so far, by identity, which are not split again; more are added
   */
  static Func apply(Func func, Limits limits, Map<Func, Func> parts) {
    if (parts.containsKey(func) || new Sizes().of(func.body()) <= limits.nests()) {
      return func;
    }
    Func given = Spill.apply(func, limits);
    Split split = new Split(func, limits, parts);
    split.collectConstants(given.body());
    Region body = split.shrink(given.body(), limits.large());
    List<Stmt> stmts = new ArrayList<>(split.frame.creation());
    stmts.addAll(body.body());
    Region whole = new Region(body.params(), stmts, body.yields());
    return new Func(func.name(), whole, func.host(), func.source());
  }

  private void collectConstants(Region region) {
    for (Stmt stmt : region.body()) {
      if (stmt.op() instanceof Op.Const) {
        constants.put(stmt.result(), stmt);
      }
      stmt.regions().forEach(this::collectConstants);
    }
  }

  private Region shrink(Region region, int budget) {
    Region small = shrinkWithin(region);
    if (sizes.of(small) > limits.nests()) {
      small = replace(small, nests(small));
    }
    int before;
    do {
      before = sizes.of(small);
      if (before > budget) {
        small = replace(small, stretches(small));
      }
    } while (sizes.of(small) < before);
    return small;
  }

  private Region replace(Region region, List<Outline.Run> runs) {
    return new Outline(func, limits, frame, constants, parts).replace(region, runs);
  }

  /** Makes the nested regions of large statements small. */
  private Region shrinkWithin(Region region) {
    List<Stmt> stmts = new ArrayList<>(region.body().size());
    for (Stmt stmt : region.body()) {
      stmts.add(sizes.of(stmt) > limits.nests() ? shrinkWithin(stmt) : stmt);
    }
    return new Region(region.params(), stmts, region.yields());
  }

  private Stmt shrinkWithin(Stmt stmt) {
    if (stmt.regions().isEmpty()) {
      return stmt;
    }
    List<Region> regions = new ArrayList<>();
    for (Region region : stmt.regions()) {
      regions.add(shrink(region, limits.large() / stmt.regions().size()));
    }
    return new Stmt(stmt.op(), stmt.operands(), stmt.results(), regions, stmt.source());
  }

  /** Each loop nest that is worth a call. */
  private List<Outline.Run> nests(Region region) {
    List<Outline.Run> runs = new ArrayList<>();
    for (int i = 0; i < end(region); i++) {
      Stmt stmt = region.body().get(i);
      if (isNest(stmt) && sizes.of(stmt) >= limits.nests() / WORTH) {
        runs.add(new Outline.Run(i, i + 1));
      }
    }
    return runs;
  }

  /** Whether a statement is a loop, or a loop in two forms. */
  private static boolean isNest(Stmt stmt) {
    boolean isEither =
        stmt.op() instanceof Op.If
            && stmt.regions().stream()
                .allMatch(r ->
                    !r.diverges()
                        && !r.body().isEmpty()
                        && r.body().stream().allMatch(Split::isLoop));
    return stmt.op() instanceof Op.Loop || isEither;
  }

  private static boolean isLoop(Stmt stmt) {
    return stmt.op() instanceof Op.Loop || stmt.op() instanceof Op.Const;
  }

  /** The statements, cut into parts where few values cross. */
  private List<Outline.Run> stretches(Region region) {
    int[] crossing = crossing(region);
    List<Outline.Run> runs = new ArrayList<>();
    int end = end(region);
    int start = 0;
    while (start < end) {
      int size = 0;
      int best = start;
      int i = start;
      while (i < end && (i == start || size + sizes.of(region.body().get(i)) <= limits.part())) {
        size += sizes.of(region.body().get(i));
        i++;
        if (2 * size >= limits.part() && (best == start || crossing[i] <= crossing[best])) {
          best = i;
        }
      }
      int cut = i == end || best == start ? i : best;
      if (size > limits.part() / WORTH) {
        runs.add(new Outline.Run(start, cut));
      }
      start = cut;
    }
    return runs;
  }

  /** Where a last statement that throws, and stays where it is, begins. */
  private static int end(Region region) {
    int end = region.body().size();
    while (region.diverges() && end > 0) {
      end--;
      if (!(region.body().get(end).op() instanceof Op.Const)) {
        break;
      }
    }
    return end;
  }

  /** How many values are defined before each statement and read at or after it. */
  private int[] crossing(Region region) {
    Map<Value, Integer> lastUse = Outline.lastUses(region);
    int n = region.body().size();
    int[] crossing = new int[n + 2];
    for (int i = 0; i < n; i++) {
      for (Value result : region.body().get(i).results()) {
        int last = lastUse.getOrDefault(result, i);
        if (!constants.containsKey(result) && last > i) {
          crossing[i + 1]++;
          crossing[last + 1]--;
        }
      }
    }
    for (int i = 1; i <= n; i++) {
      crossing[i] += crossing[i - 1];
    }
    return crossing;
  }
}
