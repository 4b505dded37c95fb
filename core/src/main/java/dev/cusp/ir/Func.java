package dev.cusp.ir;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function: parameters, a body, and as results the yields of the body.
 *
 * @param host the class whose private members the code may name; emitted code becomes its nestmate
 */
public record Func(String name, Region body, Class<?> host, Source source) {
  public List<Value> params() {
    return body.params();
  }

  /** The results; empty for a function that returns nothing or always throws. */
  public List<Value> results() {
    return body.diverges() ? List.of() : body.yields();
  }

  /** All constants, by value; nulls are left out. */
  public Map<Value, Object> constants() {
    Map<Value, Object> constants = new IdentityHashMap<>();
    constants(body, constants);
    return constants;
  }

  private static void constants(Region region, Map<Value, Object> into) {
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Const(Object c) && c != null) {
        into.put(s.result(), c);
      }
      s.regions().forEach(r -> constants(r, into));
    }
  }

  /** A reference to a function that may not be complete yet, as recursion needs. */
  public static final class Ref {
    private final String name;
    private final boolean checkpoint;
    private Func func;

    public Ref(String name) {
      this(name, false);
    }

    /**
     * A reference.
     *
     * @param checkpoint whether the function is to be run again in the reverse sweep, rather than
     *     have what it computes kept
     */
    public Ref(String name, boolean checkpoint) {
      this.name = name;
      this.checkpoint = checkpoint;
    }

    public boolean isCheckpoint() {
      return checkpoint;
    }

    public String name() {
      return name;
    }

    public Func func() {
      if (func == null) {
        throw new IllegalStateException("function " + name + " is not complete yet");
      }
      return func;
    }

    public boolean isComplete() {
      return func != null;
    }

    public void complete(Func body) {
      func = body;
    }
  }
}
