package dev.cusp.ir;

/** Reads one line of the text form word by word; a {@code #} outside a string ends it. */
final class Words {
  private static final String MARKS = ",:=(){}";

  private final String line;
  private int at;

  Words(String line) {
    this.line = line;
  }

  /** Where to come back to. */
  int mark() {
    return at;
  }

  void back(int mark) {
    at = mark;
  }

  /** What follows the comment sign, or null. */
  static String comment(String line) {
    int start = commentStart(line);
    return start < 0 ? null : line.substring(start + 1).strip();
  }

  private static int commentStart(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '#' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** The next word, mark or quoted string, or an empty one at the end, without moving on. */
  String peek() {
    int before = at;
    String word = next();
    at = before;
    return word;
  }

  boolean atEnd() {
    return peek().isEmpty();
  }

  String next() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    int start = at;
    if (start == line.length() || line.charAt(start) == '#') {
      return "";
    }
    char first = line.charAt(at++);
    if (first == '"') {
      while (line.charAt(at) != '"') {
        at += line.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
    } else if (MARKS.indexOf(first) < 0) {
      while (at < line.length() && isWordPart(line.charAt(at))) {
        at++;
      }
    }
    return line.substring(start, at);
  }

  private static boolean isWordPart(char c) {
    return !Character.isWhitespace(c) && MARKS.indexOf(c) < 0 && c != '"' && c != '#';
  }

  /** Moves on over the given word if it is next. */
  boolean skip(String word) {
    boolean found = peek().equals(word);
    if (found) {
      next();
    }
    return found;
  }

  void expect(String word) {
    String found = next();
    if (!found.equals(word)) {
      throw new IllegalArgumentException("expected '" + word + "', not '" + found + "'");
    }
  }
}
