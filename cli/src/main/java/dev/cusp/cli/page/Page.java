package dev.cusp.cli.page;

import static dev.cusp.cli.page.JavaMarkup.escaped;

import dev.cusp.Trace;
import dev.cusp.ad.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A source file with its sites in the margin, as one HTML file that needs no other. */
public final class Page {
  private static final String STYLE = "page.css";

  private final String title;
  private final String file;
  private final String source;
  private final List<Trace.Visit> visits;
  private final List<String> facts = new ArrayList<>();
  private final boolean counted;

  private Page(
      String title, String file, String source, List<Trace.Visit> visits, boolean counted) {
    this.title = title;
    this.file = file;
    this.source = source;
    this.visits = visits;
    this.counted = counted;
  }

  /**
   * A page about a method, wherever it is evaluated.
   *
   * @param file its name as the user gave it
   */
  public static Page of(String title, String file, String source, List<Site> sites) {
    List<Trace.Visit> visits = sites.stream().map(s -> new Trace.Visit(s, 0, 0, "")).toList();
    return new Page(title, file, source, visits, false);
  }

  /** A page about one evaluation of a method. */
  public static Page of(String title, String file, String source, Trace trace) {
    return new Page(title, file, source, trace.visits(), true);
  }

  /** Adds a line to the summary. */
  public Page fact(String name, String text) {
    facts.add("<dt>%s</dt><dd><code>%s</code></dd>".formatted(escaped(name), escaped(text)));
    return this;
  }

  /** The whole file. */
  public String html() {
    Map<Integer, List<Trace.Visit>> here = new TreeMap<>();
    List<Trace.Visit> elsewhere = new ArrayList<>();
    for (Trace.Visit v : visits) {
      if (isHere(v.site())) {
        here.computeIfAbsent(v.site().source().line(), _ -> new ArrayList<>()).add(v);
      } else {
        elsewhere.add(v);
      }
    }
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <header>
    <h1>%s</h1>
    <p class="file">%s</p>
    <dl>%s</dl>
    %s
    </header>
    %s<main>
    <ol class="source">
    %s
    </ol>
    </main>
    </body>
    </html>
    """
        .formatted(
            escaped(title),
            style(),
            escaped(title),
            escaped(file),
            String.join("\n", facts),
            summary(),
            elsewhere(elsewhere),
            lines(here));
  }

  private boolean isHere(Site site) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return site.source() != null && site.source().line() > 0 && site.source().file().equals(name);
  }

  private static String style() {
    try (InputStream css = Page.class.getResourceAsStream(STYLE)) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many sites there are of each kind, and how many of them were met at a tie. */
  private String summary() {
    if (visits.isEmpty()) {
      return "<p class=\"smooth\">Smooth: no branch, kink or jump depends on an input.</p>";
    }
    Map<Site.Kind, Long> counts =
        visits.stream()
            .collect(
                Collectors.groupingBy(v -> v.site().kind(), TreeMap::new, Collectors.counting()));
    List<String> chips = new ArrayList<>();
    counts.forEach((kind, count) ->
        chips.add(
            "<li class=\"%s\">%s <b>%d</b></li>".formatted(kind.label(), kind.label(), count)));
    long tied = visits.stream().filter(v -> v.ties() > 0).count();
    if (counted) {
      chips.add("<li class=\"%s\">at a tie <b>%d</b></li>".formatted(tied > 0 ? "tie" : "", tied));
    }
    return "<ul class=\"chips\">%s</ul>".formatted(String.join("", chips));
  }

  private String lines(Map<Integer, List<Trace.Visit>> here) {
    List<String> code = JavaMarkup.lines(source);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < code.size(); i++) {
      List<Trace.Visit> notes = here.getOrDefault(i + 1, List.of());
      lines.add(line(i + 1, code.get(i), notes));
    }
    return String.join("\n", lines);
  }

  private String line(int number, String code, List<Trace.Visit> notes) {
    String row = "<span class=\"number\">%d</span><code>%s</code>".formatted(number, code);
    if (notes.isEmpty()) {
      return "<li id=\"L%d\">%s</li>".formatted(number, row);
    }
    boolean tied = notes.stream().anyMatch(v -> v.ties() > 0);
    String margin = notes.stream().map(this::note).collect(Collectors.joining());
    return "<li id=\"L%d\" class=\"marked %s%s\">%s<aside>%s</aside></li>"
        .formatted(
            number, notes.getFirst().site().kind().label(), tied ? " tied" : "", row, margin);
  }

  private String note(Trace.Visit v) {
    Site site = v.site();
    String counts = counted ? "<p class=\"counts\">%s</p>".formatted(escaped(counts(v))) : "";
    String alternatives =
        site.alternatives().isEmpty()
            ? ""
            : "<p class=\"instead\">Instead: %s.</p>"
                .formatted(escaped(String.join("; ", site.alternatives())));
    return """
    <div class="note %s%s"><p><b>%s</b> %s</p>%s%s</div>\
    """
        .formatted(
            site.kind().label(),
            v.ties() > 0 ? " tied" : "",
            site.kind().label(),
            escaped(site.text()),
            counts,
            alternatives);
  }

  /** {@code 3 times, 2 of them at the tie: decided along the ray}. */
  private static String counts(Trace.Visit v) {
    if (v.evaluated() == 0) {
      return "Not reached.";
    }
    String times = v.evaluated() == 1 ? "Once" : v.evaluated() + " times";
    String ties =
        v.ties() == 0
            ? ""
            : v.ties() == v.evaluated() ? ", at the tie" : ", %d at the tie".formatted(v.ties());
    return "%s%s: %s.".formatted(times, ties, v.treatment());
  }

  private String elsewhere(List<Trace.Visit> elsewhere) {
    if (elsewhere.isEmpty()) {
      return "";
    }
    String notes =
        elsewhere.stream()
            .map(v ->
                "<li>%s%s</li>"
                    .formatted(
                        v.site().source() == null
                            ? ""
                            : "<code>%s</code>".formatted(escaped(v.site().source().toString())),
                        note(v)))
            .collect(Collectors.joining("\n"));
    return "<section><h2>Beyond these lines</h2><ul class=\"elsewhere\">%s</ul></section>\n"
        .formatted(notes);
  }
}
