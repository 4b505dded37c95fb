package dev.cusp.pass;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where exponentials are summed up: {@code exp(a) + c * exp(b) + d}, or a variable of a loop to
 * which some are added.
 *
 * <p>An exponential does not count where its loop subtracts an invariant from the exponent: such a
 * program takes care itself.
 */
final class Exponentials {
  /** How many factors around an exponential are looked through. */
  private static final int FACTORS = 6;

  private final Definitions d;
  private final Map<Value, Boolean> sums = new IdentityHashMap<>();

  Exponentials(Definitions definitions) {
    d = definitions;
  }

  /** Whether a value is an exponential, times or divided by something. */
  boolean isTerm(Value v) {
    return isTerm(v, FACTORS);
  }

  private boolean isTerm(Value v, int factors) {
    if (factors == 0 || d.argument(v, "exp") != null) {
      return factors > 0;
    }
    List<Value> product = d.operands(v, Op.Arith.Kind.MUL);
    if (product != null) {
      return isTerm(product.get(0), factors - 1) || isTerm(product.get(1), factors - 1);
    }
    List<Value> quotient = d.operands(v, Op.Arith.Kind.DIV);
    return quotient != null && isTerm(quotient.get(0), factors - 1) && !isSum(quotient.get(1));
  }

  /** Whether a value is a sum in which there are exponentials. */
  boolean isSum(Value v) {
    Boolean known = sums.get(v);
    if (known == null) {
      sums.put(v, false); // the answer within a loop that leads back here
      known = !isTerm(v) && hasTerm(v);
      sums.put(v, known);
    }
    return known;
  }

  private boolean hasTerm(Value sum) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> open = new ArrayDeque<>(List.of(sum));
    while (!open.isEmpty()) {
      Value v = open.pop();
      if (!seen.add(v)) {
        continue;
      }
      if (!isTerm(v)) {
        open.addAll(parts(v));
      } else if (!isShifted(v)) {
        return true;
      }
    }
    return false;
  }

  /** The values that a value is the sum of, or is one of. */
  private List<Value> parts(Value v) {
    List<Value> sum = d.operands(v, Op.Arith.Kind.ADD);
    if (sum != null) {
      return sum;
    }
    Stmt loop = d.loop(v);
    Stmt s = loop == null ? d.of(v) : loop;
    if (s == null || s.regions().isEmpty()) {
      return List.of();
    }
    boolean isLoop = s.op() instanceof Op.Loop;
    List<Value> names = loop == null ? s.results() : s.regions().getFirst().params();
    int at = names.indexOf(v);
    List<Value> parts = new ArrayList<>();
    if (isLoop) {
      parts.add(s.operand(at));
    }
    for (Region r : s.regions()) {
      if (!r.diverges()) {
        parts.add(r.yields().get(isLoop ? at + 1 : at));
      }
    }
    return parts;
  }

  /** Whether the exponent is the difference of something and an invariant of its loop. */
  private boolean isShifted(Value term) {
    List<Value> difference = d.operands(exponent(term), Op.Arith.Kind.SUB);
    return difference != null && d.depth(difference.get(1)) < d.depth(difference.get(0));
  }

  private Value exponent(Value term) {
    Value z = d.argument(term, "exp");
    if (z != null) {
      return z;
    }
    List<Value> xs = d.of(term).operands();
    return exponent(isTerm(xs.get(0)) ? xs.get(0) : xs.get(1));
  }
}
