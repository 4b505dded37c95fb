package dev.cusp.tree;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** The canonical constructors of records. */
final class Canonical {
  private static final ClassValue<Constructor<?>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
          Class<?>[] types =
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new);
          try {
            return type.getDeclaredConstructor(types);
          } catch (NoSuchMethodException cause) {
            throw new IllegalStateException("a record without canonical constructor", cause);
          }
        }
      };

  private Canonical() {}

  static Constructor<?> of(Class<?> record) {
    return CONSTRUCTORS.get(record);
  }
}
