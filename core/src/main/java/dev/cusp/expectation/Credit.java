package dev.cusp.expectation;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a scored draw cannot have caused: terms of the result that are there already when it
 * is made, as a sum of costs is in the middle of a loop. Taking them off leaves the average as it
 * is, as would taking off anything else that the program has computed before.
 */
final class Credit {
  private static final ClassDesc SELF = Credit.class.describeConstable().orElseThrow();

  /** A term, added or taken off. */
  private record Term(Value value, boolean isNegative) {
    Term times(boolean negative) {
      return new Term(value, isNegative != negative);
    }
  }

  private final Map<Value, Stmt> definitions = new IdentityHashMap<>();

  /** The regions around the place that is looked at. */
  private final Set<Region> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The values that are there, region by region. */
  private final Deque<Set<Value>> there = new ArrayDeque<>();

  private Value result;

  private Credit() {}

  /** The terms of the result that are there where this is called; the pass puts them in. */
  static double before() {
    return 0;
  }

  /** The result; the pass leaves this out. */
  static double result(double x) {
    return x;
  }

  /** The program with both calls replaced. */
  static Func assign(Func f) {
    Credit pass = new Credit();
    pass.define(f.body());
    return new Func(f.name(), pass.region(f.body()), f.host(), f.source());
  }

  private static boolean calls(Stmt s, String name) {
    return s.op() instanceof Op.Call call && call.owner().equals(SELF) && call.name().equals(name);
  }

  private void define(Region region) {
    for (Stmt s : region.body()) {
      s.results().forEach(v -> definitions.put(v, s));
      s.regions().forEach(this::define);
      if (calls(s, "result")) {
        result = s.operand(0);
      }
    }
  }

  private Region region(Region region) {
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(region.params());
    there.push(known);
    open.add(region);
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : region.body()) {
      if (calls(s, "before")) {
        sum(s, result == null ? List.of() : terms(result), body);
      } else if (calls(s, "result")) {
        sum(s, List.of(new Term(s.operand(0), false)), body);
      } else {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        body.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
      known.addAll(s.results());
    }
    there.pop();
    open.remove(region);
    return new Region(region.params(), body, region.yields());
  }

  /** Defines the result of a call as a sum. */
  private static void sum(Stmt call, List<Term> terms, List<Stmt> body) {
    Value sum = new Value(Type.DOUBLE, "zero");
    body.add(new Stmt(new Op.Const(-0.0), List.of(), List.of(sum), List.of(), call.source()));
    for (int i = 0; i < terms.size(); i++) {
      boolean isLast = i == terms.size() - 1;
      Value next = isLast ? call.result() : new Value(Type.DOUBLE, "before");
      Op.Arith.Kind kind = terms.get(i).isNegative() ? Op.Arith.Kind.SUB : Op.Arith.Kind.ADD;
      List<Value> operands = List.of(sum, terms.get(i).value());
      body.add(new Stmt(new Op.Arith(kind), operands, List.of(next), List.of(), call.source()));
      sum = next;
    }
    if (terms.isEmpty()) {
      Stmt zero = body.removeLast();
      body.add(new Stmt(zero.op(), List.of(), call.results(), List.of(), call.source()));
    }
  }

  /** The terms of a number that are there. */
  private List<Term> terms(Value v) {
    if (there.stream().anyMatch(values -> values.contains(v))) {
      return List.of(new Term(v, false));
    }
    Stmt s = definitions.get(v);
    return switch (s == null ? null : s.op()) {
      case Op.Arith(var kind) when kind == Op.Arith.Kind.ADD -> {
        List<Term> both = new ArrayList<>(terms(s.operand(0)));
        both.addAll(terms(s.operand(1)));
        yield both;
      }
      case Op.Arith(var kind) when kind == Op.Arith.Kind.SUB -> {
        List<Term> both = new ArrayList<>(terms(s.operand(0)));
        terms(s.operand(1)).forEach(t -> both.add(t.times(true)));
        yield both;
      }
      case Op.If _ -> ofBranches(s, s.results().indexOf(v));
      case Op.Loop _ -> ofLoop(s, s.results().indexOf(v));
      case null, default -> List.of();
    };
  }

  /** Of the branch that the place is in; where it is in none, what both have. */
  private List<Term> ofBranches(Stmt s, int index) {
    List<Term> common = null;
    for (Region region : s.regions()) {
      if (region.diverges()) {
        continue;
      }
      List<Term> terms = terms(region.yields().get(index));
      if (open.contains(region)) {
        return terms;
      }
      if (common == null) {
        common = new ArrayList<>(terms);
      } else {
        common.retainAll(terms);
      }
    }
    return common == null ? List.of() : common;
  }

  /** Of a loop that sums up: what there is of this round, or what it begins with. */
  private List<Term> ofLoop(Stmt s, int index) {
    Region body = s.regions().getFirst();
    Value next = body.yields().get(index + 1);
    if (open.contains(body)) {
      return terms(next);
    }
    Value before = body.params().get(index);
    there.push(Set.of(before));
    boolean isSum = terms(next).contains(new Term(before, false));
    there.pop();
    return isSum ? terms(s.operand(index)) : List.of();
  }
}
