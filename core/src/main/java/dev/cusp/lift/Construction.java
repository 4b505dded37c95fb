package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Value;
import java.util.List;

/**
 * An object whose constructor is walked: its fields are kept as if they were local variables.
 *
 * @param self stands for the object; no statement may use it
 */
record Construction(Value self, List<Op.New.Field> fields) {
  /** The position of a field among the fields, or -1. */
  int index(String name, Class<?> declaring) {
    for (int i = 0; i < fields.size(); i++) {
      Op.New.Field field = fields.get(i);
      if (field.name().equals(name) && field.owner().equals(Classes.desc(declaring))) {
        return i;
      }
    }
    return -1;
  }
}
