package dev.cusp.cli.json;

import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Java values and gradients for people: with all digits, but long arrays without their middle. */
public final class ValueText {
  /** Arrays up to here are shown whole; of longer ones the ends. */
  private static final int WHOLE = 12;

  private static final int AT_EACH_END = 4;

  private final boolean numbersOnly;

  private ValueText(boolean numbersOnly) {
    this.numbersOnly = numbersOnly;
  }

  /** A value of a declared type. */
  public static String of(Class<?> type, Object value) {
    return new ValueText(false).text(type, value);
  }

  /** A gradient by a value of a declared type; a dash for what is not a real number. */
  public static String ofGradient(Class<?> type, Object gradient) {
    return new ValueText(true).text(type, gradient);
  }

  private String text(Class<?> type, Object value) {
    boolean discrete = type.isPrimitive() && type != double.class && type != float.class;
    if (numbersOnly && (value == null || discrete)) {
      return "-";
    }
    return switch (value) {
      case null -> "null";
      case Double number -> number.toString();
      case Float number -> number.toString();
      case Object array when array.getClass().isArray() -> array(array);
      case Object object when Layout.exists(object.getClass()) -> fields(object);
      case Collection<?> all -> array(all.toArray());
      case Map<?, ?> map -> map(List.copyOf(map.entrySet()));
      case Object _ when numbersOnly -> "-";
      default -> value.toString();
    };
  }

  private String array(Object array) {
    Class<?> component = array.getClass().getComponentType();
    IntFunction<String> element = i -> text(component, Array.get(array, i));
    boolean rows = component.isArray();
    return elements(Array.getLength(array), element).stream()
        .map(row -> rows ? row.replace("\n", "\n ") : row)
        .collect(Collectors.joining(rows ? ",\n " : ", ", "[", "]"));
  }

  private String map(List<Map.Entry<?, ?>> entries) {
    IntFunction<String> entry =
        i -> entries.get(i).getKey() + "=" + text(Object.class, entries.get(i).getValue());
    return elements(entries.size(), entry).stream().collect(Collectors.joining(", ", "{", "}"));
  }

  private static List<String> elements(int length, IntFunction<String> element) {
    if (length <= WHOLE) {
      return IntStream.range(0, length).mapToObj(element).toList();
    }
    List<String> shown = new ArrayList<>();
    IntStream.range(0, AT_EACH_END).mapToObj(element).forEach(shown::add);
    shown.add("... %d more ...".formatted(length - 2 * AT_EACH_END));
    IntStream.range(length - AT_EACH_END, length).mapToObj(element).forEach(shown::add);
    return shown;
  }

  private String fields(Object object) {
    return Layout.of(object.getClass()).slots().stream()
        .map(slot -> slot.name() + "=" + field(slot, object))
        .collect(Collectors.joining(", ", object.getClass().getSimpleName() + "[", "]"));
  }

  private String field(Slot slot, Object object) {
    return text(slot.field().getType(), slot.get(object));
  }
}
