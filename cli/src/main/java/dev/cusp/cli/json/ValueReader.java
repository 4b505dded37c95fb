package dev.cusp.cli.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the JSON value a parser stands at as a value of a Java type: numbers, booleans, characters,
 * strings, enums, arrays and collections of any nesting, records by their components, objects by
 * their fields.
 */
final class ValueReader {
  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Double.class, double.class,
          Float.class, float.class,
          Long.class, long.class,
          Integer.class, int.class,
          Short.class, short.class,
          Byte.class, byte.class,
          Boolean.class, boolean.class,
          Character.class, char.class);

  private final JsonParser parser;

  ValueReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The value at the current token; leaves the parser at the last token of it. */
  Object read(Type type) {
    Class<?> raw = raw(type);
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      if (raw.isPrimitive()) {
        throw Tokens.needed(article(raw), parser);
      }
      return null;
    }
    if (raw == double[].class) {
      return doubles();
    }
    if (raw.isArray()) {
      return array(type, raw.getComponentType());
    }
    Class<?> plain = UNBOXED.getOrDefault(raw, raw);
    if (plain == boolean.class) {
      return bool();
    }
    if (plain == char.class) {
      return character();
    }
    if (plain.isPrimitive()) {
      return Numbers.read(parser, plain);
    }
    if (raw == String.class) {
      return string();
    }
    if (CollectionReader.reads(raw)) {
      return new CollectionReader(this, parser).read(raw, type);
    }
    return raw.isEnum() ? constant(raw) : new ObjectReader(this, parser, raw).read();
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
      case TypeVariable<?> variable ->
          throw new Mismatch("a value of the type variable " + variable + " cannot be written");
      case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private boolean bool() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw Tokens.needed("true or false", parser);
    };
  }

  private char character() {
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getStringLength() != 1) {
      throw Tokens.needed("a string of one character", parser);
    }
    return parser.getString().charAt(0);
  }

  private String string() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Tokens.needed("a string", parser);
    }
    return parser.getString();
  }

  private Object constant(Class<?> type) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(parser.getString())) {
          return constant;
        }
      }
    }
    String names =
        String.join(
            ", ", Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList());
    throw Tokens.needed("one of " + names, parser);
  }

  private double[] doubles() {
    requireArray(double[].class);
    double[] numbers = new double[8];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      try {
        numbers[count] = Numbers.readDouble(parser);
      } catch (Mismatch inner) {
        throw inner.inside("[" + count + "]");
      }
      count++;
    }
    return Arrays.copyOf(numbers, count);
  }

  private Object array(Type type, Class<?> component) {
    requireArray(component.arrayType());
    Type elementType =
        type instanceof GenericArrayType generic ? generic.getGenericComponentType() : component;
    List<Object> elements = elements(elementType);
    Object array = Array.newInstance(component, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, elements.get(i));
    }
    return array;
  }

  /** The elements of the array at the current token. */
  List<Object> elements(Type type) {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      try {
        elements.add(read(type));
      } catch (Mismatch inner) {
        throw inner.inside("[" + elements.size() + "]");
      }
    }
    return elements;
  }

  private void requireArray(Class<?> type) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.needed("an array (" + type.getSimpleName() + ")", parser);
    }
  }

  private static String article(Class<?> primitive) {
    return primitive == int.class ? "an int" : "a " + primitive.getSimpleName();
  }
}
