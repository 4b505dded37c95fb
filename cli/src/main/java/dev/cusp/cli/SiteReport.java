package dev.cusp.cli;

import dev.cusp.Trace;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.Site;
import dev.cusp.cli.json.JsonText;
import dev.cusp.cli.json.ValueText;
import dev.cusp.cli.page.Page;
import dev.cusp.ir.Source;
import java.util.List;

/**
 * Where a method is not smooth, as text, JSON and a page.
 *
 * @param trace of one evaluation; null where there is no point
 */
record SiteReport(Subject subject, List<Site> sites, Trace trace) {
  static SiteReport of(Subject subject, boolean atPoint) {
    Trace trace = atPoint ? subject.program().trace(subject.arguments()) : null;
    List<Site> sites =
        atPoint
            ? trace.visits().stream().map(Trace.Visit::site).toList()
            : subject.program().sites();
    return new SiteReport(subject, sites, trace);
  }

  String toText() {
    String head =
        trace.refusal() == null
            ? new Answer.Gradient(subject.method(), trace.value(), gradients()).toText()
            : "%s = %s%n  no derivative here: %s"
                .formatted(Answer.call(subject.method()), trace.value(), refusal());
    return head + "\n\n" + String.join("\n", trace.sites());
  }

  /** One per parameter of the method. */
  private List<Object> gradients() {
    return trace.gradients().subList(subject.receivers(), trace.gradients().size());
  }

  private String refusal() {
    NonsmoothException e = trace.refusal();
    return "%s, %s".formatted(e.kind(), e.getMessage());
  }

  String toJson() {
    return JsonText.write(json ->
        json.object(() -> {
          if (trace != null) {
            json.name("value").value(double.class, trace.value());
            if (trace.refusal() == null) {
              json.name("gradient").gradients(subject.method().getParameterTypes(), gradients());
            } else {
              json.name("refusal").value(String.class, trace.refusal().kind().name());
              json.name("message").value(String.class, trace.refusal().getMessage());
            }
          }
          json.name("sites")
              .array(() -> {
                for (int i = 0; i < sites.size(); i++) {
                  int at = i;
                  json.object(() -> site(json, at));
                }
              });
        }));
  }

  private void site(JsonText json, int i) {
    Site site = sites.get(i);
    Source source = site.source();
    json.name("file").value(String.class, source == null ? null : source.file());
    json.name("line").value(int.class, source == null ? null : source.line());
    json.name("kind").value(String.class, site.kind().label());
    json.name("operation").value(String.class, site.operation());
    json.name("text").value(String.class, site.text());
    if (trace != null) {
      Trace.Visit visit = trace.visits().get(i);
      json.name("evaluated").value(long.class, visit.evaluated());
      json.name("ties").value(long.class, site.kind().hasTies() ? visit.ties() : null);
      json.name("treatment").value(String.class, visit.treatment());
    }
    json.name("alternatives").value(String[].class, site.alternatives().toArray(String[]::new));
  }

  Page toPage() {
    String title = Answer.call(subject.method());
    String file = subject.source().file();
    String text = subject.source().text();
    if (trace == null) {
      return Page.of(title, file, text, sites);
    }
    Page page = Page.of(title, file, text, trace);
    Object[] args = subject.arguments();
    for (int i = 0; i < subject.method().getParameterCount(); i++) {
      String name = subject.method().getParameters()[i].getName();
      Class<?> type = subject.method().getParameterTypes()[i];
      page.fact(name, ValueText.of(type, args[i + subject.receivers()]));
    }
    page.fact("value", String.valueOf(trace.value()));
    if (trace.refusal() != null) {
      return page.fact("no derivative", refusal());
    }
    for (String line : Answer.entryLines(subject.method(), "d/d", gradients()).split("\n")) {
      String[] parts = line.strip().split(" += ", 2);
      page.fact(parts[0], parts[parts.length - 1]);
    }
    return page;
  }
}
