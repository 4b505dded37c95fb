package dev.cusp.cli.json;

import dev.cusp.cli.Failure;
import dev.cusp.expectation.Sampler;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.JsonStringEncoder;
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

  private final Method method;
  private final Supplier<String> where;

  private Arguments(Method method, Supplier<String> where) {
    this.method = method;
    this.where = where;
  }

  /**
   * The values of the arguments, one per parameter that is not a sampler.
   *
   * @param words JSON, or {@code @file} for a file of it; bare text for strings, characters, enums
   * @param where the method is, for messages
   */
  public static Object[] read(Method method, List<String> words, Supplier<String> where) {
    return new Arguments(method, where).read(words);
  }

  /** {@code f(double[] x, int n)}. */
  public static String declaration(Method method) {
    return Arrays.stream(method.getParameters())
        .map(p -> p.getType().getSimpleName() + " " + p.getName())
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  private Object[] read(List<String> words) {
    Parameter[] parameters =
        Arrays.stream(method.getParameters())
            .filter(parameter -> parameter.getType() != Sampler.class)
            .toArray(Parameter[]::new);
    if (parameters.length != words.size()) {
      throw Failure.wrongUse(
          "%s: %s takes %s, not %d"
              .formatted(where.get(), declaration(method), count(parameters.length), words.size()));
    }
    Object[] values = new Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(parameters[i], words.get(i));
    }
    return values;
  }

  private static String count(int arguments) {
    return switch (arguments) {
      case 0 -> "no argument";
      case 1 -> "1 argument";
      default -> arguments + " arguments";
    };
  }

  private Object read(Parameter parameter, String word) {
    boolean isFile = word.startsWith("@");
    String text = isFile ? contents(word.substring(1)) : word;
    String from = isFile ? " (" + word + ")" : "";
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
      String what = parameter.getName() + mismatch.path() + from;
      throw wrong(what, mismatch.getMessage());
    } catch (JacksonException malformed) {
      throw wrong(parameter.getName() + from, "not JSON: " + problem(malformed));
    }
  }

  private Failure wrong(String argument, String problem) {
    return Failure.wrongUse(
        "%s: argument %s of %s: %s".formatted(where.get(), argument, method.getName(), problem));
  }

  private static String contents(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException missing) {
      throw Failure.wrongUse(file + ": no such file");
    } catch (IOException | IllegalArgumentException cause) {
      throw Failure.wrongUse(file + ": cannot be read as text in UTF-8");
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
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }

  /** Jackson's message without what it says about itself. */
  private static String problem(JacksonException malformed) {
    String message =
        malformed
            .getOriginalMessage()
            .replaceAll("\\s+", " ")
            .replaceAll(" ?\\(start marker at.*", "")
            .replaceAll(" ?\\(code [^)]*\\)", "")
            .replaceAll(": (was )?expect(ing|ed) .*", "")
            .strip();
    String plain =
        message.isEmpty()
            ? message
            : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    TokenStreamLocation at = malformed.getLocation();
    return at == null || at.getLineNr() < 1
        ? plain
        : "%s, at line %d, column %d".formatted(plain, at.getLineNr(), at.getColumnNr());
  }
}
