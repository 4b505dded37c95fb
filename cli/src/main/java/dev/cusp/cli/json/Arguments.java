package dev.cusp.cli.json;

import dev.cusp.cli.Failure;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads the arguments of a method from words of the command line, each a JSON value. */
public final class Arguments {
  private static final int MOST_DIGITS = 10_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(MOST_DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Arguments() {}

  /**
   * The values of the arguments, one per parameter.
   *
   * @param words JSON, or {@code @file} for a file of it; bare text for strings, characters, enums
   */
  public static Object[] read(Method method, List<String> words) {
    Parameter[] parameters = method.getParameters();
    if (parameters.length != words.size()) {
      throw Failure.wrongUse(
          "%s takes %s, not %d"
              .formatted(declaration(method), count(parameters.length), words.size()));
    }
    Object[] values = new Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(method, parameters[i], words.get(i));
    }
    return values;
  }

  /** {@code f(double[] x, int n)}. */
  public static String declaration(Method method) {
    return Arrays.stream(method.getParameters())
        .map(p -> p.getType().getSimpleName() + " " + p.getName())
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  private static String count(int arguments) {
    return switch (arguments) {
      case 0 -> "no argument";
      case 1 -> "1 argument";
      default -> arguments + " arguments";
    };
  }

  private static Object read(Method method, Parameter parameter, String word) {
    String file = word.startsWith("@") ? word.substring(1) : null;
    String text = file == null ? word : contents(file);
    String where = file == null ? "" : " in " + file;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json(parameter, text))) {
      if (parser.nextToken() == null) {
        throw new Mismatch("a value is needed, but there is none");
      }
      Object value = new ValueReader(parser).read(parameter.getParameterizedType());
      if (parser.nextToken() != null) {
        throw new Mismatch("one value is needed, but after it comes " + Tokens.shown(parser));
      }
      return value;
    } catch (Mismatch mismatch) {
      throw Failure.wrongUse(
          "argument %s%s of %s%s: %s"
              .formatted(
                  parameter.getName(),
                  mismatch.path(),
                  declaration(method),
                  where,
                  mismatch.getMessage()));
    } catch (JacksonException malformed) {
      throw Failure.wrongUse(
          "argument %s of %s%s is not JSON: %s"
              .formatted(parameter.getName(), declaration(method), where, problem(malformed)));
    }
  }

  private static String contents(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | IllegalArgumentException cause) {
      throw Failure.wrongUse("@" + file + ": cannot be read; it should be a JSON file in UTF-8");
    }
  }

  /** A bare word stands for itself where a word is wanted. */
  private static String json(Parameter parameter, String text) {
    Class<?> type = parameter.getType();
    boolean isWord =
        type == String.class || type == char.class || type == Character.class || type.isEnum();
    if (!isWord || text.strip().startsWith("\"") || text.strip().equals("null")) {
      return text;
    }
    return '"'
        + String.valueOf(
            tools.jackson.core.io.JsonStringEncoder.getInstance().quoteAsCharArray(text))
        + '"';
  }

  private static String problem(JacksonException malformed) {
    String message = malformed.getOriginalMessage().replaceAll("\\s+", " ");
    TokenStreamLocation at = malformed.getLocation();
    if (at == null || at.getLineNr() < 1) {
      return message;
    }
    return "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), message);
  }
}
