package dev.cusp.cli;

import dev.cusp.cli.json.JsonText;
import dev.cusp.cli.json.ValueText;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code grad} prints. */
sealed interface Answer {
  /** For programs: one line, in full precision. */
  String toJson();

  /** For people. */
  String toText();

  /**
   * Of one number.
   *
   * @param entries one per parameter, null for none
   */
  record Gradient(Method method, double value, List<Object> entries) implements Answer {
    @Override
    public String toJson() {
      return JsonText.write(json ->
          json.object(() -> {
            json.name("value").value(double.class, value);
            json.name("gradient").gradients(method.getParameterTypes(), entries);
          }));
    }

    @Override
    public String toText() {
      return call(method) + " = " + value + "\n" + entryLines(method, "d/d", entries);
    }
  }

  /**
   * Of several numbers.
   *
   * @param outputs their names: {@code [0]}, {@code mean}
   */
  record Jacobian(Method method, Object value, List<String> outputs, List<List<Object>> rows)
      implements Answer {
    @Override
    public String toJson() {
      return JsonText.write(json ->
          json.object(() -> {
            json.name("value").value(method.getReturnType(), value);
            json.name("outputs").value(String[].class, outputs.toArray(String[]::new));
            json.name("jacobian")
                .array(() -> rows.forEach(row -> json.gradients(method.getParameterTypes(), row)));
          }));
    }

    @Override
    public String toText() {
      List<String> lines = new ArrayList<>();
      String text = ValueText.of(method.getReturnType(), value);
      String call = call(method) + " = ";
      lines.add(call + text.replace("\n", "\n" + " ".repeat(call.length())));
      for (int i = 0; i < rows.size(); i++) {
        String output = outputs.get(i);
        lines.add(entryLines(method, "d" + output + "/d", rows.get(i)));
      }
      return String.join("\n", lines);
    }
  }

  /** {@code f(x, y)}. */
  static String call(Method method) {
    return Arrays.stream(method.getParameters())
        .map(Parameter::getName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  /** A line per parameter: {@code d/dx = [1.0, 2.0]}. */
  static String entryLines(Method method, String prefix, List<Object> entries) {
    Parameter[] parameters = method.getParameters();
    int width =
        Arrays.stream(parameters)
            .mapToInt(parameter -> parameter.getName().length())
            .max()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      String label = prefix + parameters[i].getName();
      String padded = label + " ".repeat(prefix.length() + width - label.length());
      String text =
          entries.get(i) == null
              ? "-  (%s)".formatted(parameters[i].getType().getSimpleName())
              : ValueText.ofGradient(parameters[i].getType(), entries.get(i));
      lines.add("  " + padded + " = " + text.replace("\n", "\n" + " ".repeat(padded.length() + 5)));
    }
    return String.join("\n", lines);
  }
}
