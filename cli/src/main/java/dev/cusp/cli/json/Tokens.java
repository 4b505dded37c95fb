package dev.cusp.cli.json;

import tools.jackson.core.JsonParser;

/** How messages name what a parser found. */
final class Tokens {
  private static final int SHOWN = 40;

  private Tokens() {}

  /** {@code an int is needed, not "three"}. */
  static Mismatch needed(String wanted, JsonParser parser) {
    return new Mismatch(wanted + " is needed, not " + shown(parser));
  }

  /** The current token as a user would recognize it. */
  static String shown(JsonParser parser) {
    return switch (parser.currentToken()) {
      case null -> "nothing";
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> '"' + cut(parser.getString()) + '"';
      default -> cut(parser.getString());
    };
  }

  static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
