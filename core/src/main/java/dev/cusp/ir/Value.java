package dev.cusp.ir;

/**
 * A value of the static single assignment form: assigned once, by a parameter or a statement.
 *
 * <p>Values are compared by identity. The name is a hint for people (from the local-variable table,
 * {@code x.dot} for a tangent, {@code x.bar} for a cotangent); the printer makes it unique.
 */
public final class Value {
  private final Type type;
  private final String name;

  public Value(Type type, String name) {
    this.type = type;
    this.name = name;
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** Another value of the same type and name. */
  public Value copy() {
    return new Value(type, name);
  }

  @Override
  public String toString() {
    return name + ":" + type;
  }
}
