package dev.cusp.cli.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a JSON object as a record, from all its components, or as an object of a plain class: made
 * by the constructor without parameters, or else by one whose parameters are called like fields,
 * then with the fields set that are given.
 */
final class ObjectReader {
  private final ValueReader values;
  private final JsonParser parser;
  private final Class<?> type;

  ObjectReader(ValueReader values, JsonParser parser, Class<?> type) {
    this.values = values;
    this.parser = parser;
    this.type = type;
  }

  Object read() {
    requireSimple();
    Map<String, Type> members = type.isRecord() ? components() : fieldTypes();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Tokens.needed(
          "an object (%s with %s)".formatted(name(), String.join(", ", members.keySet())), parser);
    }
    Map<String, Object> given = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (!members.containsKey(key)) {
        throw new Mismatch("%s has no '%s'; it has %s".formatted(name(), key, list(members)));
      }
      if (given.containsKey(key)) {
        throw new Mismatch("'" + key + "' is given twice");
      }
      parser.nextToken();
      try {
        given.put(key, values.read(members.get(key)));
      } catch (Mismatch inner) {
        throw inner.inside("." + key);
      }
    }
    try {
      return type.isRecord() ? makeRecord(members, given) : makeObject(given);
    } catch (InvocationTargetException thrown) {
      throw new Mismatch("%s was refused: %s".formatted(name(), thrown.getCause()));
    } catch (ReflectiveOperationException cause) {
      throw new Mismatch("%s cannot be made: %s".formatted(name(), cause));
    }
  }

  private void requireSimple() {
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) || inner || isJdk()) {
      throw new Mismatch(
          "a value of %s cannot be written as JSON; use numbers, arrays, records%s"
              .formatted(name(), inner ? " (or make the class static)" : " and plain classes"));
    }
  }

  private boolean isJdk() {
    return type.getClassLoader() == null
        || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
  }

  private String name() {
    return type.getSimpleName();
  }

  private static String list(Map<String, Type> members) {
    return members.isEmpty() ? "nothing" : String.join(", ", members.keySet());
  }

  private Map<String, Type> components() {
    Map<String, Type> found = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      found.put(component.getName(), component.getGenericType());
    }
    return found;
  }

  private Map<String, Type> fieldTypes() {
    Map<String, Type> found = new LinkedHashMap<>();
    fields(type).forEach(field -> found.put(field.getName(), field.getGenericType()));
    return found;
  }

  /** The instance fields, those of superclasses first; a later one hides an earlier. */
  private static Stream<Field> fields(Class<?> type) {
    if (type == null) {
      return Stream.empty();
    }
    return Stream.concat(
        fields(type.getSuperclass()),
        Arrays.stream(type.getDeclaredFields())
            .filter(f -> !Modifier.isStatic(f.getModifiers()) && !f.isSynthetic()));
  }

  private Object makeRecord(Map<String, Type> members, Map<String, Object> given)
      throws ReflectiveOperationException {
    List<String> missing = members.keySet().stream().filter(c -> !given.containsKey(c)).toList();
    if (!missing.isEmpty()) {
      throw new Mismatch(
          "%s needs %s too; it has %s"
              .formatted(name(), String.join(", ", missing), list(members)));
    }
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return call(type.getDeclaredConstructor(types), members.keySet().stream().map(given::get));
  }

  private Object makeObject(Map<String, Object> given) throws ReflectiveOperationException {
    Constructor<?> constructor = constructor(given);
    Object object =
        call(
            constructor,
            Arrays.stream(constructor.getParameters()).map(p -> given.get(p.getName())));
    for (Field field : fields(type).toList()) {
      if (given.containsKey(field.getName())) {
        field.setAccessible(true);
        field.set(object, given.get(field.getName()));
      }
    }
    return object;
  }

  private static Object call(Constructor<?> constructor, Stream<Object> arguments)
      throws ReflectiveOperationException {
    constructor.setAccessible(true);
    return constructor.newInstance(arguments.toArray());
  }

  private Constructor<?> constructor(Map<String, Object> given) {
    Map<String, Type> fields = fieldTypes();
    Constructor<?>[] all = type.getDeclaredConstructors();
    return Stream.concat(
            Arrays.stream(all).filter(c -> c.getParameterCount() == 0),
            Arrays.stream(all)
                .filter(c -> Arrays.stream(c.getParameters()).allMatch(p -> isField(p, fields))))
        .filter(c -> Arrays.stream(c.getParameters()).allMatch(p -> given.containsKey(p.getName())))
        .findFirst()
        .orElseThrow(() ->
            new Mismatch(
                "%s cannot be made from %s; it has neither a constructor without parameters"
                        .formatted(name(), given.isEmpty() ? "nothing" : given.keySet())
                    + " nor one whose parameters are called like these"));
  }

  private static boolean isField(Parameter parameter, Map<String, Type> fields) {
    return parameter.getParameterizedType().equals(fields.get(parameter.getName()));
  }
}
