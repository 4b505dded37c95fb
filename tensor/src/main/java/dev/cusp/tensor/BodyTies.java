package dev.cusp.tensor;

import dev.cusp.ad.Calls;
import dev.cusp.ad.Derivatives;
import dev.cusp.emit.Emit;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.pass.SingleResult;
import dev.cusp.runtime.Tie;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An elementwise method that ends where it is not smooth: counts the elements at which it is so.
 */
final class BodyTies {
  private static final ClassDesc TIES = Ties.class.describeConstable().orElseThrow();
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  private final List<Type> types;
  private final MethodHandle code;

  private BodyTies(List<Type> types, MethodHandle code) {
    this.types = types;
    this.code = code;
  }

  /** The method watched, or null where it is a smooth function of the inputs at some positions. */
  static BodyTies of(Func f, Set<Integer> wrt, Calls calls) {
    Func plain = new Func(f.name(), plain(f.body()), f.host(), f.source());
    Func watched = Derivatives.watched(plain, wrt, calls);
    if (watched == plain) {
      return null;
    }
    List<Type> types = f.params().stream().map(p -> p.type()).toList();
    MethodHandle handle = Emit.handle(SingleResult.of(watched));
    return new BodyTies(types, handle.asSpreader(Object[].class, types.size()));
  }

  /** With the functions of {@link Ties} as those of Math that they are, whose kinks are known. */
  private static Region plain(Region region) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : region.body()) {
      Op op =
          s.op() instanceof Op.Call call && call.owner().equals(TIES)
              ? new Op.Call(call.kind(), MATH, call.name(), call.type(), false)
              : s.op();
      List<Region> regions = s.regions().stream().map(BodyTies::plain).toList();
      body.add(new Stmt(op, s.operands(), s.results(), regions, s.source()));
    }
    return new Region(region.params(), body, region.yields());
  }

  /** How many elements are at a kink or a jump. */
  long count(List<Tensor> inputs) {
    long ties = 0;
    Object[] args = new Object[inputs.size()];
    for (int at = 0; at < inputs.getFirst().shape().size(); at++) {
      for (int i = 0; i < args.length; i++) {
        double number = inputs.get(i).number(at);
        args[i] =
            switch (types.get(i).desc().descriptorString()) {
              case "D" -> (Object) number;
              case "F" -> (float) number;
              case "J" -> (long) number;
              default -> (int) number;
            };
      }
      try {
        Object _ = code.invoke(args);
      } catch (Tie _) {
        ties++;
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
    return ties;
  }
}
