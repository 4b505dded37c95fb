package dev.cusp.device.cpu;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The Vector API as operations of the intermediate form, for vectors of a number of lanes. It is
 * named only, so that nothing here needs the module.
 */
final class Simd {
  private static final String PACKAGE = "jdk.incubator.vector.";
  static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
  private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
  private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
  private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
  private static final ClassDesc BOOLEANS = CD_boolean.arrayType();
  static final Type MASK_TYPE = new Type(MASK);

  /** What a vector consists of. */
  enum Kind {
    INT("Int", Type.INT, 32),
    LONG("Long", Type.LONG, 64),
    FLOAT("Float", Type.FLOAT, 32),
    DOUBLE("Double", Type.DOUBLE, 64);

    final ClassDesc vector;
    final Type type;
    final Type element;
    final int bits;

    Kind(String name, Type element, int bits) {
      vector = ClassDesc.of(PACKAGE + name + "Vector");
      type = new Type(vector);
      this.element = element;
      this.bits = bits;
    }

    static Kind of(Type element) {
      for (Kind kind : values()) {
        if (kind.element.equals(element)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no vectors consist of " + element);
    }

    boolean isFloating() {
      return this == FLOAT || this == DOUBLE;
    }

    /** The kind of the same width that shares its bits. */
    Kind twin() {
      return switch (this) {
        case INT -> FLOAT;
        case LONG -> DOUBLE;
        case FLOAT -> INT;
        case DOUBLE -> LONG;
      };
    }

    private char letter() {
      return element.desc().descriptorString().charAt(0) == 'J'
          ? 'L'
          : element.desc().descriptorString().charAt(0);
    }
  }

  final int lanes;

  Simd(int lanes) {
    this.lanes = lanes;
  }

  private static Value invoke(
      Builder b, ClassDesc owner, String name, MethodTypeDesc type, Value... operands) {
    boolean isStatic = operands.length == type.parameterCount();
    boolean isInterface = owner.equals(SPECIES);
    Op.Call.Kind kind =
        isStatic
            ? Op.Call.Kind.STATIC
            : isInterface ? Op.Call.Kind.INTERFACE : Op.Call.Kind.VIRTUAL;
    Op op = new Op.Call(kind, owner, name, type, isInterface);
    return b.value(op, Type.of(type.returnType()), name, operands);
  }

  private static void perform(
      Builder b, ClassDesc owner, String name, MethodTypeDesc type, Value... operands) {
    b.effect(new Op.Call(Op.Call.Kind.VIRTUAL, owner, name, type, false), operands);
  }

  private static Value operator(Builder b, String kind, String name) {
    ClassDesc type = ClassDesc.of(PACKAGE + "VectorOperators$" + kind);
    return b.value(new Op.GetStatic(OPERATORS, name, type, true), new Type(type), name);
  }

  Value species(Builder b, Kind kind) {
    String name = "SPECIES_" + lanes * kind.bits;
    Op op = new Op.GetStatic(kind.vector, name, SPECIES, true);
    return b.value(op, new Type(SPECIES), "species");
  }

  /**
   * The same vector, of which the JIT then knows the class. What loops carry has that of all
   * vectors of the kind for it; it would guess from calls that others made, and where these had
   * several sizes, make an object of each vector.
   */
  Value exact(Builder b, Kind kind, Value x) {
    MethodTypeDesc cast = MethodTypeDesc.of(CD_Object, CD_Object);
    Value type = invoke(b, SPECIES, "vectorType", MethodTypeDesc.of(CD_Class), species(b, kind));
    Value same = invoke(b, CD_Class, "cast", cast, type, x);
    return b.value(new Op.CheckCast(kind.vector), kind.type, x.name(), same);
  }

  Value broadcast(Builder b, Kind kind, Value x) {
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, SPECIES, kind.element.desc());
    return invoke(b, kind.vector, "broadcast", type, species(b, kind), x);
  }

  /** 0, 1, 2 ... */
  Value iota(Builder b) {
    Value zero = broadcast(b, Kind.INT, b.constant(0));
    MethodTypeDesc type = MethodTypeDesc.of(Kind.INT.vector, CD_int);
    return invoke(b, Kind.INT.vector, "addIndex", type, zero, b.constant(1));
  }

  /**
   * Elements of an array.
   *
   * @param mask which of them; null for all
   */
  Value load(Builder b, Kind kind, Value array, Value at, Value mask) {
    ClassDesc elements = kind.element.desc().arrayType();
    if (mask == null) {
      MethodTypeDesc type = MethodTypeDesc.of(kind.vector, SPECIES, elements, CD_int);
      return invoke(b, kind.vector, "fromArray", type, species(b, kind), array, at);
    }
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, SPECIES, elements, CD_int, MASK);
    return invoke(b, kind.vector, "fromArray", type, species(b, kind), array, at, mask);
  }

  void store(Builder b, Kind kind, Value x, Value array, Value at, Value mask) {
    ClassDesc elements = kind.element.desc().arrayType();
    if (mask == null) {
      MethodTypeDesc type = MethodTypeDesc.of(CD_void, elements, CD_int);
      perform(b, kind.vector, "intoArray", type, x, array, at);
    } else {
      MethodTypeDesc type = MethodTypeDesc.of(CD_void, elements, CD_int, MASK);
      perform(b, kind.vector, "intoArray", type, x, array, at, mask);
    }
  }

  /** A mask for int lanes, of a boolean array; of one that may end before the vector does. */
  Value loadMask(Builder b, Value array, Value at, boolean mayEnd) {
    Value from = array;
    Value start = at;
    if (mayEnd) {
      ClassDesc arrays = ClassDesc.of("java.util.Arrays");
      MethodTypeDesc copy = MethodTypeDesc.of(BOOLEANS, BOOLEANS, CD_int, CD_int);
      Value end = b.add(at, b.constant(lanes));
      from = invoke(b, arrays, "copyOfRange", copy, array, at, end);
      start = b.constant(0);
    }
    MethodTypeDesc type = MethodTypeDesc.of(MASK, SPECIES, BOOLEANS, CD_int);
    return invoke(b, MASK, "fromArray", type, species(b, Kind.INT), from, start);
  }

  void storeMask(Builder b, Value mask, Value array, Value at) {
    perform(b, MASK, "intoArray", MethodTypeDesc.of(CD_void, BOOLEANS, CD_int), mask, array, at);
  }

  /** The lanes whose position, counted from one, is below a limit. */
  Value below(Builder b, Kind kind, Value from, Value limit) {
    MethodTypeDesc type = MethodTypeDesc.of(MASK, CD_int, CD_int);
    return invoke(b, SPECIES, "indexInRange", type, species(b, kind), from, limit);
  }

  Value unary(Builder b, Kind kind, String name, Value x) {
    return invoke(b, kind.vector, name, MethodTypeDesc.of(kind.vector), x);
  }

  /** A method of one further vector, such as {@code add}. */
  Value binary(Builder b, Kind kind, String name, Value x, Value y) {
    return invoke(b, kind.vector, name, MethodTypeDesc.of(kind.vector, VECTOR), x, y);
  }

  /** An operator without a method of its own, such as XOR. */
  Value lanewise(Builder b, Kind kind, String operator, Value x, Value y) {
    ClassDesc op = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, op, VECTOR);
    Value how = operator(b, operator.equals("XOR") ? "Associative" : "Binary", operator);
    return invoke(b, kind.vector, "lanewise", type, x, how, y);
  }

  /** A shift by the same int in all lanes. */
  Value shift(Builder b, Kind kind, String operator, Value x, Value by) {
    ClassDesc op = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    ClassDesc count = kind == Kind.LONG ? CD_long : CD_int;
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, op, count);
    Value how = operator(b, "Binary", operator);
    return invoke(b, kind.vector, "lanewise", type, x, how, Frame.convert(b, by, Type.of(count)));
  }

  /** All lanes as one number, by an operator whose order does not matter. */
  Value reduce(Builder b, Kind kind, String operator, Value x) {
    ClassDesc op = ClassDesc.of(PACKAGE + "VectorOperators$Associative");
    MethodTypeDesc type = MethodTypeDesc.of(kind.element.desc(), op);
    return invoke(b, kind.vector, "reduceLanes", type, x, operator(b, "Associative", operator));
  }

  Value fma(Builder b, Kind kind, Value x, Value y, Value z) {
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, VECTOR, VECTOR);
    return invoke(b, kind.vector, "fma", type, x, y, z);
  }

  Value compare(Builder b, Kind kind, String relation, Value x, Value y) {
    ClassDesc op = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    MethodTypeDesc type = MethodTypeDesc.of(MASK, op, VECTOR);
    return invoke(b, kind.vector, "compare", type, x, operator(b, "Comparison", relation), y);
  }

  /** {@code mask ? y : x} in each lane. */
  Value blend(Builder b, Kind kind, Value x, Value y, Value mask) {
    MethodTypeDesc type = MethodTypeDesc.of(kind.vector, VECTOR, MASK);
    return invoke(b, kind.vector, "blend", type, x, y, mask);
  }

  Value convert(Builder b, Kind from, Kind to, Value x) {
    ClassDesc op = ClassDesc.of(PACKAGE + "VectorOperators$Conversion");
    Value how = operator(b, "Conversion", from.letter() + "2" + to.letter());
    MethodTypeDesc type = MethodTypeDesc.of(VECTOR, op, SPECIES, CD_int);
    Value any = invoke(b, VECTOR, "convertShape", type, x, how, species(b, to), b.constant(0));
    return b.value(new Op.CheckCast(to.vector), to.type, "converted", any);
  }

  /** The same bits as another kind. */
  Value reinterpret(Builder b, Kind from, Value x) {
    Kind to = from.twin();
    String name = to.vector.displayName().replace("Vector", "s");
    return invoke(b, VECTOR, "reinterpretAs" + name, MethodTypeDesc.of(to.vector), x);
  }

  Value castMask(Builder b, Kind to, Value mask) {
    return invoke(b, MASK, "cast", MethodTypeDesc.of(MASK, SPECIES), mask, species(b, to));
  }

  Value mask(Builder b, String name, Value x, Value y) {
    return invoke(b, MASK, name, MethodTypeDesc.of(MASK, MASK), x, y);
  }

  Value not(Builder b, Value mask) {
    return invoke(b, MASK, "not", MethodTypeDesc.of(MASK), mask);
  }

  Value any(Builder b, Value mask) {
    return invoke(b, MASK, "anyTrue", MethodTypeDesc.of(CD_boolean), mask);
  }
}
