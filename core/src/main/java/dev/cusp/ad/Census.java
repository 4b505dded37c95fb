package dev.cusp.ad;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, in one evaluation of a program, how often it comes by each site, and is at a tie there.
 */
public final class Census {
  private static final Comparator<Visit> BY_LINE =
      Comparator.comparing((Visit v) -> v.site().source().file())
          .thenComparing(v -> v.site().source().line());

  private final Map<Stmt, Site> sites;
  private final Map<Stmt, Stmt> looks = new IdentityHashMap<>();
  private final Map<Stmt, long[]> counts = new IdentityHashMap<>();

  private Census(Map<Stmt, Site> sites) {
    this.sites = sites;
    sites.keySet().forEach(stmt -> counts.put(stmt, new long[2]));
  }

  /**
   * A site in one evaluation.
   *
   * @param evaluated how often the program came by
   * @param ties how often it stood exactly at the kink, the jump or the other branch's edge
   */
  public record Visit(Site site, long evaluated, long ties) {
    private Visit plus(Visit other) {
      return new Visit(site, evaluated + other.evaluated, ties + other.ties);
    }
  }

  /**
   * The sites in the order of their lines, those that the program did not come by too.
   *
   * @param wrt positions of the parameters that vary
   * @param args which the program may overwrite
   */
  static List<Visit> of(Func f, Set<Integer> wrt, Calls calls, Object[] args) {
    Census census = new Census(Sites.watched(f, wrt, calls));
    Func looking = Watch.looks(f, wrt, calls, census.looks);
    Interpreter.observed(looking, census::saw, args);
    return census.visits();
  }

  private void saw(Stmt stmt, List<Object> results) {
    long[] own = counts.get(stmt);
    if (own != null) {
      own[0]++;
    }
    Stmt lookedAt = looks.get(stmt);
    if (lookedAt != null && counts.containsKey(lookedAt)) {
      counts.get(lookedAt)[1] += (Integer) results.getFirst();
    }
  }

  /** What stands on one line, by inlining or by hand, more than once is one site. */
  private List<Visit> visits() {
    record Place(Site.Kind kind, String line, String operation) {}
    Map<Place, Visit> all = new LinkedHashMap<>();
    sites.forEach((stmt, site) -> {
      Source source = site.source();
      long[] count = counts.get(stmt);
      Place place = new Place(site.kind(), source.toString(), site.operation());
      all.merge(place, new Visit(site, count[0], count[1]), Visit::plus);
    });
    List<Visit> visits = new ArrayList<>(all.values());
    visits.sort(
        BY_LINE.thenComparing(v -> v.site().kind()).thenComparing(v -> v.site().operation()));
    return visits;
  }
}
