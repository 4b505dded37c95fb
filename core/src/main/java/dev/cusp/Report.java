package dev.cusp;

import dev.cusp.ad.Site;
import java.util.List;

/** What a reader of a derivative should know, as text: the sites of a program by kind. */
final class Report {
  private static final String NOTHING =
      "Nothing to remark: no branch, kink or jump depends on an input; every parameter matters.\n";

  private Report() {}

  static String of(List<Site> sites) {
    StringBuilder text = new StringBuilder();
    for (Site.Kind kind : Site.Kind.values()) {
      List<Site> mine = sites.stream().filter(s -> s.kind() == kind).toList();
      if (!mine.isEmpty()) {
        text.append(kind.title()).append(":\n");
        mine.forEach(site -> text.append("  ").append(site).append('\n'));
      }
    }
    return text.isEmpty() ? NOTHING : text.toString();
  }
}
