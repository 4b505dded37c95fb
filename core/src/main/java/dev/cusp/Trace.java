package dev.cusp;

import dev.cusp.ad.Census;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One evaluation of a program and its gradient, with every site where it is not smooth.
 *
 * @param gradients one per argument, shaped like it, null for constants; empty where it was refused
 * @param refusal why there is no gradient here; null where there is one
 * @param visits the sites in the order of their lines
 */
public record Trace(
    double value, List<Object> gradients, NonsmoothException refusal, List<Visit> visits) {
  /**
   * A site in one evaluation.
   *
   * @param evaluated how often the program came by
   * @param ties how often it stood exactly at the kink, the jump or the edge between branches
   * @param treatment what was done about it
   */
  public record Visit(Site site, long evaluated, long ties, String treatment) {
    static Visit of(Census.Visit v, Kinks kinks, boolean refused) {
      String treatment = Treatment.of(v, kinks, refused);
      return new Visit(v.site(), v.evaluated(), v.ties(), treatment);
    }

    private List<String> cells() {
      return List.of(
          site.source().toString(),
          site.operation(),
          site.kind().label(),
          String.valueOf(evaluated),
          site.kind().hasTies() ? String.valueOf(ties) : "-",
          treatment);
    }
  }

  /** How often the program stood at a tie. */
  public long ties() {
    return visits.stream().mapToLong(Visit::ties).sum();
  }

  /**
   * Value and gradients, a table of the sites, and what could be done instead at those with ties.
   */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("value     " + value);
    lines.add(
        refusal == null
            ? "gradient  " + text(gradients)
            : "gradient  none: " + refusal.kind() + ", " + refusal.getMessage());
    lines.add("");
    lines.addAll(sites());
    return String.join("\n", lines);
  }

  /** The table of the sites. */
  public List<String> sites() {
    if (visits.isEmpty()) {
      return List.of("Smooth: no branch, kink or jump depends on an input.");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("where", "what", "kind", "evaluated", "ties", "treated"));
    visits.forEach(v -> rows.add(v.cells()));
    List<String> lines = new ArrayList<>(table(rows));
    List<String> instead =
        visits.stream()
            .filter(v -> v.ties() > 0 || v.evaluated() > 0 && !v.site().kind().hasTies())
            .map(v -> v.site())
            .map(s -> "  %s: %s".formatted(s.operation(), String.join("; ", s.alternatives())))
            .distinct()
            .toList();
    if (!instead.isEmpty()) {
      lines.add("");
      lines.add("instead:");
      lines.addAll(instead);
    }
    return lines;
  }

  private static List<String> table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        boolean number = i == 3 || i == 4;
        line.append(number ? pad + row.get(i) : row.get(i) + pad).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String text(List<Object> gradients) {
    return gradients.stream()
        .map(g -> g == null ? "-" : Arrays.deepToString(new Object[] {g}))
        .map(s -> s.startsWith("[") ? s.substring(1, s.length() - 1) : s)
        .collect(Collectors.joining(", "));
  }
}
