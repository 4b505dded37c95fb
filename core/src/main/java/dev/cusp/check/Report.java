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
      lines.addAll(table(shown));
      if (shown.size() < entries.size()) {
        lines.add("  ... and %d more that agree".formatted(entries.size() - shown.size()));
      }
    }
    lines.add(summary());
    return String.join("\n", lines);
  }

  private static List<String> table(List<Entry> shown) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "reverse", "forward", "difference quotient", ""));
    for (Entry entry : shown) {
      rows.add(
          List.of(
              entry.name(),
              String.valueOf(entry.reverse()),
              String.valueOf(entry.forward()),
              String.valueOf(entry.numeric()),
              remark(entry)));
    }
    StringBuilder format = new StringBuilder("  %-" + width(rows, 0) + "s");
    for (int column = 1; column < 4; column++) {
      format.append("  %").append(width(rows, column)).append('s');
    }
    format.append("  %s");
    return rows.stream()
        .map(row -> format.toString().formatted(row.toArray()).stripTrailing())
        .toList();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
  }

  private static String remark(Entry entry) {
    String verdict = entry.verdict().name().toLowerCase(Locale.ROOT);
    return entry.note().isEmpty() ? verdict : verdict + ": " + entry.note();
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
