package dev.cusp.cli.json;

import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes Java values and gradients as JSON on one line. Numbers have all their digits; those that
 * JSON has no word for are strings: {@code "NaN"}, {@code "Infinity"}.
 */
public final class JsonText {
  /** In ASCII, whatever the terminal's encoding. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator out;

  private JsonText(JsonGenerator out) {
    this.out = out;
  }

  /** The text that was written. */
  public static String write(Consumer<JsonText> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(new JsonText(out));
    }
    return text.toString();
  }

  /** An object with the members that are written meanwhile. */
  public void object(Runnable members) {
    out.writeStartObject();
    members.run();
    out.writeEndObject();
  }

  /** An array of the elements that are written meanwhile. */
  public void array(Runnable elements) {
    out.writeStartArray();
    elements.run();
    out.writeEndArray();
  }

  /** The name of a member; its value comes next. */
  public JsonText name(String name) {
    out.writeName(name);
    return this;
  }

  /** A value of a declared type, whatever it is. */
  public void value(Class<?> type, Object value) {
    write(type, value, false);
  }

  /** A list of gradients, one per parameter, each with null for what is not a real number. */
  public void gradients(Class<?>[] types, List<Object> entries) {
    array(() -> {
      for (int i = 0; i < types.length; i++) {
        write(types[i], entries.get(i), true);
      }
    });
  }

  private void write(Class<?> type, Object value, boolean numbersOnly) {
    boolean discrete = type.isPrimitive() && type != double.class && type != float.class;
    if (value == null || numbersOnly && discrete) {
      out.writeNull();
      return;
    }
    switch (value) {
      case Double number -> out.writeNumber(number);
      case Float number -> out.writeNumber(number);
      case Object array when array.getClass().isArray() -> writeArray(array, numbersOnly);
      case Object object when Layout.exists(object.getClass()) -> writeFields(object, numbersOnly);
      case Collection<?> all ->
          array(() -> all.forEach(element -> write(Object.class, element, numbersOnly)));
      case Map<?, ?> map ->
          object(() ->
              map.forEach(
                  (key, part) -> name(String.valueOf(key)).write(Object.class, part, numbersOnly)));
      case Object _ when numbersOnly -> out.writeNull();
      case Long number -> out.writeNumber(number);
      case Number number -> out.writeNumber(number.intValue());
      case Boolean bool -> out.writeBoolean(bool);
      default -> out.writeString(value instanceof Enum<?> e ? e.name() : value.toString());
    }
  }

  private void writeArray(Object array, boolean numbersOnly) {
    Class<?> component = array.getClass().getComponentType();
    boolean discrete =
        component.isPrimitive() && component != double.class && component != float.class;
    if (numbersOnly && discrete) {
      out.writeNull();
      return;
    }
    array(() -> {
      for (int i = 0; i < Array.getLength(array); i++) {
        write(component, Array.get(array, i), numbersOnly);
      }
    });
  }

  private void writeFields(Object object, boolean numbersOnly) {
    object(() -> {
      for (Slot slot : Layout.of(object.getClass()).slots()) {
        name(slot.name()).write(slot.field().getType(), slot.get(object), numbersOnly);
      }
    });
  }
}
