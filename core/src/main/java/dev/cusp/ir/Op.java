package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;

/**
 * What a statement does. The kinds are closed: every pass is an exhaustive switch over them.
 *
 * <p>Operands and results are listed as {@code operands -> results}.
 */
public sealed interface Op {
  /** Whether equal operands give equal results and nothing else happens, not even an exception. */
  default boolean isPure() {
    return false;
  }

  /**
   * {@code () -> value}. The constant is an Integer, Long, Float, Double or String, a {@link
   * ClassDesc} for a class literal, or null for the null reference.
   */
  record Const(Object value) implements Op {
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** Arithmetic as the JVM has it, on the type of the first operand; NEG takes one operand. */
  record Arith(Kind kind) implements Op {
    /** The operators; shifts take an int as second operand. */
    public enum Kind {
      ADD,
      SUB,
      MUL,
      DIV,
      REM,
      NEG,
      AND,
      OR,
      XOR,
      SHL,
      SHR,
      USHR
    }

    /** Integer division can throw, see {@link Builder}, which knows the operand types. */
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** {@code x -> (to) x} for primitive types, byte, short and char included. */
  record Convert(ClassDesc to) implements Op {
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /**
   * {@code (x, y) -> 1 or 0}, the comparison as Java source means it: with a NaN every relation but
   * NE is false. References know EQ and NE only.
   */
  record Compare(Relation relation) implements Op {
    /** The six relations. */
    public enum Relation {
      LT,
      LE,
      GT,
      GE,
      EQ,
      NE
    }

    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** {@code (x, y) -> -1, 0 or 1}: dcmpg where a NaN gives 1, dcmpl where it gives -1, lcmp. */
  record ThreeWay(boolean nanIsGreater) implements Op {
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** {@code ref -> 1 or 0}. */
  record InstanceOf(ClassDesc type) implements Op {
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** {@code ref -> ref}, an exception where the reference is of another type. */
  record CheckCast(ClassDesc type) implements Op {}

  /** {@code (n1, n2, ...) -> array} with zero elements; as many lengths as dimensions to fill. */
  record NewArray(ClassDesc arrayType) implements Op {}

  /** {@code array -> length}. Lengths never change, but a null array throws. */
  record Length() implements Op {
    @Override
    public boolean isPure() {
      return true;
    }
  }

  /** {@code (array, index) -> element}. */
  record Load(ClassDesc component) implements Op {}

  /** {@code (array, index, element) -> ()}. */
  record Store(ClassDesc component) implements Op {}

  /** {@code object -> field}. */
  record GetField(ClassDesc owner, String name, ClassDesc type, boolean isFinal) implements Op {
    @Override
    public boolean isPure() {
      return isFinal;
    }
  }

  /** {@code (object, value) -> ()}. */
  record PutField(ClassDesc owner, String name, ClassDesc type) implements Op {}

  /** {@code () -> value}. */
  record GetStatic(ClassDesc owner, String name, ClassDesc type, boolean isFinal) implements Op {}

  /** {@code value -> ()}. */
  record PutStatic(ClassDesc owner, String name, ClassDesc type) implements Op {}

  /**
   * {@code (constructor arguments..., field values...) -> object}: calls the constructor.
   *
   * <p>Where the constructor could be read, {@code fields} names each instance field it sets and
   * the operands after the arguments are the values that it gives them (computed beside the call,
   * and dead unless a pass uses them). Otherwise {@code fields} is null: an opaque object.
   */
  record New(ClassDesc owner, MethodTypeDesc constructor, List<Field> fields) implements Op {
    /** An instance field; owner is the class that declares it. */
    public record Field(ClassDesc owner, String name, ClassDesc type) {}

    /** The position of the first field value among the operands. */
    public int arguments() {
      return constructor.parameterCount();
    }
  }

  /**
   * {@code (receiver?, arguments...) -> result or nothing}: a call that was not inlined. Its
   * derivative, where it needs one, comes from a rule.
   */
  record Call(Kind kind, ClassDesc owner, String name, MethodTypeDesc type, boolean isInterface)
      implements Op {
    /** How the JVM finds the method. */
    public enum Kind {
      STATIC,
      VIRTUAL,
      SPECIAL,
      INTERFACE
    }

    /**
     * The functions of {@link MathClasses}, and Cusp's own, to float or double are pure; extrema.
     */
    @Override
    public boolean isPure() {
      return kind == Kind.STATIC && (isFunction() || isCondition() || owner.equals(CAPTURED));
    }

    private boolean isFunction() {
      return (MathClasses.contain(owner) || FUNCTIONS.contains(owner))
          && (Type.of(type.returnType()).isFloating() || isExtremum())
          && !name.equals("random");
    }

    private boolean isExtremum() {
      return name.equals("max") || name.equals("min");
    }

    private boolean isCondition() {
      return name.startsWith("is") && owner.equals(RAY);
    }

    private static final ClassDesc RAY = ClassDesc.of("dev.cusp.runtime.Ray");

    private static final Set<ClassDesc> FUNCTIONS =
        Set.of(
            ClassDesc.of("dev.cusp.rules.Stable"),
            ClassDesc.of("dev.cusp.rules.Scaled"),
            ClassDesc.of("dev.cusp.rules.Masked"),
            ClassDesc.of("dev.cusp.rules.Surrogate"));

    private static final ClassDesc CAPTURED = ClassDesc.of("dev.cusp.runtime.Captured");
  }

  /** {@code arguments -> result}: an invokedynamic kept as it is, such as string concatenation. */
  record Dynamic(DynamicCallSiteDesc site) implements Op {}

  /** {@code arguments -> results}: calls a function of the intermediate form, as recursion does. */
  record Apply(Func.Ref callee) implements Op {}

  /**
   * {@code condition -> results}: the first region where the condition is not 0, else the second.
   */
  record If() implements Op {}

  /**
   * {@code initial values -> final values}: runs the region on the values; the region yields {@code
   * (again, next values...)}; where again is not 0 it runs on them once more, else they are the
   * results.
   *
   * <p>A {@code while} loop has the shape {@link Loops#asWhile} describes.
   */
  record Loop() implements Op {}

  /** {@code exception -> ()}: the last statement of a region that yields nothing. */
  record Throw() implements Op {}
}
