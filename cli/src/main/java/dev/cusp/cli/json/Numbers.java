package dev.cusp.cli.json;

import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the number a parser stands at as one of Java's primitive types, if it fits. */
final class Numbers {
  /** The largest double below which every integer is a double too. */
  private static final double EXACT = 0x1p53;

  /**
   * Numbers that JSON does not know, in quotes as Cusp prints them; without, Jackson reads them.
   */
  private static final Set<String> QUOTED = Set.of("NaN", "Infinity", "-Infinity", "+Infinity");

  private Numbers() {}

  /** A number of the given primitive type, boxed. */
  static Object read(JsonParser parser, Class<?> type) {
    return switch (type.getName()) {
      case "double" -> readDouble(parser);
      case "float" -> readFloat(parser);
      case "long" -> integer(parser, "a long", Long.MIN_VALUE, Long.MAX_VALUE);
      case "int" -> (int) integer(parser, "an int", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "short" -> (short) integer(parser, "a short", Short.MIN_VALUE, Short.MAX_VALUE);
      case "byte" -> (byte) integer(parser, "a byte", Byte.MIN_VALUE, Byte.MAX_VALUE);
      default -> throw new IllegalArgumentException(type + " is not a type of numbers");
    };
  }

  static double readDouble(JsonParser parser) {
    return finite(parser, real(parser, "a number"));
  }

  private static float readFloat(JsonParser parser) {
    double exact = real(parser, "a number");
    String text = parser.getString();
    float rounded = isLiteral(parser) ? Float.parseFloat(text) : (float) exact;
    if (Float.isInfinite(rounded) && isLiteral(parser)) {
      throw new Mismatch(text + " is beyond the range of float");
    }
    return rounded;
  }

  private static double finite(JsonParser parser, double value) {
    if (Double.isInfinite(value) && isLiteral(parser)) {
      throw new Mismatch(Tokens.shown(parser) + " is beyond the range of double");
    }
    return value;
  }

  /** Whether the number is written in digits, not as NaN or Infinity. */
  private static boolean isLiteral(JsonParser parser) {
    return !parser.isNaN() && parser.currentToken() != JsonToken.VALUE_STRING;
  }

  private static double real(JsonParser parser, String wanted) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> {
        if (!QUOTED.contains(parser.getString())) {
          throw Tokens.needed(wanted, parser);
        }
        yield Double.parseDouble(parser.getString());
      }
      default -> throw Tokens.needed(wanted, parser);
    };
  }

  private static long integer(JsonParser parser, String wanted, long smallest, long largest) {
    long value =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT -> {
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
              throw Tokens.needed(wanted, parser);
            }
            yield parser.getLongValue();
          }
          case VALUE_NUMBER_FLOAT -> {
            double real = parser.getDoubleValue();
            if (real != Math.rint(real) || Math.abs(real) > EXACT) {
              throw Tokens.needed(wanted, parser);
            }
            yield (long) real;
          }
          default -> throw Tokens.needed(wanted, parser);
        };
    if (value < smallest || value > largest) {
      throw new Mismatch(
          "%s is needed, from %d to %d, not %s"
              .formatted(wanted, smallest, largest, Tokens.shown(parser)));
    }
    return value;
  }
}
