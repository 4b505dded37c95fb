package dev.cusp.device.cpu;

import dev.cusp.ir.Func;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a strip is made from: a kernel without its extents and strides, which the strip is given
 * with each call. Equal ones share their code.
 *
 * @param lanes running values of a FOLD, see {@link Kernel#lanes}
 * @param columns how many there are of COLUMNS, where they are few; else 0
 * @param component of what is written
 * @param key says what the body does
 */
record Template(
    Kind kind,
    List<Source> sources,
    Reduction reduction,
    int lanes,
    int columns,
    ClassDesc component,
    Body body,
    List<Object> key) {
  /** Columns that fit into local variables. */
  private static final int FEW = 16;

  /** Operations that may be written out. */
  private static final int SHORT = 200;

  /** What is done with the values of the body. */
  enum Kind {
    /** Each is written to its place. */
    MAP,
    /** Each is combined with what is at its place. */
    COLUMNS,
    /** All of a row are combined. */
    FOLD
  }

  /** Where a value of the body's parameter comes from. */
  sealed interface Source {
    /** An element of an array; the same one for a whole row, or one after the other. */
    record Element(ClassDesc component, boolean moves) implements Source {}

    record Index(boolean moves) implements Source {}

    record Number() implements Source {}
  }

  /** A function that equals any other; {@link Template#key} tells them apart. */
  record Body(Func func) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Body other && func.host() == other.func.host();
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  static Template of(Kernel kernel, Kind kind, int inner) {
    List<Source> sources = new ArrayList<>();
    for (Input input : kernel.inputs()) {
      boolean moves = input.at().stride(inner) != 0;
      sources.add(
          switch (input) {
            case Input.Element e -> new Source.Element(e.component(), moves);
            case Input.Index _ -> new Source.Index(moves);
            case Input.Number _ -> new Source.Number();
          });
    }
    Func f = kernel.body();
    List<Object> key = new ArrayList<>();
    Map<Value, Integer> numbers = new IdentityHashMap<>();
    key(f.body(), numbers, key);
    int n = kernel.extents().get(inner);
    boolean areFew = kind == Kind.COLUMNS && n < FEW && n * kernel.weight() < SHORT;
    int columns = areFew ? n : 0;
    int lanes = kind == Kind.FOLD ? kernel.lanes() : 1;
    return new Template(
        kind, sources, kernel.reduction(), lanes, columns, kernel.component(), new Body(f), key);
  }

  private static void key(Region region, Map<Value, Integer> numbers, List<Object> key) {
    for (Value p : region.params()) {
      key.add(p.type());
      numbers.put(p, numbers.size());
    }
    for (Stmt s : region.body()) {
      key.add(s.op());
      s.operands().forEach(operand -> key.add(numbers.get(operand)));
      s.regions().forEach(inner -> key(inner, numbers, key));
      for (Value r : s.results()) {
        key.add(r.type());
        numbers.put(r, numbers.size());
      }
    }
    key.add("yields");
    if (!region.diverges()) {
      region.yields().forEach(y -> key.add(numbers.get(y)));
    }
  }

  Func func() {
    return body.func();
  }

  /** The type of the body's values. */
  Type type() {
    return func().results().getFirst().type();
  }
}
