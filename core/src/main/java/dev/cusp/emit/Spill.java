package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets large branches give many values back through arrays instead of variables: a branch of some
 * hundred results would be moves above all, which no cut makes less.
 */
final class Spill {
  private final Limits limits;
  private final Sizes sizes = new Sizes();
  private final Frame frame = new Frame();
  private final Set<Value> spilled = new HashSet<>();

  private Spill(Limits limits) {
    this.limits = limits;
  }

  /** The function with such results in arrays, where branches are too large for a method. */
  static Func apply(Func func, Limits limits) {
    Spill spill = new Spill(limits);
    spill.find(func.body());
    if (spill.spilled.isEmpty()) {
      return func;
    }
    Region body = spill.rewrite(func.body());
    List<Stmt> stmts = new ArrayList<>(spill.frame.creation());
    stmts.addAll(body.body());
    Region whole = new Region(body.params(), stmts, body.yields());
    return new Func(func.name(), whole, func.host(), func.source());
  }

  private boolean isWide(Stmt stmt) {
    return stmt.op() instanceof Op.If
        && stmt.results().size() > limits.slots()
        && sizes.of(stmt) > limits.large();
  }

  /** Finds what is to be in arrays; what a branch computes has the place of the result it gives. */
  private void find(Region region) {
    for (Stmt stmt : region.body()) {
      if (isWide(stmt)) {
        spilled.addAll(stmt.results());
        for (Region branch : stmt.regions()) {
          join(branch, stmt.results());
        }
      }
      stmt.regions().forEach(this::find);
    }
  }

  private void join(Region branch, List<Value> results) {
    if (branch.diverges()) {
      return;
    }
    Set<Value> own = new HashSet<>();
    for (Stmt stmt : branch.body()) {
      if (!(stmt.op() instanceof Op.Const)) {
        own.addAll(stmt.results());
      }
    }
    for (int i = 0; i < results.size(); i++) {
      Value given = branch.yields().get(i);
      boolean same = given.type().equals(results.get(i).type());
      if (same && own.remove(given)) {
        frame.join(given, results.get(i));
      }
    }
  }

  private Region rewrite(Region region) {
    List<Stmt> out = new ArrayList<>(region.body().size());
    for (Stmt stmt : region.body()) {
      List<Value> operands = read(stmt.operands(), out);
      boolean wide = !stmt.results().isEmpty() && spilled.contains(stmt.results().getFirst());
      List<Region> regions = new ArrayList<>();
      for (Region inner : stmt.regions()) {
        Region body = rewrite(inner);
        regions.add(wide && !body.diverges() ? stored(inner, body, stmt.results()) : body);
      }
      List<Value> results = wide ? List.of() : stmt.results();
      out.add(new Stmt(stmt.op(), operands, results, regions, stmt.source()));
      if (!wide) {
        results.stream().filter(frame::isJoined).forEach(v -> frame.store(v, out));
      }
    }
    return new Region(region.params(), out, region.diverges() ? null : read(region.yields(), out));
  }

  /** The values with those that are in arrays loaded from there. */
  private List<Value> read(List<Value> values, List<Stmt> out) {
    if (values.stream().noneMatch(spilled::contains)) {
      return values;
    }
    List<Value> read = new ArrayList<>();
    for (Value value : values) {
      if (spilled.contains(value)) {
        Value copy = value.copy();
        frame.join(copy, value);
        frame.load(copy, out);
        read.add(copy);
      } else {
        read.add(value);
      }
    }
    return read;
  }

  /** A branch that puts what it gives where its results are, as far as it is not there yet. */
  private Region stored(Region before, Region branch, List<Value> results) {
    List<Stmt> out = new ArrayList<>(branch.body());
    for (int i = 0; i < results.size(); i++) {
      if (!frame.isSame(before.yields().get(i), results.get(i))) {
        frame.store(branch.yields().get(i), results.get(i), out);
      }
    }
    return new Region(branch.params(), out, List.of());
  }
}
