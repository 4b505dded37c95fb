package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds divisions by numbers that vary and may be 0, where a program may jump, and logarithms of
 * them. Signs are followed through the code, which tells that {@code 1 + x * x} and sums of
 * exponentials are positive. What a logarithm is taken of, is thought to be positive where only
 * numbers that do not vary could make it 0.
 */
final class Poles {
  // Signs that a number may have, as bits.
  private static final int NEGATIVE = 1;
  private static final int ZERO = 2;
  private static final int POSITIVE = 4;

  /** The constant 0, where sums begin; who divides by it alone has no jump. */
  private static final int NOTHING = 8;

  /** Any sign but always the same, and not 0: what does not vary. */
  private static final int FIXED = 16;

  private static final int ANY = NEGATIVE | ZERO | POSITIVE;

  private static final String SAMPLER = "Ldev/cusp/expectation/Sampler;";
  private static final String SCRIPT = "Ldev/cusp/expectation/Script;";

  private static final Set<String> POSITIVE_DRAWS =
      Set.of(
          "logNormal",
          "exponential",
          "gamma",
          "beta",
          "weibull",
          "pareto",
          "kumaraswamy",
          "dirichlet");

  private final Activity varied;
  private final Map<Value, Integer> signs = new IdentityHashMap<>();
  private final Map<Value, Double> constants = new IdentityHashMap<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Arrays that the program makes where they are read. */
  private final Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Of what is in those. */
  private int stored = NOTHING;

  private boolean isChanged;

  /** Whether what does not vary counts as positive. */
  private final boolean isHopeful;

  private Poles(Activity varied, boolean isHopeful) {
    this.varied = varied;
    this.isHopeful = isHopeful;
  }

  /**
   * The divisions of a function, by statement.
   *
   * @param varied tells what varies
   * @param active tells what the derivative depends on
   */
  static Map<Stmt, Site> of(Func f, Activity varied, Activity active) {
    Map<Stmt, Site> found = new IdentityHashMap<>();
    for (boolean isHopeful : new boolean[] {false, true}) {
      Poles poles = new Poles(varied, isHopeful);
      do {
        poles.isChanged = false;
        poles.seen.clear();
        poles.function(f);
      } while (poles.isChanged);
      poles.seen.clear();
      poles.find(f, active, found);
    }
    return found;
  }

  private void find(Func f, Activity active, Map<Stmt, Site> found) {
    if (seen.add(f)) {
      find(f.body(), active, found);
    }
  }

  private void find(Region region, Activity active, Map<Stmt, Site> found) {
    for (Stmt s : region.body()) {
      String name = pole(s);
      boolean counts = name != null && active.isActive(s.result()) && !Sites.isOurs(s.source());
      if (counts) {
        String text = name + (isHopeful ? " of" : " by") + " what may be 0";
        found.put(s, new Site(Site.Kind.JUMP, s.source(), name, text));
      }
      s.regions().forEach(r -> find(r, active, found));
      if (s.op() instanceof Op.Apply(var callee)) {
        find(callee.func(), active, found);
      }
    }
  }

  /** What a statement does that is infinite somewhere; null if it is not. */
  private String pole(Stmt s) {
    if (isHopeful) {
      return s.op() instanceof Op.Call call
              && Watch.isMath(call)
              && call.name().matches("log|log10")
              && mayVanish(s.operand(0))
          ? "Math." + call.name()
          : null;
    }
    return switch (s.op()) {
      case Op.Arith(var kind)
          when kind == Op.Arith.Kind.DIV
              && s.result().type().isFloating()
              && mayVanish(s.operand(1)) ->
          "division";
      case Op.Call call when Watch.isMath(call) && call.name().equals("tan") ->
          varied.isVaried(s.operand(0)) ? "Math.tan" : null;
      case Op.Call call when Watch.isMath(call) && call.name().equals("pow") -> {
        Double exponent = constants.get(s.operand(1));
        boolean isPower = exponent != null && exponent >= 0;
        yield !isPower && mayVanish(s.operand(0)) ? "Math.pow" : null;
      }
      default -> null;
    };
  }

  private boolean mayVanish(Value v) {
    return varied.isVaried(v) && (sign(v) & ZERO) != 0;
  }

  private int sign(Value v) {
    return signs.getOrDefault(v, 0);
  }

  private void join(Value v, int sign) {
    boolean isKnown = Integer.bitCount(sign) < 2 && sign != FIXED;
    int fixed = isHopeful ? POSITIVE : FIXED;
    int all = sign(v) | (varied.isVaried(v) || isKnown || sign == 0 ? sign : fixed);
    isChanged |= all != sign(v);
    signs.put(v, all);
  }

  private void function(Func f) {
    if (seen.add(f)) {
      f.params().forEach(p -> join(p, ANY));
      region(f.body());
    }
  }

  private void region(Region region) {
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Const(Double number)) {
        constants.put(s.result(), number);
      } else if (s.op() instanceof Op.NewArray || isDraw(s)) {
        made.addAll(s.results());
      }
      switch (s.op()) {
        case Op.If _ -> s.regions().forEach(r -> branch(s, r));
        case Op.Loop _ -> loop(s, s.regions().getFirst());
        case Op.Store _ -> store(sign(s.operand(2)));
        case Op.Apply(var callee) -> {
          function(callee.func());
          s.results().forEach(v -> join(v, ANY));
        }
        default -> s.results().forEach(v -> join(v, of(s)));
      }
    }
  }

  private static boolean isDraw(Stmt s) {
    return s.op() instanceof Op.Call call && call.owner().descriptorString().equals(SAMPLER);
  }

  private void store(int sign) {
    isChanged |= (stored | sign) != stored;
    stored |= sign;
  }

  private void branch(Stmt s, Region region) {
    region(region);
    for (int i = 0; !region.diverges() && i < s.results().size(); i++) {
      join(s.results().get(i), sign(region.yields().get(i)));
    }
  }

  private void loop(Stmt s, Region body) {
    List<Value> params = body.params();
    for (int i = 0; i < params.size(); i++) {
      join(params.get(i), sign(s.operand(i)));
    }
    region(body);
    for (int i = 0; !body.diverges() && i < params.size(); i++) {
      int next = sign(body.yields().get(i + 1));
      join(params.get(i), next);
      join(s.results().get(i), next);
    }
  }

  private int of(Stmt s) {
    return switch (s.op()) {
      case Op.Const(Number number) -> ofNumber(number.doubleValue());
      case Op.Convert _ -> sign(s.operand(0));
      case Op.Load _ -> made.contains(s.operand(0)) ? stored : stored | ANY;
      case Op.Arith(var kind) -> ofArithmetic(kind, s);
      case Op.Call call -> ofCall(call, s);
      default -> ANY;
    };
  }

  private static int ofNumber(double x) {
    return x > 0 ? POSITIVE : x < 0 ? NEGATIVE : NOTHING;
  }

  private int ofArithmetic(Op.Arith.Kind kind, Stmt s) {
    int x = sign(s.operand(0));
    int y = s.operands().size() > 1 ? sign(s.operand(1)) : 0;
    return switch (kind) {
      case ADD -> sum(x, y);
      case SUB -> sum(x, negative(y));
      case MUL -> s.operand(0) == s.operand(1) ? size(x) : product(x, y);
      case DIV -> product(x, y);
      case NEG -> negative(x);
      case REM, AND, OR, XOR, SHL, SHR, USHR -> ANY;
    };
  }

  private int ofCall(Op.Call call, Stmt s) {
    List<Value> xs = s.operands();
    if (isDraw(s)) {
      boolean isPositive =
          POSITIVE_DRAWS.contains(call.name())
              || call.name().equals("uniform")
                  && (sign(xs.get(1)) == POSITIVE || sign(xs.get(1)) == NOTHING);
      int drawn = isPositive ? POSITIVE : ANY;
      if (s.result().type().isArray()) {
        store(drawn);
      }
      return drawn;
    }
    if (call.owner().descriptorString().equals("Ldev/cusp/rules/Surrogate;")) {
      return sign(xs.getFirst());
    }
    if (!Watch.isMath(call)) {
      boolean isScript = call.owner().descriptorString().equals(SCRIPT); // has no such arrays
      if (!isScript && s.results().stream().anyMatch(v -> v.type().isReference())) {
        store(ANY);
      }
      return ANY;
    }
    return switch (call.name()) {
      case "exp", "cosh" -> POSITIVE;
      case "abs", "sqrt" -> size(sign(xs.getFirst()));
      case "cbrt", "expm1", "log1p", "sinh", "tanh", "asin", "atan" -> sign(xs.getFirst());
      case "hypot" -> {
        int both = size(sign(xs.get(0))) | size(sign(xs.get(1)));
        boolean isPositive = size(sign(xs.get(0))) == POSITIVE || size(sign(xs.get(1))) == POSITIVE;
        yield isPositive ? POSITIVE : both;
      }
      case "max" -> extreme(sign(xs.get(0)), sign(xs.get(1)), POSITIVE);
      case "min" -> extreme(sign(xs.get(0)), sign(xs.get(1)), NEGATIVE);
      case "clamp" ->
          xs.size() == 3 && sign(xs.get(1)) == POSITIVE
              ? POSITIVE
              : xs.size() == 3 && sign(xs.get(2)) == NEGATIVE ? NEGATIVE : ANY;
      case "pow" -> {
        Double exponent = constants.get(xs.get(1));
        boolean isEven = exponent != null && exponent % 2 == 0;
        yield sign(xs.getFirst()) == POSITIVE ? POSITIVE : isEven ? size(sign(xs.getFirst())) : ANY;
      }
      case "fma" -> sum(product(sign(xs.get(0)), sign(xs.get(1))), sign(xs.get(2)));
      default -> ANY;
    };
  }

  private static int extreme(int x, int y, int strong) {
    return x == strong || y == strong
        ? strong
        : ((x | y) & (NOTHING | FIXED)) != 0 ? x | y | ANY : x | y;
  }

  private static int negative(int x) {
    int others = x & (ZERO | NOTHING | FIXED);
    return others | ((x & POSITIVE) != 0 ? NEGATIVE : 0) | ((x & NEGATIVE) != 0 ? POSITIVE : 0);
  }

  /** Of an absolute value, or a square. */
  private static int size(int x) {
    int others = x & (ZERO | NOTHING);
    return others | ((x & (POSITIVE | NEGATIVE | FIXED)) != 0 ? POSITIVE : 0);
  }

  private static int sum(int x, int y) {
    int all = 0;
    for (int i = 1; i <= FIXED; i <<= 1) {
      for (int j = 1; j <= FIXED; j <<= 1) {
        if ((x & i) != 0 && (y & j) != 0) {
          all |= i == NOTHING ? j : j == NOTHING ? i : i == FIXED || j == FIXED ? ANY : plain(i, j);
        }
      }
    }
    return all;
  }

  private static int plain(int i, int j) {
    return i == j || j == ZERO ? i : i == ZERO ? j : ANY;
  }

  private static int product(int x, int y) {
    int all = 0;
    for (int i = 1; i <= FIXED; i <<= 1) {
      for (int j = 1; j <= FIXED; j <<= 1) {
        if ((x & i) != 0 && (y & j) != 0) {
          int either = i | j;
          all |=
              (either & NOTHING) != 0
                  ? NOTHING
                  : (either & ZERO) != 0
                      ? ZERO
                      : (either & FIXED) != 0 ? FIXED : i == j ? POSITIVE : NEGATIVE;
        }
      }
    }
    return all;
  }
}
