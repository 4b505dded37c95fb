package dev.cusp.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the demo writes to: headings, paragraphs, code and tables, with a little colour. */
final class Screen {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final PrintWriter out;
  private final boolean colour;

  Screen(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** Colour only where a person looks at it and has not asked for none. */
  static boolean colourWanted() {
    return System.console() != null
        && System.console().isTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** {@link String#format} as everywhere in the world. */
  static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  void heading(int number, String title) {
    String line = number + ". " + title;
    out.println();
    out.println(paint("1", line));
    out.println(paint("1", "=".repeat(line.length())));
    out.flush();
  }

  /** A paragraph, broken into lines. */
  void say(String paragraph) {
    var line = new StringBuilder();
    out.println();
    for (String word : paragraph.split("\\s+")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
    out.flush();
  }

  /** Text as it is, set off from what is said. */
  void code(String text) {
    out.println();
    text.stripTrailing().lines().forEach(line -> out.println(paint("36", INDENT + line)));
    out.flush();
  }

  void table(Table table) {
    out.println();
    table.lines().limit(1).forEach(line -> out.println(paint("1", INDENT + line)));
    table.lines().skip(1).forEach(line -> out.println(INDENT + line));
    out.flush();
  }

  /** An empty line, and then what somebody else writes. */
  void blank() {
    out.println();
    out.flush();
  }

  PrintWriter writer() {
    return out;
  }

  /** One line that tells how far a longer computation is. */
  void progress(String line) {
    out.println((INDENT + line).stripTrailing());
    out.flush();
  }

  /** A result worth a second look. */
  void result(String line) {
    out.println();
    out.println(paint("32", INDENT + line));
    out.flush();
  }

  private String paint(String sequence, String text) {
    return colour ? "\u001b[" + sequence + "m" + text + "\u001b[0m" : text;
  }
}
