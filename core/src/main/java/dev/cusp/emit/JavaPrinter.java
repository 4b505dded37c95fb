package dev.cusp.emit;

import java.util.List;

/** Lays out Java statements. */
final class JavaPrinter {
  private static final int WIDTH = 100;

  private final StringBuilder out = new StringBuilder();

  String method(String head, List<JavaLine> body) {
    line(0, head + " {");
    block(body, 1);
    line(0, "}");
    return out.toString();
  }

  private void block(List<JavaLine> block, int depth) {
    for (JavaLine line : block) {
      print(line, depth);
    }
  }

  private void print(JavaLine line, int depth) {
    switch (line) {
      case JavaLine.Assign assign -> line(depth, text(assign) + ";");
      case JavaLine.Plain(var code, _) -> line(depth, code);
      case JavaLine.Leave(var word, var value) ->
          line(depth, (word + " " + value.code()).strip() + ";");
      case JavaLine.Branch branch -> {
        String word = "if (";
        List<JavaLine> other = List.of(branch);
        while (other.size() == 1 && other.getFirst() instanceof JavaLine.Branch next) {
          line(depth, word + next.condition().holds() + ") {");
          block(next.then(), depth + 1);
          word = "} else if (";
          other = next.other();
        }
        if (!other.isEmpty()) {
          line(depth, "} else {");
          block(other, depth + 1);
        }
        line(depth, "}");
      }
      case JavaLine.While(var condition, var body) ->
          braces("while (" + condition.holds() + ") {", body, "}", depth);
      case JavaLine.DoWhile(var body, var condition) ->
          braces("do {", body, "} while (" + condition.holds() + ");", depth);
      case JavaLine.For(var start, var condition, var update, var body) ->
          braces(
              "for ("
                  + start.target().type()
                  + " "
                  + text(start)
                  + "; "
                  + condition.holds()
                  + "; "
                  + text(update)
                  + ") {",
              body,
              "}",
              depth);
      case JavaLine.Declare(var local) -> line(depth, local.type() + " " + local.name() + ";");
      case JavaLine.Define(var assign) ->
          line(depth, assign.target().type() + " " + text(assign) + ";");
    }
  }

  private void braces(String head, List<JavaLine> body, String end, int depth) {
    line(depth, head);
    block(body, depth + 1);
    line(depth, end);
  }

  private static String text(JavaLine.Assign assign) {
    return assign.update() != null
        ? assign.update()
        : assign.target().name() + " = " + assign.value().code();
  }

  /** A line, broken at spaces outside of strings where it is too long. */
  private void line(int depth, String text) {
    String indent = "  ".repeat(depth);
    String rest = text;
    while (indent.length() + rest.length() > WIDTH) {
      int cut = cut(rest, WIDTH - indent.length());
      if (cut < 0) {
        break;
      }
      out.append(indent).append(rest, 0, cut).append('\n');
      rest = rest.substring(cut + 1);
      indent = "  ".repeat(depth + 2);
    }
    out.append(indent).append(rest).append('\n');
  }

  /** The last space before a column, or the first after it, or -1. */
  private static int cut(String text, int column) {
    boolean quoted = false;
    int cut = -1;
    for (int i = 0; i < text.length() && (i < column || cut < 0); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        cut = i;
      }
    }
    return cut;
  }
}
