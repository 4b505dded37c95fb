package dev.cusp.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link CheckGradients} found.
 *
 * @param what the method
 * @param value the result as text
 * @param inputs how many numbers the derivative is by
 * @param outputs how many numbers it is of
 * @param entries those that were looked at
 * @param problem what is wrong apart from any entry, or empty
 */
public record Report(
    String what, String value, int inputs, int outputs, List<Entry> entries, String problem) {
  private static final int ROWS = 24;

  public Report {
    entries = List.copyOf(entries);
  }

  /** Whether both modes and the difference quotients tell one story. */
  public boolean agrees() {
    return problem.isEmpty() && entries.stream().allMatch(Entry::isGood);
  }

  /** The entries where they part. */
  public List<Entry> parting() {
    return entries.stream().filter(entry -> !entry.isGood()).toList();
  }

  /** A table; of many entries those that matter. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s = %s, by %s, of %s"
            .formatted(what, value, count(inputs, "input"), count(outputs, "output")));
    List<Entry> shown = shown();
    if (!shown.isEmpty()) {
      int width = shown.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
      String row = "  %-" + Math.max(width, 5) + "s  %24s  %24s  %24s  %s";
      lines.add(row.formatted("", "reverse", "forward", "difference quotient", "").stripTrailing());
      for (Entry entry : shown) {
        lines.add(row(row, entry));
      }
      if (shown.size() < entries.size()) {
        lines.add("  ... and %d more that agree".formatted(entries.size() - shown.size()));
      }
    }
    lines.add(summary());
    return String.join("\n", lines);
  }

  private static String row(String format, Entry entry) {
    String remark = entry.verdict().name().toLowerCase(Locale.ROOT);
    return format
        .formatted(
            entry.name(),
            entry.reverse(),
            entry.forward(),
            entry.numeric(),
            entry.note().isEmpty() ? remark : remark + ": " + entry.note())
        .stripTrailing();
  }

  /** All of a few; of many the parting ones and the first. */
  private List<Entry> shown() {
    if (entries.size() <= ROWS) {
      return entries;
    }
    List<Entry> shown = new ArrayList<>(parting());
    entries.stream().filter(e -> e.isGood() && !e.note().isEmpty()).forEach(shown::add);
    entries.stream().filter(e -> e.isGood() && e.note().isEmpty()).forEach(shown::add);
    return shown.subList(0, Math.max(Math.min(parting().size(), 200), ROWS));
  }

  private String summary() {
    if (!problem.isEmpty()) {
      return problem;
    }
    long kinks = entries.stream().filter(e -> e.verdict() == Entry.Verdict.KINK).count();
    long unsure = entries.stream().filter(e -> e.verdict() == Entry.Verdict.UNSURE).count();
    String rest =
        (kinks > 0 ? ", %s at a kink".formatted(kinks) : "")
            + (unsure > 0 ? ", %s that cannot be told".formatted(unsure) : "");
    int parting = parting().size();
    return parting == 0
        ? "both modes and difference quotients agree: %s compared%s"
            .formatted(count(entries.size(), "number"), rest)
        : "they part: %d of %s%s".formatted(parting, count(entries.size(), "number"), rest);
  }

  private static String count(long n, String noun) {
    return n == 1 ? "1 " + noun : n + " " + noun + "s";
  }

  /** Seven digits. */
  static String shortly(double value) {
    return Double.isFinite(value) ? String.valueOf((float) value) : String.valueOf(value);
  }
}
