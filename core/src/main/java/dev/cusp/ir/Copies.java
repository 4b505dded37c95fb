package dev.cusp.ir;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies of statements: all values that they define are new, others are as they were or given. */
public final class Copies {
  private final Map<Value, Value> values = new IdentityHashMap<>();
  private final Set<Value> marked;

  /**
   * Makes copies.
   *
   * @param marked copies of these values are added
   */
  public Copies(Set<Value> marked) {
    this.marked = marked;
  }

  /** Puts a value in the place of another. */
  public void put(Value value, Value instead) {
    values.put(value, instead);
  }

  /** The copy of a value. */
  public Value of(Value v) {
    return values.getOrDefault(v, v);
  }

  /** The copies of some values. */
  public List<Value> of(List<Value> all) {
    return all.stream().map(this::of).toList();
  }

  /** The copy of a statement. */
  public Stmt of(Stmt s) {
    List<Value> operands = of(s.operands());
    List<Region> regions = s.regions().stream().map(this::of).toList();
    return new Stmt(s.op(), operands, define(s.results()), regions, s.source());
  }

  private Region of(Region r) {
    List<Value> params = define(r.params());
    List<Stmt> body = new ArrayList<>(r.body().size());
    r.body().forEach(s -> body.add(of(s)));
    return new Region(params, body, r.diverges() ? null : of(r.yields()));
  }

  private List<Value> define(List<Value> all) {
    List<Value> copies = new ArrayList<>(all.size());
    for (Value v : all) {
      Value copy = v.copy();
      if (marked.contains(v)) {
        marked.add(copy);
      }
      values.put(v, copy);
      copies.add(copy);
    }
    return copies;
  }
}
