package dev.cusp.tree;

import dev.cusp.rules.Contents;

/**
 * Where a part stands in a tree, such as {@code layers[2].weight}.
 *
 * @param whole the path of what the part belongs to, or null for the tree itself
 * @param step a field's name, or in brackets the position in an array or list, or the key in a map
 */
record Path(Path whole, String step) {
  static final Path ROOT = new Path(null, "");

  Path field(String name) {
    return new Path(this, name);
  }

  Path element(int index) {
    return new Path(this, "[" + index + "]");
  }

  /** One of the values of a collection. */
  Path within(Contents contents, int index) {
    Object[] keys = contents.keys();
    return keys == null ? element(index) : new Path(this, "[" + keys[index] + "]");
  }

  /** For messages: {@code the argument} where the path is empty. */
  String described() {
    return whole == null ? "the argument" : toString();
  }

  @Override
  public String toString() {
    if (whole == null) {
      return step;
    }
    String before = whole.toString();
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }
}
