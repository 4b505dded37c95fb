package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** What depends on some values of a program, which need not be its arguments. */
public final class Reach {
  private final Activity varied;
  private final Map<Stmt, Site> sites;

  private Reach(Activity varied, Map<Stmt, Site> sites) {
    this.varied = varied;
    this.sites = sites;
  }

  static Reach of(Func f, Set<Value> values, Calls calls) {
    Set<Value> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.addAll(f.results());
    Aliases aliases = Aliases.of(f);
    Activity activity = Activity.of(f, values, outputs, aliases, calls);
    Activity varied = Activity.everything(f, values, Aliases.of(f), calls);
    Map<Stmt, Site> sites = Sites.of(f, activity, calls);
    sites.putAll(Poles.of(f, varied, activity));
    sites.putAll(Questions.of(f, varied));
    return new Reach(varied, sites);
  }

  /** The places that are not smooth in those values, divisions too, by statement. */
  public Map<Stmt, Site> sites() {
    return sites;
  }

  /** Whether a value is a number, or a reference to numbers, that depends on them. */
  public boolean has(Value v) {
    return varied.isVaried(v) || varied.hasShadow(v);
  }
}
