package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Sums and products of cotangents: factors of 1 are left out, and the sign of a negative moves
 * outwards until a sum absorbs it, {@code z + -x * y = z - x * y}, which is the same to the bit.
 */
final class Algebra {
  private final Map<Value, Double> constants = new IdentityHashMap<>();

  /** What a number is the negative of. */
  private final Map<Value, Value> negatives = new IdentityHashMap<>();

  /** Notes that a value is a constant. */
  void know(Value v, double c) {
    constants.put(v, c);
  }

  Value constant(Builder b, double c) {
    Value v = b.constant(c);
    constants.put(v, c);
    return v;
  }

  /** The cotangent 1. */
  Value one(Builder b, Type type) {
    Value one = Reversal.convert(b, constant(b, 1.0), type);
    constants.put(one, 1.0);
    return one;
  }

  Value times(Builder b, Value x, Value y) {
    Double cx = constants.get(x);
    Double cy = constants.get(y);
    if (cx != null && Math.abs(cx) == 1) {
      return cx == 1 ? y : negate(b, y);
    }
    if (cy != null && Math.abs(cy) == 1) {
      return cy == 1 ? x : negate(b, x);
    }
    if (cx != null && cy != null && x.type().equals(Type.DOUBLE)) {
      return constant(b, cx * cy);
    }
    Value minusX = negatives.get(x);
    Value minusY = negatives.get(y);
    if (minusX == null && minusY == null) {
      return b.mul(x, y);
    }
    Value product = times(b, minusX == null ? x : minusX, minusY == null ? y : minusY);
    return minusX != null && minusY != null ? product : negate(b, product);
  }

  Value negate(Builder b, Value x) {
    Value minusX = negatives.get(x);
    if (minusX != null) {
      return minusX;
    }
    Double c = constants.get(x);
    if (c != null && x.type().equals(Type.DOUBLE)) {
      return constant(b, -c);
    }
    Value result = b.neg(x);
    negatives.put(result, x);
    return result;
  }

  Value plus(Builder b, Value x, Value y) {
    Value minusX = negatives.get(x);
    Value minusY = negatives.get(y);
    if (minusX != null && minusY != null) {
      return negate(b, b.add(minusX, minusY));
    }
    if (minusY != null) {
      return b.sub(x, minusY);
    }
    return minusX == null ? b.add(x, y) : b.sub(y, minusX);
  }
}
