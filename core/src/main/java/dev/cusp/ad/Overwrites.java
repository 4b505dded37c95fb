package dev.cusp.ad;

import dev.cusp.ad.Aliases.Access;
import dev.cusp.ad.Nest.Def;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.List;

/** Which loads the reverse sweep can do again, since nothing overwrites what they read. */
final class Overwrites {
  private final Nest nest;
  private final Aliases aliases;
  private final List<Value> rows;

  /**
   * What is overwritten.
   *
   * @param rows arrays whose elements are written before they are read, and never again
   */
  Overwrites(Nest nest, Aliases aliases, List<Value> rows) {
    this.nest = nest;
    this.aliases = aliases;
    this.rows = rows;
  }

  /** Whether nothing is stored to an element after it was loaded. */
  boolean isUnchanged(Stmt load) {
    return rows.contains(load.operand(0))
        || isUnchanged(nest.defs.get(load.result()), load.operand(0), Aliases.ELEMENTS);
  }

  /**
   * Whether what a load reads is still there in the reverse sweep: nothing writes to its place
   * after it, as long as the same object is meant.
   */
  boolean isUnchanged(Def load, Value object, String part) {
    if (!nest.root.free) {
      return false;
    }
    Aliases.Place place = aliases.place(object);
    int origin = Integer.MAX_VALUE;
    Path where = load.path();
    for (Access o : place.origins) {
      origin = Math.min(origin, Path.common(o.path(), where));
    }
    if (place.origins.isEmpty()) {
      origin = 0;
    }
    for (Access write : place.writes) {
      if (!write.part().equals(part)) {
        continue;
      }
      if (write.path().isElsewhere()) {
        return false;
      }
      int common = Path.common(write.path(), where);
      Path mine = where.up(common);
      Path other = write.path().up(common);
      boolean before = other.index() < mine.index();
      boolean exclusive = other.index() == mine.index() && otherBranch(write.path(), where, common);
      boolean again = common > origin && mine.loopBetween(origin, common);
      if (!(before || exclusive) || again) {
        return false;
      }
    }
    return true;
  }

  private static boolean otherBranch(Path a, Path b, int common) {
    return a.depth() > common
        && b.depth() > common
        && a.up(common + 1).around() == b.up(common + 1).around()
        && a.up(common + 1).region() != b.up(common + 1).region();
  }
}
