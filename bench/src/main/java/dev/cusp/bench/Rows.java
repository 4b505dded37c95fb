package dev.cusp.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** What a command measures: lines as they come, or one JSON array in the end. */
public final class Rows<R> {
  private final PrintWriter out;
  private final boolean json;
  private final List<R> all = new ArrayList<>();

  public Rows(CommandSpec spec, boolean json) {
    out = spec.commandLine().getOut();
    this.json = json;
    // JMH's own lock is for one machine; who starts two measurements at once knows it.
    System.setProperty("jmh.ignoreLock", "true");
  }

  /** A line of text, which is no part of the JSON. */
  public void line(String text) {
    if (!json) {
      out.println(text);
      out.flush();
    }
  }

  public void add(R row) {
    all.add(row);
    line(row.toString());
  }

  /** All rows, after the last one. */
  public List<R> end() {
    if (json) {
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
      out.flush();
    }
    return all;
  }

  /**
   * The names in which an option's regular expression has a match.
   *
   * @param what they are names of
   * @throws ParameterException where there is none, or it is no regular expression
   */
  public static List<String> select(
      CommandSpec spec, String option, String regex, String what, List<String> names) {
    try {
      Pattern pattern = Pattern.compile(regex);
      List<String> found = names.stream().filter(name -> pattern.matcher(name).find()).toList();
      if (found.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "no %s matches '%s'; there are %s".formatted(what, regex, names));
      }
      return found;
    } catch (PatternSyntaxException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
