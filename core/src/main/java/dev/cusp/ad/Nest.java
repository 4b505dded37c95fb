package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the regions of a function are nested, where each value is defined, and how its loops run. */
final class Nest {
  /** The part a region plays. */
  enum Kind {
    BODY,
    BRANCH,
    LOOP
  }

  /** A region and what is around it. */
  static final class Scope {
    final Region region;
    final Scope parent;
    final Kind kind;
    final Loop loop;
    final boolean linear;

    /** The other branch; null where this is none. */
    Scope other;

    /** Whether the forward and the reverse sweep of this region share one scope of variables. */
    boolean free;

    Scope(Region region, Scope parent, Kind kind, Loop loop, boolean linear) {
      this.region = region;
      this.parent = parent;
      this.kind = kind;
      this.loop = loop;
      this.linear = linear;
      this.free = kind == Kind.BODY;
    }

    /** The scope whose memory keeps what is defined here: a free one, or a loop's. */
    Scope home() {
      Scope s = this;
      while (!s.free && s.kind == Kind.BRANCH) {
        s = s.parent;
      }
      return s;
    }
  }

  /**
   * Where a value is defined.
   *
   * @param stmt the statement, or null for a parameter
   * @param order numbers definitions in program order
   */
  record Def(Scope scope, Stmt stmt, int order, Path path) {
    boolean isParam() {
      return stmt == null && path != null;
    }
  }

  /** How a loop runs. */
  static final class Loop {
    final Stmt stmt;
    final Scope outer;
    Scope body;

    /** The shape, or null where it is not a while loop. */
    final Loops.While shape;

    /** Whether the reverse sweep can leave out the last, partial round. */
    final boolean simple;

    /** Position of a parameter that counts the rounds by steps of one, or -1. */
    final int induction;

    final int step;

    Loop(Stmt stmt, Scope outer, Loops.While shape, boolean simple, int induction, int step) {
      this.stmt = stmt;
      this.outer = outer;
      this.shape = shape;
      this.simple = simple;
      this.induction = induction;
      this.step = step;
    }

    Region region() {
      return stmt.regions().getFirst();
    }

    /** The region the reverse sweep runs backwards, once a round. */
    Region round() {
      return simple ? shape.tail() : region();
    }

    /** What a round hands to the next one, in the order of the parameters. */
    List<Value> next() {
      return simple
          ? shape.tail().yields()
          : region().yields().subList(1, region().yields().size());
    }

    Value counter() {
      return induction < 0 ? null : region().params().get(induction);
    }

    Value start() {
      return stmt.operand(induction);
    }

    Value end() {
      return stmt.results().get(induction);
    }
  }

  final Map<Value, Def> defs = new IdentityHashMap<>();
  final Map<Region, Scope> scopes = new IdentityHashMap<>();
  final Map<Stmt, Loop> loops = new IdentityHashMap<>();
  final Map<Stmt, Boolean> linearInside = new IdentityHashMap<>();

  /** Where each statement stands. */
  final Map<Stmt, Path> paths = new IdentityHashMap<>();

  final Scope root;

  /** Arrays of doubles that nothing else refers to. */
  private final Set<Value> local = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Arrays of doubles that only linear statements use. */
  private final Set<Value> ofReverse = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Value> linear;
  private final Map<Value, Object> constants;
  private int order;

  Nest(Func f, Set<Value> linear) {
    this(f, linear, true);
  }

  /**
   * The nest of a function.
   *
   * @param whole whether forward and reverse sweep are one function, and so share its variables
   */
  Nest(Func f, Set<Value> linear, boolean whole) {
    this.linear = linear;
    this.constants = f.constants();
    this.root = new Scope(f.body(), null, Kind.BODY, null, true);
    this.root.free = whole;
    scope(root, Path.ROOT);
    LocalArrays arrays = LocalArrays.of(f);
    arrays.all().stream().filter(v -> v.type().equals(Type.DOUBLES)).forEach(local::add);
    local.stream()
        .filter(v -> arrays.of(v).stream().allMatch(access -> isLinear(access.stmt())))
        .forEach(ofReverse::add);
  }

  private void scope(Scope scope, Path path) {
    scopes.put(scope.region, scope);
    for (Value p : scope.region.params()) {
      defs.put(p, new Def(scope, null, order++, path));
    }
    List<Stmt> body = scope.region.body();
    for (int i = 0; i < body.size(); i++) {
      Stmt s = body.get(i);
      Path here = path.at(i);
      paths.put(s, here);
      if (s.op() instanceof Op.Loop) {
        Loop loop = loop(s, scope);
        loops.put(s, loop);
        loop.body = new Scope(loop.region(), scope, Kind.LOOP, loop, hasLinear(s));
        scope(loop.body, here.into(s, 0));
      } else {
        Scope other = null;
        for (int k = 0; k < s.regions().size(); k++) {
          Scope branch =
              new Scope(s.regions().get(k), scope, Kind.BRANCH, scope.loop, hasLinear(s));
          if (other != null) {
            branch.other = other;
            other.other = branch;
          }
          other = branch;
          scope(branch, here.into(s, k));
        }
      }
      for (Value r : s.results()) {
        defs.put(r, new Def(scope, s, order++, here));
      }
    }
  }

  /** The scope a statement stands in. */
  Scope scopeOf(Stmt s) {
    Path p = paths.get(s);
    return p.around() == null ? root : scopes.get(p.around().regions().get(p.region()));
  }

  /** Notes a value that the derivative itself adds to a region. */
  void define(Value v, Scope scope, int at) {
    defs.put(v, new Def(scope, null, at, null));
  }

  boolean isLinear(Value v) {
    return linear.contains(v);
  }

  /**
   * Whether a value is an array of cotangents that the reverse sweep alone uses, so that it can be
   * allocated there.
   */
  boolean isOfReverse(Value v) {
    return ofReverse.contains(v);
  }

  /** Whether a value is an array of doubles that is only read and written here. */
  boolean isLocal(Value v) {
    return local.contains(v);
  }

  /** A statement that belongs to the linear part alone, and is left out of the forward sweep. */
  boolean isLinear(Stmt s) {
    return s.regions().isEmpty()
        && (s.op() instanceof Op.Store
            ? linear.contains(s.operand(2))
            : !s.results().isEmpty() && linear.contains(s.results().getFirst()));
  }

  /** Whether the reverse sweep has anything to do for a statement. */
  boolean hasLinear(Stmt s) {
    if (s.regions().isEmpty()) {
      return isLinear(s) || s.op() instanceof Op.Apply;
    }
    Boolean known = linearInside.get(s);
    if (known == null) {
      known =
          s.results().stream().anyMatch(linear::contains)
              || s.regions().stream().anyMatch(r -> r.body().stream().anyMatch(this::hasLinear));
      linearInside.put(s, known);
    }
    return known;
  }

  private Loop loop(Stmt s, Scope outer) {
    Region region = s.regions().getFirst();
    Loops.While shape = Loops.asWhile(s);
    boolean simple = shape != null && !shape.tail().diverges();
    if (simple) {
      for (Stmt h : shape.head()) {
        simple &= !hasLinear(h);
      }
      for (int i = 0; i < region.params().size(); i++) {
        boolean same = shape.exit().get(i) == region.params().get(i);
        simple &= same || !linear.contains(region.params().get(i));
      }
    }
    for (int i = 0; i < region.params().size() && !region.diverges(); i++) {
      int step = step(region, simple ? shape : null, i);
      if (step != 0) {
        return new Loop(s, outer, shape, simple, i, step);
      }
    }
    return new Loop(s, outer, shape, simple, -1, 0);
  }

  /** The step, 1 or -1, by which a parameter counts the rounds; 0 where it does not. */
  private int step(Region region, Loops.While simple, int i) {
    Value p = region.params().get(i);
    if (!p.type().equals(Type.INT)) {
      return 0;
    }
    Value next;
    if (simple != null) {
      if (simple.exit().get(i) != p) {
        return 0;
      }
      next = simple.tail().yields().get(i);
    } else {
      next = region.yields().get(i + 1);
    }
    List<Stmt> body = simple != null ? simple.tail().body() : region.body();
    for (Stmt s : body) {
      if (s.results().contains(next)) {
        return s.op() instanceof Op.Arith(var kind)
                && (kind == Op.Arith.Kind.ADD || kind == Op.Arith.Kind.SUB)
                && s.operand(0) == p
            ? unit(constant(s.operand(1)), kind == Op.Arith.Kind.SUB)
            : 0;
      }
    }
    return 0;
  }

  private static int unit(Object constant, boolean negated) {
    return constant instanceof Integer n && (n == 1 || n == -1) ? (negated ? -n : n) : 0;
  }

  /** The constant a value is, or null. */
  Object constant(Value v) {
    return constants.get(v);
  }
}
