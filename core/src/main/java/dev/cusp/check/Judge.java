package dev.cusp.check;

import dev.cusp.check.Entry.Verdict;
import java.util.DoubleSummaryStatistics;
import java.util.function.Supplier;

/** Decides whether three accounts of a derivative are of one number. */
final class Judge {
  /**
   * Forward and reverse mode do the same products in another order, so they part by rounding only:
   * by some units in the last place, or by thousands where terms cancel.
   */
  private static final double UNITS_BETWEEN_MODES = 0x1p22;

  /** The quotients' own account of their error is an estimate. */
  private static final double SAFETY = 10;

  /** Slopes near a kink are taken at finite distance and without extrapolation. */
  private static final double NEAR_BY = 1e-3;

  private final double tolerance;
  private final double betweenModes;

  /**
   * A judge for numbers of some precision.
   *
   * @param epsilon the distance of 1 to the next number
   */
  Judge(double tolerance, double epsilon) {
    this.tolerance = tolerance;
    this.betweenModes = Math.min(1e-3, UNITS_BETWEEN_MODES * epsilon);
  }

  /**
   * Judges one entry.
   *
   * @param nearBy slopes at points around this one, asked for only if the function is not smooth
   */
  Entry judge(
      String name,
      double reverse,
      double forward,
      Slope slope,
      Supplier<DoubleSummaryStatistics> nearBy) {
    Entry smooth = judgeSmooth(name, reverse, forward, slope);
    if (smooth.isGood() && slope.kind() == Slope.Kind.SMOOTH) {
      return smooth;
    }
    return switch (slope.kind()) {
      case SMOOTH, KINK -> judgeKink(smooth, slope, nearBy.get());
      case STEEP, JUMP, UNKNOWN -> judgeWild(smooth, slope);
    };
  }

  private Entry judgeSmooth(String name, double reverse, double forward, Slope slope) {
    double numeric = (slope.right() + slope.left()) / 2;
    Verdict verdict = Verdict.AGREES;
    String note = "";
    if (!close(reverse, forward, betweenModes * size(reverse, forward))) {
      verdict = Verdict.PARTS;
      note = "forward and reverse part";
    } else if (!isClose(reverse, numeric, slope) || !isClose(forward, numeric, slope)) {
      verdict = Verdict.PARTS;
      note = "difference quotients say otherwise";
    } else if (slope.error() > 0.01 * size(reverse, numeric) && slope.error() > tolerance) {
      verdict = Verdict.UNSURE;
      note = "difference quotients are too rough to tell";
    }
    return new Entry(name, reverse, forward, numeric, slope.error(), verdict, note);
  }

  private boolean isClose(double derivative, double numeric, Slope slope) {
    return close(
        derivative, numeric, tolerance * size(derivative, numeric) + SAFETY * slope.error());
  }

  private static boolean close(double a, double b, double difference) {
    return Double.compare(a, b) == 0 || Math.abs(a - b) <= difference;
  }

  private static double size(double a, double b) {
    return Math.max(Math.abs(a), Math.abs(b));
  }

  private static Entry with(Entry entry, Verdict verdict, String note) {
    return new Entry(
        entry.name(),
        entry.reverse(),
        entry.forward(),
        entry.numeric(),
        entry.error(),
        verdict,
        note);
  }

  private static Entry judgeKink(Entry entry, Slope slope, DoubleSummaryStatistics nearBy) {
    double from = Math.min(nearBy.getMin(), Math.min(slope.left(), slope.right()));
    double to = Math.max(nearBy.getMax(), Math.max(slope.left(), slope.right()));
    double room = NEAR_BY * size(from, to);
    boolean isKink = slope.kind() == Slope.Kind.KINK || to - from > 10 * room;
    if (!isKink) {
      return entry;
    }
    String kink =
        slope.kind() == Slope.Kind.KINK
            ? "slope %s to the left, %s to the right"
                .formatted(Report.shortly(slope.left()), Report.shortly(slope.right()))
            : "slopes near by from %s to %s".formatted(Report.shortly(from), Report.shortly(to));
    boolean inside =
        within(entry.reverse(), from - room, to + room)
            && within(entry.forward(), from - room, to + room);
    return inside
        ? with(entry, Verdict.KINK, kink)
        : with(entry, Verdict.PARTS, "a kink, " + kink + ", and the derivative not among them");
  }

  private static boolean within(double value, double from, double to) {
    return value >= from && value <= to;
  }

  private static Entry judgeWild(Entry entry, Slope slope) {
    return switch (slope.kind()) {
      case JUMP -> with(entry, Verdict.PARTS, "the value jumps here, there is no derivative");
      case STEEP -> {
        boolean infinite = Double.isInfinite(entry.reverse()) && Double.isInfinite(entry.forward());
        yield with(
            entry,
            infinite ? Verdict.AGREES : Verdict.PARTS,
            "difference quotients grow without bound");
      }
      default -> with(entry, Verdict.UNSURE, "no finite values around this point");
    };
  }
}
