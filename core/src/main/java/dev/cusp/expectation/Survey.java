package dev.cusp.expectation;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.Reach;
import dev.cusp.ad.Site;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.lift.LiftException;
import dev.cusp.lift.Places;
import dev.cusp.rules.Substitute;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the draws of a program, and an estimator for each. */
final class Survey {
  /** Leaves all calls of a sampler that its users can write. */
  static final Places KEEP =
      new Places() {
        @Override
        public boolean keeps(Class<?> owner, String name) {
          return owner == Sampler.class
              && Arrays.stream(Sampler.class.getMethods()).anyMatch(m -> m.getName().equals(name));
        }

        @Override
        public Method at(Class<?> owner, String name, int parameters, Source place) {
          return null;
        }
      };

  private static final ClassDesc SAMPLER = Sampler.class.describeConstable().orElseThrow();

  /** How many values the enumerated draws of a program may have together, as a power of 2. */
  private static final int MOST_BITS = 6;

  /** A draw in the program. */
  private record Call(Stmt stmt, Op.Call op, boolean repeats) {}

  private final Compiled program;
  private final Object[] args;
  private final Estimator wanted;
  private final Map<Value, Stmt> definitions = new IdentityHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Call, DrawSite> sites = new IdentityHashMap<>();
  private int bits;

  private Survey(Compiled program, Object[] args, Estimator wanted) {
    this.program = program;
    this.args = args;
    this.wanted = wanted;
  }

  /**
   * The draws of a program, in its order.
   *
   * @param program lifted with {@link #KEEP}
   * @param wanted the estimator for draws that name none, where they have it; null for none
   */
  static List<DrawSite> of(Compiled program, Object[] args, Estimator wanted) {
    Survey survey = new Survey(program, args, wanted);
    survey.region(program.func(args).body(), false);
    for (Call call : survey.calls.reversed()) { // later draws first: their estimators matter
      survey.decide(call);
    }
    return survey.calls.stream().map(survey.sites::get).distinct().toList();
  }

  private void region(Region region, boolean repeats) {
    for (Stmt s : region.body()) {
      s.results().forEach(v -> definitions.put(v, s));
      if (s.op() instanceof Op.Call op && isDraw(op)) {
        calls.add(new Call(s, op, repeats));
      }
      boolean again = repeats || s.op() instanceof Op.Loop;
      s.regions().forEach(r -> region(r, again));
      if (s.op() instanceof Op.Apply(var callee) && seen.add(callee.func())) {
        region(callee.func().body(), true);
      }
    }
  }

  private static boolean isDraw(Op.Call op) {
    return op.owner().equals(SAMPLER) && !op.name().equals("with");
  }

  private void decide(Call call) {
    Estimator asked = asked(call);
    boolean isWanted = asked == null && wanted != null && has(wanted, call.op());
    boolean mayBeContinuous =
        has(Estimator.PATHWISE, call.op()) || (isWanted ? wanted : asked) == Estimator.REBAR;
    List<Site> jumps = mayBeContinuous ? jumps(call) : List.of();
    Estimator estimator = asked != null ? asked : isWanted ? wanted : best(call, jumps);
    if (!has(estimator, call.op())) {
      throw new LiftException(
          "%s: %s has no estimator %s; it has %s"
              .formatted(
                  call.stmt().source(), call.op().name(), estimator, available(call.op().name())));
    }
    sites.put(
        call,
        new DrawSite(
            call.stmt().source(),
            call.op().name(),
            call.repeats(),
            estimator,
            asked != null || isWanted,
            estimator.wantsContinuity() ? jumps : List.of()));
  }

  /** The estimator that the program names for a draw; null where it names none. */
  private Estimator asked(Call call) {
    Stmt source = definitions.get(call.stmt().operand(0));
    boolean names =
        source != null
            && source.op() instanceof Op.Call op
            && op.owner().equals(SAMPLER)
            && op.name().equals("with");
    if (!names) {
      return null;
    }
    Stmt constant = definitions.get(source.operand(1));
    if (constant != null
        && constant.op() instanceof Op.GetStatic get
        && get.owner().equals(Estimator.class.describeConstable().orElseThrow())) {
      return Estimator.valueOf(get.name());
    }
    throw new LiftException(
        source.source()
            + ": the estimator of a draw must be written as a constant, as in"
            + " sampler.with(Estimator.SCORE), for code is made for it");
  }

  static boolean has(Estimator estimator, Op.Call op) {
    return method(estimator, op.name()) != null;
  }

  /** The estimators that a distribution has. */
  static List<Estimator> available(String distribution) {
    return Arrays.stream(Estimator.values()).filter(e -> method(e, distribution) != null).toList();
  }

  /** The method that is lifted in place of one of the sampler's, or null. */
  static Method method(Estimator estimator, String distribution) {
    return Arrays.stream(estimator.draws().getDeclaredMethods())
        .filter(m -> m.getName().equals(distribution) && m.isAnnotationPresent(Substitute.class))
        .findFirst()
        .orElse(null);
  }

  /** The best unbiased estimator of a draw. */
  private Estimator best(Call call, List<Site> jumps) {
    if (has(Estimator.PATHWISE, call.op()) && jumps.isEmpty()) {
      return Estimator.PATHWISE;
    }
    int more = bits(call.op().name());
    if (more > 0 && !call.repeats() && bits + more <= MOST_BITS) {
      bits += more;
      return Estimator.ENUMERATION;
    }
    if (has(Estimator.COUPLED, call.op())) {
      return Estimator.COUPLED;
    }
    if (has(Estimator.MEASURE_VALUED, call.op()) && !call.repeats()) {
      return Estimator.MEASURE_VALUED;
    }
    return has(Estimator.SCORE, call.op()) ? Estimator.SCORE : Estimator.PATHWISE;
  }

  /** How many values a draw has, roughly, as a power of 2; 0 where they are too many. */
  private static int bits(String distribution) {
    return switch (distribution) {
      case "flip", "bernoulli" -> 1;
      case "categorical", "oneHot" -> 3;
      default -> 0;
    };
  }

  /**
   * Where the program decides by a draw: by its value, or by that of a later pathwise draw whose
   * parameters depend on it.
   */
  private List<Site> jumps(Call call) {
    Set<Value> values = Collections.newSetFromMap(new IdentityHashMap<>());
    values.addAll(call.stmt().results());
    while (true) {
      Reach reach = program.reach(values, args);
      int before = values.size();
      for (Call other : calls) {
        DrawSite site = sites.get(other);
        boolean carries = site != null && site.estimator().wantsContinuity();
        if (carries && reach.gets(other.stmt())) {
          values.addAll(other.stmt().results());
        }
      }
      if (values.size() == before) {
        return reach.sites().stream().filter(Survey::mayJump).toList();
      }
    }
  }

  private static boolean mayJump(Site site) {
    return switch (site.kind()) {
      case BRANCH, STEP, JUMP -> true;
      case OPAQUE -> !site.operation().startsWith("Sampler."); // a draw has its own estimator
      case UNUSED, STABILIZED, KINK, STEEP, REQUESTED, SURROGATE, RANDOM -> false;
    };
  }
}
