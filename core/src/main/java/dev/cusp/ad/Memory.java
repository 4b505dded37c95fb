package dev.cusp.ad;

import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What a loop keeps, and the variables that find it while code is generated. */
final class Memory {
  final List<Value> kept = new ArrayList<>();
  final Map<Value, Value> arrays = new IdentityHashMap<>();

  /** The first entry of this execution of the loop; null where it is 0. */
  Value base;

  Value index;
  Value round;
  int topSlot = -1;
}
