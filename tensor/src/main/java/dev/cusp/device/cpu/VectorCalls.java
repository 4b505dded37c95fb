package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Lane.Condition;
import dev.cusp.device.cpu.Lane.Varying;
import dev.cusp.device.cpu.Simd.Kind;
import dev.cusp.device.cpu.Vectorize.Refused;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Functions;
import java.util.List;
import java.util.Set;

/** Calls in a body for several elements at once. */
final class VectorCalls {
  private static final Set<String> PURE =
      Set.of("Math", "StrictMath", "Float", "Double", "Integer");

  /** Methods of Math and of vectors. */
  private static final Set<String> TYPED = Set.of("abs", "sqrt", "min", "max");

  private final Vectorize body;

  VectorCalls(Vectorize body) {
    this.body = body;
  }

  /** Whether a call is of a static function of numbers of the JDK or of ours. */
  static boolean isFunction(Op.Call call) {
    boolean isJdk =
        call.owner().packageName().equals("java.lang") && PURE.contains(call.owner().displayName());
    boolean isKnown = isJdk && !call.name().equals("random") && !call.name().endsWith("Exact");
    return call.kind() == Op.Call.Kind.STATIC
        && call.type().returnType().isPrimitive()
        && call.type().parameterList().stream().allMatch(p -> p.isPrimitive())
        && (isKnown || call.isPure() || Functions.isOwn(call));
  }

  Lane of(Stmt s, Op.Call call, List<Lane> xs, Builder b) throws Refused {
    if (!isFunction(call)) {
      throw new Refused("it calls " + call.owner().displayName() + "." + call.name());
    }
    if (Functions.isOwn(call) && !Functions.isRare(call) && !call.name().equals("sqrt")) {
      return body.apply(Functions.lifted(call), xs, b).getFirst();
    }
    Kind kind = Kind.of(s.operand(0).type());
    body.check(kind);
    Simd simd = body.simd;
    boolean isTyped = s.result().type().equals(s.operand(0).type());
    if (isTyped && TYPED.contains(call.name())) {
      return xs.size() == 1 ? unary(call.name(), kind, xs, b) : binary(call.name(), kind, xs, b);
    }
    return switch (call.name()) {
      case "fma" -> {
        Value y = body.vector(xs.get(1), kind, b);
        Value z = body.vector(xs.get(2), kind, b);
        yield new Varying(simd.fma(b, kind, body.vector(xs.getFirst(), kind, b), y, z), kind);
      }
      case "floatToRawIntBits", "intBitsToFloat", "doubleToRawLongBits", "longBitsToDouble" -> {
        Value x = body.vector(xs.getFirst(), kind, b);
        yield new Varying(simd.reinterpret(b, kind, x), kind.twin());
      }
      case "isNaN" -> {
        Value x = body.vector(xs.getFirst(), kind, b);
        yield new Condition(simd.compare(b, kind, "NE", x, x), kind);
      }
      default -> {
        if (!Type.of(call.type().returnType()).desc().equals(call.type().returnType())) {
          throw new Refused("it calls " + call.owner().displayName() + "." + call.name());
        }
        yield body.each(call, xs, b);
      }
    };
  }

  private Lane unary(String name, Kind kind, List<Lane> xs, Builder b) throws Refused {
    return new Varying(body.simd.unary(b, kind, name, body.vector(xs.getFirst(), kind, b)), kind);
  }

  private Lane binary(String name, Kind kind, List<Lane> xs, Builder b) throws Refused {
    Value y = body.vector(xs.get(1), kind, b);
    return new Varying(
        body.simd.binary(b, kind, name, body.vector(xs.getFirst(), kind, b), y), kind);
  }
}
