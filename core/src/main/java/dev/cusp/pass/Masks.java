package dev.cusp.pass;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes numbers that are made of some of the bits of others: products without rounding error
 * (Dekker, A floating-point technique for extending the available precision, 1971) are made of the
 * high parts of the factors, and an absolute value is a number without its sign.
 */
public final class Masks {
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final Op.Call ABS =
      call("java.lang.Math", "abs", MethodTypeDesc.of(CD_double, CD_double));
  private static final Op.Call MASKED =
      call("dev.cusp.rules.Masked", "of", MethodTypeDesc.of(CD_double, CD_double, CD_long));

  /** The bits of sign and exponent. */
  private static final long LEADING = 0xFFF0_0000_0000_0000L;

  private final Definitions definitions;
  private boolean changed;

  private Masks(Func f) {
    definitions = new Definitions(f);
  }

  /** The function with calls that have derivatives in their place; values keep their identity. */
  public static Func recognize(Func f) {
    Masks masks = new Masks(f);
    Region body = masks.region(f.body());
    return masks.changed ? new Func(f.name(), body, f.host(), f.source()) : f;
  }

  private static Op.Call call(String owner, String name, MethodTypeDesc type) {
    return new Op.Call(Op.Call.Kind.STATIC, ClassDesc.of(owner), name, type, false);
  }

  private Region region(Region r) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : r.body()) {
      Stmt recognized = recognized(s);
      if (recognized != null) {
        changed = true;
        body.add(recognized);
      } else {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        body.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), body, r.yields());
  }

  private Stmt recognized(Stmt s) {
    if (!isCall(s, "longBitsToDouble")) {
      return null;
    }
    Stmt and = definitions.of(s.operand(0));
    if (and == null || !(and.op() instanceof Op.Arith(var kind)) || kind != Op.Arith.Kind.AND) {
      return null;
    }
    Stmt found = masked(s, and.operand(0), and.operand(1));
    return found != null ? found : masked(s, and.operand(1), and.operand(0));
  }

  private Stmt masked(Stmt s, Value bits, Value mask) {
    Stmt from = definitions.of(bits);
    Stmt constant = definitions.of(mask);
    boolean areBits = isCall(from, "doubleToRawLongBits") || isCall(from, "doubleToLongBits");
    if (!areBits || constant == null || !(constant.op() instanceof Op.Const(Long which))) {
      return null;
    }
    Value x = from.operand(0);
    if (which == Long.MAX_VALUE) {
      return new Stmt(ABS, List.of(x), s.results(), List.of(), s.source());
    }
    return (which & LEADING) == LEADING
        ? new Stmt(MASKED, List.of(x, mask), s.results(), List.of(), s.source())
        : null;
  }

  private static boolean isCall(Stmt s, String name) {
    return s != null
        && s.op() instanceof Op.Call call
        && call.owner().equals(DOUBLE)
        && call.name().equals(name);
  }
}
