package dev.cusp.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java source as HTML, line by line: words, text and comments in classes of their own. */
final class JavaMarkup {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>/\\*.*?(?:\\*/|\\z)|//[^\\n]*)"
              + "|(?<text>\"\"\".*?(?:\"\"\"|\\z)|\"(?:\\\\.|[^\"\\\\\\n])*\"?"
              + "|'(?:\\\\.|[^'\\\\\\n])*'?)"
              + "|(?<annotation>@[A-Za-z_]\\w*)"
              + "|(?<word>[A-Za-z_$][\\w$]*)"
              + "|(?<literal>\\d[\\w.]*)",
          Pattern.DOTALL);

  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for goto if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static strictfp super switch synchronized this throw throws"
                  + " transient try void volatile while true false null var record sealed permits"
                  + " yield")
              .split(" "));

  private JavaMarkup() {}

  /** The lines, escaped and marked; a comment over several lines is marked in each of them. */
  static List<String> lines(String source) {
    String text = source.replace("\r\n", "\n").replace('\r', '\n');
    StringBuilder html = new StringBuilder();
    Matcher m = TOKEN.matcher(text);
    int at = 0;
    while (m.find()) {
      html.append(escaped(text.substring(at, m.start())));
      html.append(marked(kind(m), m.group()));
      at = m.end();
    }
    html.append(escaped(text.substring(at)));
    List<String> lines = new ArrayList<>(List.of(html.toString().split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static String kind(Matcher m) {
    for (String kind : new String[] {"comment", "text", "annotation", "literal"}) {
      if (m.group(kind) != null) {
        return kind;
      }
    }
    return KEYWORDS.contains(m.group()) ? "keyword" : "";
  }

  private static String marked(String kind, String token) {
    if (kind.isEmpty()) {
      return escaped(token);
    }
    List<String> parts = new ArrayList<>();
    for (String line : token.split("\n", -1)) {
      parts.add("<span class=\"%s\">%s</span>".formatted(kind, escaped(line)));
    }
    return String.join("\n", parts);
  }

  /** Text in which nothing is a tag. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
