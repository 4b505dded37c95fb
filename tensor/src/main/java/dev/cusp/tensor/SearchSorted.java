package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.List;

/** Where values would go into sorted ones, before or behind those that are equal. */
record SearchSorted(boolean isBehind) implements Discrete {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(inputs.get(1).shape(), DType.I32));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    int n = inputs.get(0).size();
    int count = inputs.get(1).size();
    return (given, results) -> {
      long[] sorted = new long[n];
      SortKeys.read(given[0], 0, 1, sorted, false);
      long[] values = new long[count];
      SortKeys.read(given[1], 0, 1, values, false);
      int[] places = (int[]) results[0];
      for (int i = 0; i < count; i++) {
        places[i] = place(sorted, values[i]);
      }
    };
  }

  private int place(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isAfter = isBehind ? sorted[middle] <= value : sorted[middle] < value;
      low = isAfter ? middle + 1 : low;
      high = isAfter ? high : middle;
    }
    return low;
  }
}
