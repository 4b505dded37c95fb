package dev.cusp.ad;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;

/**
 * Where a statement stands: the statements around it, outermost first, with the position of each in
 * its region.
 *
 * @param outer the path to the enclosing statement; null at the function's body
 * @param around the enclosing statement; null at the function's body
 * @param region which of its regions
 * @param index the position in that region
 */
record Path(Path outer, Stmt around, int region, int index, int depth) {
  /** The function's body. */
  static final Path ROOT = new Path(null, null, 0, 0, 0);

  /** The end of the function's body. */
  static final Path END = new Path(null, null, 0, Integer.MAX_VALUE, 0);

  /** In a function that is called, at some time. */
  static final Path ELSEWHERE = new Path(null, null, -1, 0, 0);

  boolean isElsewhere() {
    return up(0).region < 0;
  }

  Path at(int position) {
    return new Path(outer, around, region, position, depth);
  }

  Path into(Stmt stmt, int which) {
    return new Path(this, stmt, which, 0, depth + 1);
  }

  /** The path to the region, of those around this place, that is at the given depth. */
  Path up(int toDepth) {
    Path p = this;
    while (p.depth > toDepth) {
      p = p.outer;
    }
    return p;
  }

  private boolean sameRegion(Path other) {
    return around == other.around && region == other.region;
  }

  /** The depth of the innermost region that holds both. */
  static int common(Path a, Path b) {
    int depth = Math.min(a.depth, b.depth);
    while (depth > 0 && !(a.up(depth).sameRegion(b.up(depth)))) {
      depth--;
    }
    return depth;
  }

  /** Whether a loop's body lies between the region at the given depth and the one at the other. */
  boolean loopBetween(int outerDepth, int innerDepth) {
    for (int d = outerDepth + 1; d <= innerDepth; d++) {
      if (up(d).around().op() instanceof Op.Loop) {
        return true;
      }
    }
    return false;
  }
}
