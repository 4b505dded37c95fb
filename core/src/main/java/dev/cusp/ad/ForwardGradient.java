package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The gradient of a function as a function that can be differentiated again in either mode: an
 * array of its derivatives along the axes, each by forward mode. It costs as many function values
 * as there are entries; reverse mode cannot run through a reverse sweep.
 */
final class ForwardGradient {
  private ForwardGradient() {}

  /** With respect to the last parameter, an array; null where it is none, or is written to. */
  static Func of(Func f, Calls calls) {
    int last = f.params().size() - 1;
    boolean isReal = f.results().size() == 1 && f.results().getFirst().type().equals(Type.DOUBLE);
    boolean fits = last >= 0 && f.params().get(last).type().equals(Type.DOUBLES) && isReal;
    if (!fits || Writes.of(f).to(last)) {
      return null;
    }
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(last), calls, 1);
    Func.Ref along = new Func.Ref(jvp.func().name());
    along.complete(jvp.func());
    Builder b = Builder.root().at(f.source());
    f.params().forEach(p -> b.param(p.type(), p.name()));
    Value n = b.value(new Op.Length(), Type.INT, "n", b.params().get(last));
    Value gradient = zeros(b, n, "gradient");
    if (!jvp.activeResults().isEmpty()) {
      b.count(
          n,
          "i",
          (round, i) -> {
            Value axis = zeros(round, n, "axis");
            round.store(axis, i, round.constant(1.0));
            round.store(gradient, i, apply(round, along, b.params(), axis));
          });
    }
    return new Func("gradient." + f.name(), b.region(List.of(gradient)), f.host(), f.source());
  }

  private static Value zeros(Builder b, Value n, String name) {
    return b.value(new Op.NewArray(Type.DOUBLES.desc()), Type.DOUBLES, name, n);
  }

  private static Value apply(Builder b, Func.Ref along, List<Value> params, Value axis) {
    List<Value> arguments = new ArrayList<>(params);
    arguments.add(axis);
    List<Value> results = new ArrayList<>();
    for (Value result : along.func().results()) {
      results.add(result.copy());
    }
    b.append(new Stmt(new Op.Apply(along), arguments, results, List.of(), b.source()));
    return results.getLast();
  }
}
