package dev.cusp.ad;

import dev.cusp.emit.Emit;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import dev.cusp.pass.SingleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Derivatives of functions of one number, as functions. */
public final class ScalarDerivative {
  private ScalarDerivative() {}

  /** The derivative of a function of one number, which is the parameter at the position given. */
  public static Func of(Func f, int position, Calls calls) {
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(position), calls, 1);
    Func raw = jvp.func();
    List<Stmt> body = new ArrayList<>();
    List<Value> params = raw.params().subList(0, f.params().size());
    boolean active = !jvp.activeResults().isEmpty();
    Value unit = active ? raw.params().getLast() : new Value(Type.DOUBLE, "zero");
    Object constant = active ? 1.0 : 0.0;
    body.add(new Stmt(new Op.Const(constant), List.of(), List.of(unit), List.of(), f.source()));
    body.addAll(raw.body().body());
    Value result = active ? raw.results().getLast() : unit;
    Region region = new Region(params, body, List.of(result));
    return DeadCode.remove(new Func("d." + f.name(), region, f.host(), f.source()));
  }

  /**
   * What a function of captured values and one number was made into.
   *
   * @param operator it as an operator, for some captured values
   */
  public record Code(Func func, Emit.Maker<DoubleUnaryOperator> operator) {
    static Code of(Func f) {
      int captured = f.params().size() - 1;
      return new Code(f, Emit.maker(SingleResult.of(f), DoubleUnaryOperator.class, captured));
    }
  }
}
