package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What depends on some values of a program, which need not be its arguments. */
public final class Reach {
  private final Activity activity;
  private final List<Site> sites;

  private Reach(Activity activity, List<Site> sites) {
    this.activity = activity;
    this.sites = sites;
  }

  static Reach of(Func f, Set<Value> values, Calls calls) {
    Set<Value> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.addAll(f.results());
    Activity activity = Activity.of(f, values, outputs, Aliases.of(f), calls);
    return new Reach(activity, Sites.of(f, activity, calls));
  }

  /** The places that are not smooth in those values. */
  public List<Site> sites() {
    return sites;
  }

  /** Whether a statement is given a number, or a reference to numbers, that depends on them. */
  public boolean gets(Stmt s) {
    return s.operands().stream().anyMatch(v -> activity.isVaried(v) || activity.hasShadow(v));
  }
}
