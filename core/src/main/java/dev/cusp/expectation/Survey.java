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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the draws of a program, and an estimator for each. */
final class Survey {
  /** Leaves all calls of a sampler that its users can write. */
  static final Places KEEP =
      new Places() {
        @Override
        public boolean keeps(Class<?> owner, String name) {
          return owner == Sampler.class
              && !name.equals("isLess") // made of a flip
              && Arrays.stream(Sampler.class.getMethods()).anyMatch(m -> m.getName().equals(name));
        }

        @Override
        public Method at(Class<?> owner, String name, int parameters, Source place) {
          return null;
        }
      };

  static final ClassDesc SAMPLER = Sampler.class.describeConstable().orElseThrow();

  /** How many values the enumerated draws of a program may have together, as a power of 2. */
  private static final int MOST_BITS = 6;

  /** A draw in the program. */
  private record Call(Stmt stmt, Op.Call op, boolean repeats) {
    /** Draws of one place get one piece of code: see {@link Plan}. */
    Plan.Place place() {
      return Plan.Place.of(stmt.source(), op.name());
    }

    List<Value> parameters() {
      return stmt.operands().subList(1, stmt.operands().size());
    }
  }

  private final Compiled program;
  private final Object[] args;
  private final Estimator wanted;
  private final Set<Value> inputs = identitySet();
  private final Map<Value, Stmt> definitions = new IdentityHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<Func> seen = identitySet();

  /** Draws whose parameters depend on what is differentiated by. */
  private final Set<Call> varied = identitySet();

  /** What draws of a place decide, as far as is known. */
  private final Map<Plan.Place, Set<Site>> jumps = new HashMap<>();

  private final Map<Plan.Place, DrawSite> sites = new LinkedHashMap<>();
  private int bits;

  private Survey(Compiled program, Object[] args, int first, Estimator wanted) {
    this.program = program;
    this.args = args;
    this.wanted = wanted;
    List<Value> params = program.func(args).params();
    params.subList(first, params.size()).stream()
        .filter(v -> !v.type().desc().equals(SAMPLER))
        .forEach(inputs::add);
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * The draws of a program, in its order.
   *
   * @param program lifted with {@link #KEEP}
   * @param first the first parameter that is differentiated by; what comes before are constants
   * @param wanted the estimator for draws that name none, where they have it; null for none
   */
  static List<DrawSite> of(Compiled program, Object[] args, int first, Estimator wanted) {
    Survey survey = new Survey(program, args, first, wanted);
    survey.region(program.func(args).body(), false);
    survey.refuseOthers();
    survey.vary();
    survey.decide();
    Set<Plan.Place> places = new LinkedHashSet<>();
    survey.calls.forEach(call -> places.add(call.place()));
    return places.stream().map(survey.sites::get).toList();
  }

  private void region(Region region, boolean repeats) {
    for (Stmt s : region.body()) {
      refuseLost(s);
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
    if (!region.diverges()) {
      region.yields().forEach(this::refuseLost);
    }
  }

  /** Random numbers that are not drawn from the sampler: replays would not see them again. */
  private void refuseOthers() {
    for (Site site : program.reach(inputs, args).sites().values()) {
      if (site.kind() == Site.Kind.RANDOM) {
        throw new LiftException(
            "%s: %s draws beside the sampler, where no derivative knows of it; draw from the sampler, as in sampler.uniform(0, 1)"
                .formatted(site.source(), site.operation()));
      }
    }
  }

  /** A sampler that names an estimator must be drawn from, or it would name it in vain. */
  private void refuseLost(Stmt s) {
    boolean isReceiver =
        s.op() instanceof Op.Call op && op.owner().equals(SAMPLER) && !s.operands().isEmpty();
    for (Value v : s.operands().subList(isReceiver ? 1 : 0, s.operands().size())) {
      refuseLost(v);
    }
  }

  private void refuseLost(Value v) {
    Stmt s = definitions.get(v);
    if (s != null && s.op() instanceof Op.Call op && isNaming(op)) {
      throw new LiftException(
          s.source()
              + ": which estimator a draw has must be clear where it is made, as in"
              + " sampler.with(Estimator.SCORE).flip(p); here the sampler goes elsewhere first");
    }
  }

  private static boolean isNaming(Op.Call op) {
    return op.owner().equals(SAMPLER) && op.name().equals("with");
  }

  private static boolean isDraw(Op.Call op) {
    return op.owner().equals(SAMPLER) && !op.name().equals("with");
  }

  private void vary() {
    Reach reach = program.reach(carried(inputs, _ -> true), args);
    calls.stream().filter(c -> c.parameters().stream().anyMatch(reach::has)).forEach(varied::add);
  }

  /** Values, and draws that pass on what depends on them. */
  private Set<Value> carried(Set<Value> from, Predicate<Call> carries) {
    Set<Value> values = identitySet();
    values.addAll(from);
    while (true) {
      Reach reach = program.reach(values, args);
      int before = values.size();
      for (Call call : calls) {
        if (carries.test(call) && call.parameters().stream().anyMatch(reach::has)) {
          values.addAll(call.stmt().results());
        }
      }
      if (values.size() == before) {
        return values;
      }
    }
  }

  /** Whether derivatives pass into the parameters of a draw from its value. */
  private boolean carries(Call call) {
    DrawSite site = sites.get(call.place());
    return site != null && site.estimator().passesOn();
  }

  /** Until no draw is found to decide more: draws of one place have one estimator. */
  private void decide() {
    int before;
    do {
      before = known();
      sites.clear();
      bits = 0;
      for (Call call : calls.reversed()) { // later draws first: their estimators matter
        decide(call);
      }
      compareWithInputs();
    } while (known() > before);
  }

  private int known() {
    return jumps.values().stream().mapToInt(Set::size).sum();
  }

  private void decide(Call call) {
    Estimator asked = asked(call);
    boolean isVaried = isVaried(call.place());
    boolean isWanted = asked == null && wanted != null && isVaried && has(wanted, call.op());
    Estimator chosen = isWanted ? wanted : asked;
    if (isVaried
        && (has(Estimator.PATHWISE, call.op()) || chosen != null && chosen.isControlled())) {
      decides(call, jumps(call, c -> carries(c)));
    }
    DrawSite known = sites.get(call.place());
    if (known != null) {
      if (asked == null ? known.isAsked() && !isWanted : known.estimator() != asked) {
        throw new LiftException(
            "%s: two %s draws of one line have different estimators; write them on lines of their own"
                .formatted(call.stmt().source(), call.op().name()));
      }
      return;
    }
    Set<Site> found = jumps.getOrDefault(call.place(), Set.of());
    Estimator estimator = chosen != null ? chosen : best(call, isVaried, found.isEmpty());
    if (isVaried && !has(estimator, call.op())) {
      throw new LiftException(
          "%s: %s has no estimator %s; it has %s"
              .formatted(
                  call.stmt().source(), call.op().name(), estimator, available(call.op().name())));
    }
    sites.put(
        call.place(),
        new DrawSite(
            call.place().source(),
            call.op().name(),
            of(call.place()).anyMatch(Call::repeats),
            estimator,
            chosen != null,
            !isVaried,
            List.of()));
  }

  private Stream<Call> of(Plan.Place place) {
    return calls.stream().filter(c -> c.place().equals(place));
  }

  private boolean isVaried(Plan.Place place) {
    return of(place).anyMatch(varied::contains);
  }

  private void decides(Call call, Collection<Site> found) {
    jumps.computeIfAbsent(call.place(), _ -> new LinkedHashSet<>()).addAll(found);
  }

  /** The estimator that the program names for a draw; null where it names none. */
  private Estimator asked(Call call) {
    Stmt source = definitions.get(call.stmt().operand(0));
    if (source == null || !(source.op() instanceof Op.Call op && isNaming(op))) {
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
  private Estimator best(Call call, boolean isVaried, boolean isSmooth) {
    if (!isVaried || has(Estimator.PATHWISE, call.op()) && isSmooth) {
      return Estimator.PATHWISE;
    }
    boolean repeats = of(call.place()).anyMatch(Call::repeats);
    int more = bits(call.op().name()) * (int) of(call.place()).count();
    if (more > 0 && !repeats && bits + more <= MOST_BITS) {
      bits += more;
      return Estimator.ENUMERATION;
    }
    if (has(Estimator.COUPLED, call.op())) {
      return Estimator.COUPLED;
    }
    if (has(Estimator.MEASURE_VALUED, call.op()) && !repeats) {
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
   * Where the program decides by a draw: by its value, or by that of a later draw whose parameters
   * depend on it and that passes that on.
   */
  private List<Site> jumps(Call call, Predicate<Call> carries) {
    return reached(call, carries, Survey::mayJump);
  }

  private List<Site> reached(Call call, Predicate<Call> carries, Predicate<Site> which) {
    Set<Value> drawn = identitySet();
    drawn.addAll(call.stmt().results());
    return program.reach(carried(drawn, carries), args).sites().values().stream()
        .filter(which)
        .toList();
  }

  /**
   * Where a continuous draw is compared with numbers that depend on what is differentiated by, the
   * program jumps at a value of the draw that moves, and no estimator of the draw tells that. It is
   * pathwise ones only that are told from all of their jumps: see {@link DrawSite#jumps}.
   */
  private void compareWithInputs() {
    Map<Stmt, Site> moving = program.reach(carried(inputs, this::carries), args).sites();
    for (Call call : calls) {
      DrawSite site = sites.get(call.place());
      boolean isFree = has(Estimator.PATHWISE, call.op());
      Set<Site> all = new LinkedHashSet<>(site.jumps());
      if (!site.isConstant() && site.estimator().wantsContinuity()) {
        all.addAll(jumps.getOrDefault(call.place(), Set.of()));
        all.addAll(reached(call, c -> carries(c), Site::isRequest));
      } else if (isFree) {
        Set<Value> drawn = identitySet();
        drawn.addAll(call.stmt().results());
        program.reach(drawn, args).sites().entrySet().stream()
            .filter(e -> moving.containsKey(e.getKey()) && mayJump(e.getValue()))
            .forEach(e -> all.add(e.getValue()));
      }
      sites.put(call.place(), site.deciding(List.copyOf(all)));
    }
  }

  private static boolean mayJump(Site site) {
    return switch (site.kind()) {
      case BRANCH, STEP, JUMP -> true;
      case OPAQUE -> !site.operation().startsWith("Sampler."); // a draw has its own estimator
      case UNUSED, JUMPS_ONLY, STABILIZED, KINK, STEEP, REQUESTED, SURROGATE, RANDOM -> false;
    };
  }
}
