package dev.cusp.cli.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a JSON array as a list or a queue, and a JSON object as a map of strings. */
final class CollectionReader {
  private final ValueReader values;
  private final JsonParser parser;

  CollectionReader(ValueReader values, JsonParser parser) {
    this.values = values;
    this.parser = parser;
  }

  /** Whether a class is that of a collection which can be written as JSON. */
  static boolean reads(Class<?> raw) {
    return raw != Object.class
        && Stream.of(ArrayList.class, ArrayDeque.class, LinkedHashMap.class, TreeMap.class)
            .anyMatch(raw::isAssignableFrom);
  }

  /** The collection at the current token, of a type for which {@link #reads} holds. */
  Object read(Class<?> raw, Type type) {
    if (raw.isAssignableFrom(LinkedHashMap.class)) {
      return map(type, new LinkedHashMap<>());
    }
    if (raw.isAssignableFrom(TreeMap.class)) {
      return map(type, new TreeMap<>());
    }
    List<Object> elements = list(argument(raw, type, 0));
    return raw.isAssignableFrom(ArrayList.class) ? elements : new ArrayDeque<>(elements);
  }

  private List<Object> list(Type element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.needed("an array (a list)", parser);
    }
    return values.elements(element);
  }

  private Object map(Type type, Map<Object, Object> map) {
    Type key = argument(Map.class, type, 0);
    Type value = argument(Map.class, type, 1);
    if (key != String.class) {
      throw new Mismatch("of maps, only those of strings can be written as JSON");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Tokens.needed("an object (a map)", parser);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      try {
        map.put(name, values.read(value));
      } catch (Mismatch inner) {
        throw inner.inside("[" + name + "]");
      }
    }
    return map;
  }

  private static Type argument(Class<?> raw, Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw new Mismatch(
        "what a %s holds is not declared; write %s<Double>, say"
            .formatted(raw.getSimpleName(), raw.getSimpleName()));
  }
}
