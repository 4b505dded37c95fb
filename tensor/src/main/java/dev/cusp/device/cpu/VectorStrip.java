package dev.cusp.device.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_short;

import dev.cusp.device.cpu.Lane.Condition;
import dev.cusp.device.cpu.Lane.Uniform;
import dev.cusp.device.cpu.Lane.Varying;
import dev.cusp.device.cpu.Simd.Kind;
import dev.cusp.device.cpu.Template.Source;
import dev.cusp.device.cpu.Vectorize.Refused;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Reduction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A strip with the Vector API, all in one method, as vectors live in registers only there. Rows are
 * of any length where they are folded, with a mask for what full vectors leave; else of a multiple
 * of {@link #LANES}, for a second copy of the body would take the JIT as long as the first. It
 * gives what {@link ScalarStrip} gives, bit for bit.
 */
final class VectorStrip {
  /** The width of the machine's vectors, 512 at most; 0 where the module is not there. */
  static final int BITS = bits();

  /** Lanes of the widest vectors. */
  static final int LANES = BITS / 32;

  /** Statements in a method that C2 still compiles: it gives up at 8,000 bytes. */
  private static final int MOST = 750;

  /** The infinities in the order of ints. */
  private static final int INFINITY = 0x7f800000;

  private static final int MINUS_INFINITY = 0x807fffff;

  private final Template t;
  private final Frame frame;
  private final Simd simd;

  private Vectorize body;
  private Builder row;
  private Value iota;

  private VectorStrip(Template template, int lanes) {
    t = template;
    frame = new Frame(template);
    simd = new Simd(lanes);
  }

  private static int bits() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return 0;
    }
    try {
      Class<?> shape = Class.forName("jdk.incubator.vector.VectorShape");
      Object preferred = shape.getMethod("preferredShape").invoke(null);
      return Math.min(512, (Integer) shape.getMethod("vectorBitSize").invoke(preferred));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The function, or null where the body cannot be computed in vectors. */
  static Func of(Template template) {
    for (int width : new int[] {32, 64}) {
      try {
        Func f = new VectorStrip(template, BITS / width).build();
        return count(f.body().body()) > MOST ? null : f;
      } catch (Refused _) {
        continue; // with half as many lanes there is room for doubles
      }
    }
    return null;
  }

  private static int count(List<Stmt> body) {
    int count = body.size();
    for (Stmt s : body) {
      count += s.regions().stream().mapToInt(r -> count(r.body())).sum();
    }
    return count;
  }

  private Func build() throws Refused {
    boolean hasShorts =
        t.component().equals(CD_short)
            || t.sources().stream()
                .anyMatch(s -> s instanceof Source.Element e && e.component().equals(CD_short));
    if (hasShorts) {
      throw new Refused("there are half types");
    }
    boolean folds = t.kind() == Template.Kind.FOLD;
    iota = simd.iota(frame.b);
    Kind kind = Kind.of(t.type());
    int accumulators = Math.max(1, t.lanes() / simd.lanes);
    if (folds && accumulators * simd.lanes != t.lanes()) {
      throw new Refused("vectors are wider than the lanes of a sum");
    }
    Value sums = folds ? array(frame.b, kind, t.lanes()) : null;
    Refused[] why = new Refused[1];
    Func f =
        frame.rows(
            "v" + t.func().name(),
            in -> {
              row = in;
              body = new Vectorize(simd, in);
              try {
                if (folds) {
                  fold(kind, accumulators, sums);
                } else {
                  map();
                }
              } catch (Refused e) {
                why[0] = e;
              }
            });
    if (why[0] != null) {
      throw why[0];
    }
    return f;
  }

  private static Value array(Builder b, Kind kind, int length) {
    Type type = new Type(kind.element.desc().arrayType());
    return b.value(new Op.NewArray(type.desc()), type, "sums", b.constant(length));
  }

  /** Something that is appended within a loop and may be refused. */
  private interface Part {
    List<Value> append(Builder b, Value i, List<Value> carried) throws Refused;
  }

  private static List<Value> loop(
      Builder b, Value from, Value to, int step, List<Value> carried, Part part) throws Refused {
    Refused[] why = new Refused[1];
    List<Value> end =
        Loops.count(
            b,
            from,
            to,
            step,
            carried,
            (in, i, now) -> {
              try {
                return part.append(in, i, now);
              } catch (Refused e) {
                why[0] = e;
                return now;
              }
            });
    if (why[0] != null) {
      throw why[0];
    }
    return end;
  }

  /** The body for the elements from i on; of the last ones, those below n. */
  private Lane element(Builder b, Value i, Value mask) throws Refused {
    List<Lane> args = new ArrayList<>();
    for (int k = 1; k <= t.sources().size(); k++) {
      Value fixed = frame.fixed(row, k);
      if (fixed != null) {
        args.add(new Uniform(fixed));
        continue;
      }
      if (t.sources().get(k - 1) instanceof Source.Index) {
        Value first = b.add(frame.base.get(k), b.mul(i, frame.stride.get(k)));
        Value far =
            simd.binary(b, Kind.INT, "mul", iota, body.broadcast(Kind.INT, frame.stride.get(k)));
        Value at = simd.broadcast(b, Kind.INT, first);
        args.add(new Varying(simd.binary(b, Kind.INT, "add", at, far), Kind.INT));
      } else {
        args.add(load(b, k, b.add(frame.base.get(k), i), mask));
      }
    }
    return body.apply(t.func(), args, b).getFirst();
  }

  /** Elements of an array, of which {@code mask} says how many of the last ones there are. */
  private Lane load(Builder b, int k, Value at, Value mask) throws Refused {
    Value array = frame.array.get(k);
    if (isBoolean(array)) {
      return new Condition(simd.loadMask(b, array, at, mask != null), Kind.INT);
    }
    Kind kind = Kind.of(Type.of(array.type().desc().componentType()));
    body.check(kind);
    return new Varying(simd.load(b, kind, array, at, cast(b, mask, kind)), kind);
  }

  /** Masks are made for ints. */
  private Value cast(Builder b, Value mask, Kind kind) {
    return mask == null || kind == Kind.INT ? mask : simd.castMask(b, kind, mask);
  }

  private static boolean isBoolean(Value array) {
    return array.type().desc().componentType().equals(ConstantDescs.CD_boolean);
  }

  private void map() throws Refused {
    loop(row, row.constant(0), frame.n, simd.lanes, List.of(), this::put);
  }

  private Value whole(int step) {
    return row.sub(frame.n, row.arith(Op.Arith.Kind.AND, frame.n, row.constant(step - 1)));
  }

  private List<Value> put(Builder b, Value i, List<Value> none) throws Refused {
    Value at = b.add(frame.base.getFirst(), i);
    Lane x = element(b, i, null);
    Lane y = t.kind() == Template.Kind.COLUMNS ? combine(b, load(b, 0, at, null), x) : x;
    Value array = frame.array.getFirst();
    if (isBoolean(array)) {
      simd.storeMask(b, body.mask(y, Kind.INT, b), array, at);
    } else {
      Kind kind = Kind.of(t.type());
      simd.store(b, kind, body.vector(y, kind, b), array, at, null);
    }
    return none;
  }

  private Lane combine(Builder b, Lane x, Lane y) throws Refused {
    Kind kind = Kind.of(t.type());
    body.check(kind);
    return new Varying(combine(b, kind, body.vector(x, kind, b), body.vector(y, kind, b)), kind);
  }

  private Value combine(Builder b, Kind kind, Value x, Value y) {
    return simd.binary(b, kind, name(t.reduction()), x, y);
  }

  private static String name(Reduction reduction) {
    return switch (reduction) {
      case SUM -> "add";
      case PROD -> "mul";
      case MIN -> "min";
      case MAX -> "max";
      case ANY -> "or";
      case ALL -> "and";
    };
  }

  /** See {@link Kernel#lanes} for the order. */
  private void fold(Kind kind, int accumulators, Value sums) throws Refused {
    body.check(kind);
    if (isExtremum(kind)) {
      extremum(accumulators);
      return;
    }
    Value identity = t.reduction().identity(row, t.type());
    for (int u = 0; u < accumulators; u++) {
      Value none = simd.broadcast(row, kind, identity);
      simd.store(row, kind, none, sums, row.constant(u * simd.lanes), null);
    }
    Value whole = whole(t.lanes());
    int stretch = t.lanes() * Kernel.STRETCH;
    loop(
        row,
        row.constant(0),
        whole,
        stretch,
        List.of(),
        (in, start, _) -> {
          Value end = ScalarStrip.min(in, whole, in.add(start, in.constant(stretch)));
          // each its own, made here: vectors from further outside would be objects in the loop
          List<Value> none = new ArrayList<>();
          for (int u = 0; u < accumulators; u++) {
            none.add(simd.broadcast(in, kind, identity));
          }
          List<Value> totals = loop(in, start, end, t.lanes(), none, this::round);
          for (int u = 0; u < accumulators; u++) {
            Value sum = simd.exact(in, kind, totals.get(u));
            add(in, kind, sums, in.constant(u * simd.lanes), sum);
          }
          return List.of();
        });
    Part left =
        (in, i, _) -> {
          Value mask = simd.below(in, Kind.INT, i, frame.n);
          Value at = in.sub(i, whole);
          Value before = simd.load(in, kind, sums, at, null);
          Value x = body.vector(element(in, i, mask), kind, in);
          Value after = combine(in, kind, before, x);
          // not a store with a mask: what is loaded next would have to wait until it is in the
          // cache
          Value all = simd.blend(in, kind, before, after, cast(in, mask, kind));
          simd.store(in, kind, all, sums, at, null);
          return List.of();
        };
    loop(row, whole, frame.n, simd.lanes, List.of(), left);
    row.store(frame.array.getFirst(), frame.base.getFirst(), total(kind, sums));
  }

  private boolean isExtremum(Kind kind) {
    return kind == Kind.FLOAT && (t.reduction() == Reduction.MAX || t.reduction() == Reduction.MIN);
  }

  /**
   * The largest or the smallest float. The order does not matter, and floats are compared as ints:
   * {@link Math#max} is several instructions for a vector, each of which waits for the one before.
   * Of negative ones all bits but the sign are turned over; then ints are ordered as floats, with
   * NaN beyond the infinities. It is on either side, so both extrema are wanted.
   */
  private void extremum(int accumulators) throws Refused {
    List<Value> bounds = new ArrayList<>();
    for (int u = 0; u < accumulators; u++) {
      bounds.add(simd.broadcast(row, Kind.INT, row.constant(Integer.MIN_VALUE)));
      bounds.add(simd.broadcast(row, Kind.INT, row.constant(Integer.MAX_VALUE)));
    }
    Value whole = whole(t.lanes());
    Part all =
        (in, i, now) -> {
          List<Value> next = new ArrayList<>();
          for (int u = 0; u < accumulators; u++) {
            Value x = ordered(in, element(in, in.add(i, in.constant(u * simd.lanes)), null));
            next.add(extreme(in, "max", now.get(2 * u), x));
            next.add(extreme(in, "min", now.get(2 * u + 1), x));
          }
          return next;
        };
    bounds = loop(row, row.constant(0), whole, t.lanes(), bounds, all);
    for (; bounds.size() > 2; bounds = bounds.subList(0, bounds.size() - 2)) {
      int last = bounds.size() - 2;
      bounds = new ArrayList<>(bounds);
      bounds.set(0, extreme(row, "max", bounds.get(0), bounds.get(last)));
      bounds.set(1, extreme(row, "min", bounds.get(1), bounds.get(last + 1)));
    }
    Part left =
        (in, i, now) -> {
          Value mask = simd.below(in, Kind.INT, i, frame.n);
          Value x = ordered(in, element(in, i, mask));
          List<Value> next = new ArrayList<>();
          for (int k = 0; k < 2; k++) {
            Value before = simd.exact(in, Kind.INT, now.get(k));
            Value after = simd.binary(in, Kind.INT, k == 0 ? "max" : "min", before, x);
            next.add(simd.blend(in, Kind.INT, before, after, mask));
          }
          return next;
        };
    bounds = loop(row, whole, frame.n, simd.lanes, bounds, left);
    Value most = simd.reduce(row, Kind.INT, "MAX", simd.exact(row, Kind.INT, bounds.get(0)));
    Value least = simd.reduce(row, Kind.INT, "MIN", simd.exact(row, Kind.INT, bounds.get(1)));
    row.store(frame.array.getFirst(), frame.base.getFirst(), chosen(most, least));
  }

  private Value extreme(Builder b, String name, Value x, Value y) {
    return simd.binary(b, Kind.INT, name, simd.exact(b, Kind.INT, x), y);
  }

  /** The int in whose order the floats are. */
  private Value ordered(Builder b, Lane x) throws Refused {
    Value bits = simd.reinterpret(b, Kind.FLOAT, body.vector(x, Kind.FLOAT, b));
    Value sign = simd.shift(b, Kind.INT, "ASHR", bits, b.constant(31));
    Value turned = simd.shift(b, Kind.INT, "LSHR", sign, b.constant(1));
    return simd.lanewise(b, Kind.INT, "XOR", bits, turned);
  }

  /** The float, from the largest and the smallest int. */
  private Value chosen(Value most, Value least) {
    Value above = row.compare(Op.Compare.Relation.GT, most, row.constant(INFINITY));
    Value below = row.compare(Op.Compare.Relation.LT, least, row.constant(MINUS_INFINITY));
    Value x = t.reduction() == Reduction.MAX ? most : least;
    Value sign = row.arith(Op.Arith.Kind.SHR, x, row.constant(31));
    Value turned = row.arith(Op.Arith.Kind.USHR, sign, row.constant(1));
    Value bits = row.arith(Op.Arith.Kind.XOR, x, turned);
    Op op =
        new Op.Call(
            Op.Call.Kind.STATIC,
            ClassDesc.of("java.lang.Float"),
            "intBitsToFloat",
            MethodTypeDesc.of(CD_float, CD_int),
            false);
    Value number = row.value(op, Type.FLOAT, "x", bits);
    Value isNaN = row.arith(Op.Arith.Kind.OR, above, below);
    Value nan = row.value(new Op.Const(Float.NaN), Type.FLOAT, "nan");
    return row.branch(
            isNaN,
            List.of(Type.FLOAT),
            "extremum",
            then -> then.region(List.of(nan)),
            other -> other.region(List.of(number)))
        .getFirst();
  }

  private List<Value> round(Builder in, Value i, List<Value> carried) throws Refused {
    Kind kind = Kind.of(t.type());
    List<Value> next = new ArrayList<>();
    for (int u = 0; u < carried.size(); u++) {
      Lane x = element(in, in.add(i, in.constant(u * simd.lanes)), null);
      Value sum = simd.exact(in, kind, carried.get(u));
      next.add(combine(in, kind, sum, body.vector(x, kind, in)));
    }
    return next;
  }

  private void add(Builder b, Kind kind, Value sums, Value at, Value x) {
    Value before = simd.load(b, kind, sums, at, null);
    simd.store(b, kind, combine(b, kind, before, x), sums, at, null);
  }

  /** The sums of the lanes, halves added until one is left. */
  private Value total(Kind kind, Value sums) {
    List<Value> vectors = new ArrayList<>();
    for (int at = 0; at < t.lanes(); at += simd.lanes) {
      vectors.add(simd.load(row, kind, sums, row.constant(at), null));
    }
    while (vectors.size() > 1) {
      int half = vectors.size() / 2;
      for (int u = 0; u < half; u++) {
        vectors.set(u, combine(row, kind, vectors.get(u), vectors.get(half + u)));
      }
      vectors = new ArrayList<>(vectors.subList(0, half));
    }
    simd.store(row, kind, vectors.getFirst(), sums, row.constant(0), null);
    List<Value> numbers = new ArrayList<>();
    for (int lane = 0; lane < simd.lanes; lane++) {
      numbers.add(row.load(sums, row.constant(lane), "sum"));
    }
    while (numbers.size() > 1) {
      int half = numbers.size() / 2;
      for (int lane = 0; lane < half; lane++) {
        Value sum = t.reduction().combine(row, numbers.get(lane), numbers.get(half + lane));
        numbers.set(lane, sum);
      }
      numbers = new ArrayList<>(numbers.subList(0, half));
    }
    return numbers.getFirst();
  }
}
