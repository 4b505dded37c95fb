package dev.cusp.nn;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a record is made of. */
final class Components {
  private Components() {}

  /** Its components by name, in order. */
  static Map<String, Object> of(Record record) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        all.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "the record " + record.getClass() + " cannot be read", e);
      }
    }
    return all;
  }
}
