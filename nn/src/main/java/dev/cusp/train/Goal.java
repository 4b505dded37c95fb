package dev.cusp.train;

/** Which column of {@link History#epochs} tells how good a model is. */
public record Goal(String column, boolean isLargeGood) {
  /** The larger, the better. */
  public static Goal most(String column) {
    return new Goal(column, true);
  }

  /** The smaller, the better. */
  public static Goal least(String column) {
    return new Goal(column, false);
  }

  /** How many epochs have passed since the best one, of equal ones the first; 0 for the last. */
  public int since(Table epochs) {
    double[] all = epochs.column(column);
    int best = 0;
    for (int i = 1; i < all.length; i++) {
      if (isLargeGood ? all[i] > all[best] : all[i] < all[best]) {
        best = i;
      }
    }
    return all.length - 1 - best;
  }
}
