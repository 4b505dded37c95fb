package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a function that adds to an array of zeros one that overwrites the array: an element that is
 * read before it has been stored is zero, and only what is not stored has to be cleared.
 */
final class FreshRows {
  /**
   * Such a function.
   *
   * @param looks whether it ends with a {@link dev.cusp.runtime.Tie} where a number that it stores
   *     is not finite
   */
  record Overwriting(Func func, boolean looks) {}

  private final Value row;
  private final Map<Value, Object> constants;
  private final Set<Value> linear;
  private final Set<Integer> stored = new HashSet<>();

  /** Whether elements are used in other ways than one by one. */
  private boolean isMixed;

  /** The sum of what is stored. */
  private Value sum;

  private FreshRows(Value row, Map<Value, Object> constants, Set<Value> linear) {
    this.row = row;
    this.constants = constants;
    this.linear = linear;
  }

  /**
   * The function without that assumption. It defines the rows in the beginning of its body.
   *
   * @param linear its tangents; sums of them are added
   * @param wanted whether it is to look, where it can
   */
  static Overwriting of(Func f, List<Value> rows, Set<Value> linear, boolean wanted) {
    List<Stmt> body = f.body().body();
    List<Value> sums = new ArrayList<>();
    boolean looks = wanted;
    for (Value row : rows) {
      FreshRows pass = new FreshRows(row, f.constants(), linear);
      body = pass.overwriting(body);
      looks &= !pass.isMixed;
      if (looks && pass.sum != null) {
        sums.add(pass.sum);
      }
    }
    Builder b = Builder.root().at(f.source());
    body.forEach(b::append);
    if (looks && !sums.isEmpty()) {
      requireFinite(b, sums.stream().reduce(b::add).orElseThrow());
    }
    Region region = new Region(f.params(), b.body(), f.body().yields());
    return new Overwriting(new Func(f.name(), region, f.host(), f.source()), looks);
  }

  /** A finite sum has finite terms. */
  private static void requireFinite(Builder b, Value sum) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_boolean, CD_double);
    Op isFinite = new Op.Call(Op.Call.Kind.STATIC, CD_Double, "isFinite", type, false);
    Value finite = b.value(isFinite, Type.INT, "finite", sum);
    Region end = new Region(List.of(), Watch.end(b.source(), "a slope that is not finite"), null);
    Region go = new Region(List.of(), List.of(), List.of());
    b.append(new Stmt(new Op.If(), List.of(finite), List.of(), List.of(go, end), b.source()));
  }

  private List<Stmt> overwriting(List<Stmt> body) {
    List<Stmt> out = new ArrayList<>();
    int start = 0;
    Stmt definition = null;
    for (Stmt s : body) {
      out.add(rewritten(s));
      if (s.op() instanceof Op.Store && s.operand(0) == row) {
        add(s.operand(2), out, s.source());
      }
      if (s.results().contains(row)) {
        start = out.size();
        definition = s;
      }
    }
    Builder b = Builder.root().at(definition.source());
    Clearing clearing = new Clearing(row, false);
    boolean leading = stored.stream().allMatch(i -> i >= 0 && i < stored.size());
    if (isMixed || !leading) {
      clearing.all(b);
    } else {
      clearing.unless(b, b.constant(stored.size()));
    }
    out.addAll(start, b.body());
    return out;
  }

  private void add(Value v, List<Stmt> out, Source source) {
    if (sum == null) {
      sum = v;
      return;
    }
    Value more = new Value(v.type(), "sum");
    Op add = new Op.Arith(Op.Arith.Kind.ADD);
    out.add(new Stmt(add, List.of(sum, v), List.of(more), List.of(), source));
    linear.add(more);
    sum = more;
  }

  private Stmt rewritten(Stmt s) {
    boolean one = s.operands().size() > 1 && s.operand(0) == row;
    Object index = one ? constants.get(s.operand(1)) : null;
    switch (s.op()) {
      case Op.Load _ when index instanceof Integer i -> {
        if (!isMixed && !stored.contains(i)) {
          Op zero = new Op.Const(0.0);
          return new Stmt(zero, List.of(), s.results(), List.of(), s.source());
        }
      }
      case Op.Store _ when index instanceof Integer i -> stored.add(i);
      case Op.Length _ -> {}
      default -> isMixed |= uses(s);
    }
    return s;
  }

  private boolean uses(Stmt s) {
    return s.operands().contains(row)
        || s.regions().stream().anyMatch(r -> r.body().stream().anyMatch(this::uses));
  }
}
