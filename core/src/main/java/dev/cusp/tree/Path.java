package dev.cusp.tree;

import dev.cusp.rules.Contents;

/**
 * Where a part stands in a tree, such as {@code layers[2].weight}.
 *
 * @param whole the path of what the part belongs to, or null for the tree itself
 * @param name a field's, or in brackets the key in a map; null in an array or list
 * @param index the position in an array or list
 */
record Path(Path whole, String name, int index) {
  static final Path ROOT = new Path(null, "", 0);

  Path field(String name) {
    return new Path(this, name, 0);
  }

  Path element(int index) {
    return new Path(this, null, index);
  }

  /** One of the values of a collection. */
  Path within(Contents contents, int index) {
    Object[] keys = contents.keys();
    return keys == null ? element(index) : new Path(this, "[" + keys[index] + "]", 0);
  }

  /** For messages: {@code the argument} where the path is empty. */
  String described() {
    return whole == null ? "the argument" : toString();
  }

  @Override
  public String toString() {
    if (whole == null) {
      return name;
    }
    String step = name == null ? "[" + index + "]" : name;
    String before = whole.toString();
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }
}
