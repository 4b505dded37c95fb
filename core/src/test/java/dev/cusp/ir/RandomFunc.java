package dev.cusp.ir;

import dev.cusp.ir.Op.Arith.Kind;
import dev.cusp.ir.Op.Compare.Relation;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random functions {@code (double, double, int, double[], int[]) -> double} that always end: nested
 * branches, loops of all shapes, selectors, loads and stores, now and then an exception.
 *
 * <p>Arrays should have 8 elements or more; a rare index is beyond that on purpose.
 */
public final class RandomFunc {
  private static final Type INTS = new Type(ConstantDescs.CD_int.arrayType());
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FAILURE = ClassDesc.of("java.lang.IllegalStateException");
  private static final double[] DOUBLES = {0, -0.0, 1, -1, 0.5, 3.25, 1e9, Double.NaN, -2.75};
  private static final int[] INTS_USED = {0, 1, -1, 2, 3, 7, 100, -40000, Integer.MIN_VALUE};
  private static final String[] NAMES = {"x", "y", "t", "x.dot", "s.bar", "k2", "a"};

  private final Random random;
  private final Func.Ref self;
  private int budget;
  private int line = 10;

  private RandomFunc(long seed, int size) {
    random = new Random(seed);
    budget = size;
    self = new Func.Ref("random" + seed);
  }

  /**
   * A function.
   *
   * @param size about how many statements
   */
  public static Func of(long seed, int size, Class<?> host) {
    RandomFunc maker = new RandomFunc(seed, size);
    Builder b = Builder.root();
    List<Value> scope = new ArrayList<>();
    scope.add(b.param(Type.DOUBLE, "x"));
    scope.add(b.param(Type.DOUBLE, "y"));
    scope.add(b.param(Type.INT, "n"));
    scope.add(b.param(Type.DOUBLES, "a"));
    scope.add(b.param(INTS, "k"));
    while (maker.budget > 0) {
      maker.statement(b, scope, 0);
    }
    Value sum = b.constant(0.0);
    for (Value v : scope) {
      if (v.type().equals(Type.DOUBLE) && maker.random.nextInt(3) > 0) {
        sum = maker.random.nextBoolean() ? b.add(sum, v) : b.sub(v, sum);
      }
    }
    Source source = maker.source();
    Func func = new Func(maker.self.name(), b.region(List.of(sum)), host, source);
    maker.self.complete(func);
    return func;
  }

  private Source source() {
    return new Source(ClassDesc.of("demo.Demo"), "random", "Demo.java", line, null);
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** A value of the type: one in scope, more often a late one, or a constant. */
  private Value pick(Builder b, List<Value> scope, Type type) {
    List<Value> found = scope.stream().filter(v -> v.type().equals(type)).toList();
    boolean constant = !type.isReference() && (found.isEmpty() || chance(6));
    if (constant) {
      return constant(b, type);
    }
    int back = (int) (found.size() * Math.pow(random.nextDouble(), 2));
    return found.get(found.size() - 1 - Math.min(back, found.size() - 1));
  }

  private Value constant(Builder b, Type type) {
    return switch (type.toString()) {
      case "f64" -> b.constant(DOUBLES[random.nextInt(DOUBLES.length)]);
      case "i32" -> b.constant(INTS_USED[random.nextInt(INTS_USED.length)]);
      case "i64" -> b.value(new Op.Const((long) random.nextInt(9) - 4), Type.LONG, "c");
      case "f32" -> b.value(new Op.Const(random.nextInt(9) / 4f - 1), Type.FLOAT, "c");
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private Type number() {
    int r = random.nextInt(20);
    return r < 11 ? Type.DOUBLE : r < 18 ? Type.INT : r < 19 ? Type.LONG : Type.FLOAT;
  }

  private void statement(Builder b, List<Value> scope, int depth) {
    budget--;
    line += random.nextInt(3);
    b.at(source());
    int kind = random.nextInt(depth < 4 ? 30 : 22);
    switch (kind) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> scope.add(arithmetic(b, scope));
      case 8, 9 -> scope.add(compare(b, scope));
      case 10, 11 -> scope.add(convert(b, scope));
      case 12, 13, 14 -> scope.add(load(b, scope));
      case 15, 16, 17 -> store(b, scope);
      case 18 -> scope.add(math(b, scope));
      case 19 -> scope.add(b.value(new Op.Length(), Type.INT, "len", array(b, scope)));
      case 20 -> scope.add(fresh(b));
      case 21 -> {
        if (chance(8)) {
          fail(b, scope);
        }
      }
      case 22, 23, 24, 25 -> branch(b, scope, depth);
      case 26 -> doLoop(b, scope, depth);
      case 27 -> search(b, scope, depth);
      default -> whileLoop(b, scope, depth);
    }
  }

  private Value arithmetic(Builder b, List<Value> scope) {
    Type type = number();
    Kind[] kinds = Kind.values();
    Kind kind = kinds[random.nextInt(type.isFloating() ? 6 : kinds.length)];
    Value x = pick(b, scope, type);
    if (kind == Kind.NEG) {
      return b.value(new Op.Arith(kind), type, name(), x);
    }
    boolean shift = kind == Kind.SHL || kind == Kind.SHR || kind == Kind.USHR;
    Value y = pick(b, scope, shift ? Type.INT : type);
    return b.value(new Op.Arith(kind), type, name(), x, y);
  }

  private Value compare(Builder b, List<Value> scope) {
    Type type = number();
    if (chance(5) && !type.equals(Type.INT)) {
      Op op = new Op.ThreeWay(random.nextBoolean());
      return b.value(op, Type.INT, "w", pick(b, scope, type), pick(b, scope, type));
    }
    Relation relation = Relation.values()[random.nextInt(6)];
    return b.compare(relation, pick(b, scope, type), pick(b, scope, type));
  }

  private Value convert(Builder b, List<Value> scope) {
    ClassDesc to = ClassDesc.ofDescriptor("" + "DDDIIJFBSC".charAt(random.nextInt(10)));
    return b.value(new Op.Convert(to), Type.of(to), name(), pick(b, scope, number()));
  }

  private Value math(Builder b, List<Value> scope) {
    Op op =
        new Op.Call(
            Op.Call.Kind.STATIC,
            MATH,
            random.nextBoolean() ? "abs" : "sqrt",
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double),
            false);
    return b.value(op, Type.DOUBLE, "m", pick(b, scope, Type.DOUBLE));
  }

  private Value array(Builder b, List<Value> scope) {
    return pick(b, scope, chance(4) ? INTS : Type.DOUBLES);
  }

  private Value index(Builder b, List<Value> scope) {
    Value index = pick(b, scope, Type.INT);
    return chance(60) ? index : b.arith(Kind.AND, index, b.constant(7));
  }

  private Value load(Builder b, List<Value> scope) {
    return b.load(array(b, scope), index(b, scope), name());
  }

  private void store(Builder b, List<Value> scope) {
    Value array = array(b, scope);
    Value index = index(b, scope);
    b.store(array, index, pick(b, scope, Type.of(array.type().desc().componentType())));
  }

  private Value fresh(Builder b) {
    Type type = chance(3) ? INTS : Type.DOUBLES;
    return b.value(new Op.NewArray(type.desc()), type, "fresh", b.constant(8));
  }

  private void fail(Builder b, List<Value> scope) {
    Value rare = b.compare(Relation.EQ, pick(b, scope, Type.INT), pick(b, scope, Type.INT));
    b.branch(
        rare,
        List.of(),
        "none",
        inner -> {
          MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void);
          Op op = new Op.New(FAILURE, type, null);
          inner.effect(new Op.Throw(), inner.value(op, new Type(FAILURE), "e"));
          return inner.region(null);
        },
        Builder.effects(inner -> {}));
  }

  private void fill(Builder b, List<Value> scope, int depth) {
    for (int i = random.nextInt(5); i >= 0 && budget > 0; i--) {
      statement(b, scope, depth);
    }
  }

  private Value condition(Builder b, List<Value> scope) {
    return chance(4) ? pick(b, scope, Type.INT) : compare(b, scope);
  }

  /** A branch whose results may hold a selector, which the next statement may ask for. */
  private void branch(Builder b, List<Value> scope, int depth) {
    List<Type> types = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      types.add(chance(8) ? Type.DOUBLES : number());
    }
    boolean selects = chance(3);
    if (selects) {
      types.add(Type.INT);
    }
    Builder.Body body =
        inner -> {
          List<Value> own = new ArrayList<>(scope);
          if (!chance(4)) {
            fill(inner, own, depth + 1);
          }
          List<Value> yields = new ArrayList<>();
          for (int i = 0; i < types.size(); i++) {
            boolean selector = selects && i == types.size() - 1 && !chance(3);
            yields.add(
                selector ? inner.constant(random.nextInt(2)) : pick(inner, own, types.get(i)));
          }
          return inner.region(yields);
        };
    List<Value> results = b.branch(condition(b, scope), types, name(), body, body);
    if (selects && chance(2)) {
      Value selector = results.getLast();
      scope.addAll(results.subList(0, results.size() - 1));
      List<Value> more =
          b.branch(selector, List.of(Type.DOUBLE), "sel", one(scope, depth), one(scope, depth));
      scope.addAll(more);
    } else {
      scope.addAll(results);
    }
  }

  private Builder.Body one(List<Value> scope, int depth) {
    return inner -> {
      List<Value> own = new ArrayList<>(scope);
      fill(inner, own, depth + 1);
      return inner.region(List.of(pick(inner, own, Type.DOUBLE)));
    };
  }

  /** Initial values: a counter, and some more. */
  private List<Value> initial(Builder b, List<Value> scope) {
    List<Value> initial = new ArrayList<>();
    initial.add(b.value(new Op.Const(random.nextInt(3)), Type.INT, "i"));
    for (int i = random.nextInt(4); i > 0; i--) {
      initial.add(pick(b, scope, chance(8) ? Type.DOUBLES : number()));
    }
    return initial;
  }

  private List<Value> next(Builder b, List<Value> scope, List<Value> params, Value counter) {
    List<Value> next = new ArrayList<>();
    next.add(counter);
    for (Value param : params.subList(1, params.size())) {
      next.add(chance(5) ? param : pick(b, scope, param.type()));
    }
    return next;
  }

  private void whileLoop(Builder b, List<Value> scope, int depth) {
    Value bound = b.constant(random.nextInt(6));
    List<Value> results =
        b.loop(
            initial(b, scope),
            body -> {
              List<Value> head = new ArrayList<>(scope);
              head.addAll(body.params());
              if (chance(4)) {
                fill(body, head, depth + 2);
              }
              Value again = body.compare(Relation.LT, body.params().getFirst(), bound);
              List<Type> types = body.params().stream().map(Value::type).toList();
              boolean plain = !chance(4);
              List<Value> handed =
                  body.branch(
                      again,
                      types,
                      name(),
                      tail -> {
                        List<Value> own = new ArrayList<>(head);
                        boolean early = chance(3);
                        Value counter = early ? increment(tail, body.params()) : null;
                        fill(tail, own, depth + 1);
                        counter = early ? counter : increment(tail, body.params());
                        return tail.region(next(tail, own, body.params(), counter));
                      },
                      exit ->
                          exit.region(
                              plain
                                  ? body.params()
                                  : next(exit, head, body.params(), body.params().getFirst())));
              List<Value> yields = new ArrayList<>(handed);
              yields.addFirst(again);
              return body.region(yields);
            });
    scope.addAll(results);
  }

  private Value increment(Builder b, List<Value> params) {
    return b.add(params.getFirst(), b.constant(1));
  }

  private void doLoop(Builder b, List<Value> scope, int depth) {
    Value bound = b.constant(random.nextInt(5));
    List<Value> results =
        b.loop(
            initial(b, scope),
            body -> {
              List<Value> own = new ArrayList<>(scope);
              own.addAll(body.params());
              fill(body, own, depth + 1);
              Value counter = increment(body, body.params());
              Value again = body.compare(Relation.LT, counter, bound);
              List<Value> yields = next(body, own, body.params(), counter);
              yields.addFirst(again);
              return body.region(yields);
            });
    scope.addAll(results);
  }

  /** A loop with a break, whose last result tells whether it was taken; it may be asked for. */
  private void search(Builder b, List<Value> scope, int depth) {
    Value bound = b.constant(random.nextInt(6));
    List<Value> initial = initial(b, scope);
    initial.add(b.value(new Op.Const(0), Type.INT, "found"));
    List<Value> results =
        b.loop(
            initial,
            body -> {
              List<Value> params = body.params();
              List<Type> types = new ArrayList<>(params.stream().map(Value::type).toList());
              types.add(Type.INT);
              List<Value> handed =
                  body.branch(
                      body.compare(Relation.LT, params.getFirst(), bound),
                      types,
                      name(),
                      tail -> rest(tail, scope, params, types, depth),
                      exit -> {
                        List<Value> yields = new ArrayList<>(params);
                        yields.add(exit.constant(0));
                        return exit.region(yields);
                      });
              List<Value> yields = new ArrayList<>(handed.subList(0, params.size()));
              yields.addFirst(handed.getLast());
              return body.region(yields);
            });
    scope.addAll(results.subList(0, results.size() - 1));
    if (chance(2)) {
      scope.addAll(
          b.branch(
              results.getLast(),
              List.of(Type.DOUBLE),
              "hit",
              one(scope, depth),
              one(scope, depth)));
    }
  }

  private Region rest(
      Builder b, List<Value> scope, List<Value> params, List<Type> types, int depth) {
    List<Value> own = new ArrayList<>(scope);
    own.addAll(params.subList(0, params.size() - 1));
    fill(b, own, depth + 2);
    List<Value> handed =
        b.branch(
            condition(b, own),
            types,
            name(),
            stop -> {
              List<Value> yields = next(stop, own, params, params.getFirst());
              yields.set(params.size() - 1, stop.constant(1));
              yields.add(stop.constant(0));
              return stop.region(yields);
            },
            go -> {
              List<Value> mine = new ArrayList<>(own);
              fill(go, mine, depth + 2);
              List<Value> yields = next(go, mine, params, increment(go, params));
              yields.set(params.size() - 1, go.constant(0));
              yields.add(go.constant(1));
              return go.region(yields);
            });
    return b.region(handed);
  }
}
