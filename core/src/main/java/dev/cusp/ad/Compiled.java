package dev.cusp.ad;

import dev.cusp.emit.Emit;
import dev.cusp.emit.JavaSource;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Printer;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Lift;
import dev.cusp.pass.DeadCode;
import dev.cusp.pass.SingleResult;
import dev.cusp.pass.Stabilize;
import dev.cusp.rules.RuleBook;
import dev.cusp.runtime.Shadows;
import dev.cusp.runtime.Tie;
import dev.cusp.tree.Copy;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** A method and its derivatives, each made when it is first asked for. Thread-safe. */
public final class Compiled {
  private record Key(String what, Set<Integer> wrt, List<Class<?>> exact) {}

  private final Method method;
  private final RuleCalls calls;
  private final List<Class<?>> types = new ArrayList<>();

  /** The first arguments, which are always the same; the function is made for these. */
  private final List<Object> captured;

  private final Class<?> host;

  /** What to do where the program is not smooth. */
  public enum AtTie {
    /** Take the derivative of each operation by itself. */
    IGNORE,
    /** Take the derivative along a ray. */
    RAY,
    /** Throw. */
    FAIL
  }

  private final AtTie atTie;
  private final long seed;

  /** The function itself where it was made, not lifted: a locked form. */
  private final Func given;

  /** How many arguments are the program's own; directions come after them. */
  private final int own;

  private final Map<Key, Object> made = new ConcurrentHashMap<>();

  /**
   * A method.
   *
   * @param stabilizes whether formulas that overflow or cancel are differentiated in stable forms
   * @param seed of the directions in which ties are broken
   */
  public Compiled(Method method, RuleBook rules, boolean stabilizes, AtTie atTie, long seed) {
    this(
        new Lift.Lambda(method, List.of(), method.getDeclaringClass()),
        rules,
        stabilizes,
        atTie,
        seed);
  }

  /**
   * The method behind a lambda, which takes what the lambda captures as its first arguments.
   *
   * @param stabilizes whether formulas that overflow or cancel are differentiated in stable forms
   * @param seed of the directions in which ties are broken
   */
  public Compiled(Lift.Lambda lambda, RuleBook rules, boolean stabilizes, AtTie atTie, long seed) {
    this.method = lambda.method();
    this.captured = lambda.captured();
    this.host = lambda.host();
    this.atTie = atTie;
    this.seed = seed;
    ClassLoader loader = host.getClassLoader();
    this.calls = new RuleCalls(rules, loader, stabilizes);
    if (!Modifier.isStatic(method.getModifiers())) {
      types.add(method.getDeclaringClass());
    }
    for (Class<?> type : method.getParameterTypes()) {
      types.add(unboxed(type)); // as Lift has it
    }
    given = null;
    own = types.size();
  }

  private Compiled(Compiled base, Func given, List<Class<?>> directions) {
    this.atTie = AtTie.IGNORE;
    this.seed = base.seed;
    this.method = base.method;
    this.captured = base.captured;
    this.host = base.host;
    this.calls = base.calls.locked();
    this.types.addAll(base.types);
    this.own = types.size();
    this.types.addAll(directions);
    this.given = given;
  }

  /**
   * The program whose comparisons are decided, where they are tied, by directions that it takes as
   * further arguments: three for each differentiable argument.
   *
   * @param mercy what is taken for equal where they do not decide
   */
  Compiled locked(Object[] args, Lock.Mercy mercy) {
    List<Class<?>> exact = exact(args);
    return make(
        "locked " + mercy,
        Set.of(),
        exact,
        () -> {
          RuleCalls locking = calls.locked();
          Func f = Derivatives.prepare(lift(locking, exact));
          Set<Integer> all = new TreeSet<>();
          for (int i = 0; i < own; i++) {
            if (isDifferentiable(i, args[i])) {
              all.add(i);
            }
          }
          Func locked = Derivatives.locked(f, all, locking, mercy);
          List<Class<?>> directions = new ArrayList<>();
          for (Value p : locked.params().subList(own, locked.params().size())) {
            directions.add(typeOf(p));
          }
          return new Compiled(this, locked, directions);
        });
  }

  private Class<?> typeOf(Value v) {
    try {
      return v.type().desc().resolveConstantDesc(java.lang.invoke.MethodHandles.lookup());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The function that derivatives are taken of: it ends at ties unless they are ignored. */
  public Func watched(Object[] args, Set<Integer> wrt) {
    Func f = func(args);
    return atTie == AtTie.IGNORE ? f : Derivatives.watched(f, wrt, calls);
  }

  /** Whether derivatives that are not finite are looked at: they may have a limit. */
  private boolean looks(Object[] args) {
    return atTie != AtTie.IGNORE && Watch.isSingular(func(args));
  }

  /** What answers where the fast derivative met a tie, or a slope that is not finite. */
  private Exact exact(Object[] args, Tie tie) {
    if (atTie == AtTie.FAIL) {
      throw new NonsmoothException(
          NonsmoothException.Kind.UNRESOLVED,
          "the program is not smooth here (%s)"
              .formatted(tie == null ? "its slope is not finite" : tie.getMessage()),
          null);
    }
    return new Exact(this, args, tie, seed);
  }

  /** How many arguments are the program's own. */
  int own() {
    return own;
  }

  static <T> T implement(Func f, Class<T> type, List<Object> leading) {
    return Emit.implement(SingleResult.of(f), type, leading);
  }

  /** The types of the arguments, the receiver's first. */
  public List<Class<?>> types() {
    return types;
  }

  public Calls calls() {
    return calls;
  }

  @SuppressWarnings("unchecked") // one kind of value for each kind of key
  private <T> T make(String what, Set<Integer> wrt, List<Class<?>> exact, Supplier<T> supplier) {
    Key key = new Key(what, wrt, exact);
    T known = (T) made.get(key);
    if (known == null) {
      known = supplier.get();
      T first = (T) made.putIfAbsent(key, known);
      known = first == null ? known : first;
    }
    return known;
  }

  /** The classes of those arguments whose declared types leave them open; null elsewhere. */
  private List<Class<?>> exact(Object[] args) {
    List<Class<?>> exact = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Class<?> type = types.get(i);
      boolean open =
          !type.isPrimitive() && !type.isArray() && !Modifier.isFinal(type.getModifiers());
      exact.add(open && args != null && args[i] != null ? args[i].getClass() : null);
    }
    return exact;
  }

  /** The program as lifted, specialized on the classes of the arguments. */
  public Func func(Object[] args) {
    if (given != null) {
      return given;
    }
    List<Class<?>> exact = exact(args);
    return make("func", Set.of(), exact, () -> Derivatives.prepare(lift(calls, exact)));
  }

  private Func lift(RuleCalls policy, List<Class<?>> exact) {
    return new Lift(policy).method(method, exact, captured, host);
  }

  /** Whether an argument has numbers to differentiate with respect to; what is captured has not. */
  public boolean isDifferentiable(int position, Object arg) {
    return position >= captured.size()
        && canDiffer(position)
        && (types.get(position).isPrimitive() || zero(arg) != null);
  }

  static Object zero(Object arg) {
    return arg == null ? null : Shadows.zeroLike(arg);
  }

  private boolean canDiffer(int position) {
    Class<?> type = types.get(position);
    if (type.isPrimitive()) {
      return !isMarked(position) && (type == double.class || type == float.class);
    }
    return !isMarked(position);
  }

  private boolean isMarked(int position) {
    if (position >= own) {
      return true;
    }
    int first = own - method.getParameterCount();
    return position >= first
        && Arrays.stream(method.getParameters()[position - first].getAnnotations())
            .anyMatch(a -> a.annotationType().getName().equals("dev.cusp.NonDifferentiable"));
  }

  private Set<Integer> differing(Set<Integer> wrt) {
    Set<Integer> kept = new TreeSet<>();
    wrt.stream().filter(this::canDiffer).forEach(kept::add);
    return kept;
  }

  List<ClassDesc> declared() {
    return types.stream().map(c -> c.describeConstable().orElseThrow()).toList();
  }

  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  ClassDesc result() {
    return unboxed(method.getReturnType()).describeConstable().orElseThrow();
  }

  /** The arguments, those copied that the program writes to. */
  public Object[] copy(Object[] args) {
    boolean[] writes =
        make(
            "writes",
            Set.of(),
            exact(args),
            () -> {
              Func f = func(args);
              boolean[] w = new boolean[types.size()];
              for (int i = 0; i < w.length; i++) {
                w[i] = Derivatives.writes(f, i);
              }
              return w;
            });
    Object[] copies = args.clone();
    refuseShared(args, writes);
    for (int i = 0; i < args.length; i++) {
      if (writes[i]) {
        copies[i] = Copy.of(args[i]);
      }
    }
    return copies;
  }

  /** A program that writes to an argument must not be given the same object twice. */
  private void refuseShared(Object[] args, boolean[] writes) {
    for (int i = 0; i < args.length; i++) {
      for (int k = 0; writes[i] && k < args.length; k++) {
        if (k != i && args[k] == args[i] && args[i] != null && !types.get(i).isPrimitive()) {
          throw new DerivativeException(
              "%s writes to argument %d, which is the same object as argument %d; pass a copy"
                  .formatted(method.getName(), i, k),
              null);
        }
      }
    }
  }

  /** Calls the method itself. */
  public Object value(Object[] all) {
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    try {
      method.setAccessible(true);
      return isStatic
          ? method.invoke(null, all)
          : method.invoke(all[0], Arrays.copyOfRange(all, 1, all.length));
    } catch (InvocationTargetException e) {
      throw Compiled.<RuntimeException>raise(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value computed with {@link Stabilize#values}. */
  public Object stableValue(Object[] all) {
    MethodHandle code =
        make(
            "stable",
            Set.of(),
            exact(all),
            () -> Emit.handle(SingleResult.of(Stabilize.values(func(all)))));
    try {
      return code.invokeWithArguments(copy(all));
    } catch (Throwable e) {
      throw Compiled.<RuntimeException>raise(e);
    }
  }

  /** Exceptions of the program are those of its derivative. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException raise(Throwable t) throws T {
    throw (T) t;
  }

  /** A value and the cotangents of the arguments: numbers or shadows; null where zero. */
  public record Swept(Object value, Object[] bars) {}

  private static boolean isInfinite(Object value) {
    return value instanceof Number n && Double.isInfinite(n.doubleValue());
  }

  /** Reverse mode, compiled. */
  public final class Reverse {
    private final Entry entry;
    private final List<Integer> active;

    private final Set<Integer> wrt;
    private final boolean unitSeed;
    private final boolean looks;

    private Reverse(Jvp.Result jvp, Set<Integer> wrt, boolean unitSeed, boolean looks) {
      this.looks = looks;
      this.wrt = wrt;
      this.unitSeed = unitSeed;
      Func vjp = Derivatives.vjp(jvp, unitSeed);
      active = jvp.activeParams();
      Func f = Derivatives.reverseEntry(vjp, active, declared(), result());
      entry = implement(f, Entry.class, List.of());
    }

    /** Runs it; where it meets a tie, what {@link AtTie} says. */
    public Swept run(Object[] args, Object seed) {
      try {
        Swept swept = fast(args, seed);
        if (!looks || isFinite(swept) || !Exact.areFinite(args)) {
          return swept;
        }
      } catch (Tie tie) {
        return exact(args, tie).reverse(wrt, seed, unitSeed);
      }
      return exact(args, null).reverse(wrt, seed, unitSeed);
    }

    /** Whether nothing is infinite or not a number, or the value is infinite too. */
    private static boolean isFinite(Swept swept) {
      if (isInfinite(swept.value())) {
        return true;
      }
      for (Object bar : swept.bars()) {
        if (bar != null && !Exact.isFinite(bar)) {
          return false;
        }
      }
      return true;
    }

    private Swept fast(Object[] args, Object seed) {
      Object[] copies = copy(args);
      List<Object> shadows = new ArrayList<>();
      Object[] bars = new Object[args.length];
      int numbers = 0;
      for (int p : active) {
        if (types.get(p).isPrimitive()) {
          numbers++;
        } else {
          bars[p] = zero(args[p]);
          shadows.add(bars[p]);
        }
      }
      double[] out = new double[numbers];
      Object value = entry.run(copies, shadows.toArray(), out, seed);
      int k = 0;
      for (int p : active) {
        if (types.get(p).isPrimitive()) {
          bars[p] = out[k++];
        }
      }
      return new Swept(value, bars);
    }
  }

  /** Reverse mode for a result that is a number, with cotangent 1. */
  public Reverse reverse(Set<Integer> wrt, Object[] args) {
    return make(
        "reverse",
        wrt,
        exact(args),
        () ->
            new Reverse(
                Derivatives.linearize(watched(args, differing(wrt)), differing(wrt), calls),
                wrt,
                true,
                looks(args)));
  }

  /** Reverse mode for a cotangent to be given. */
  public Reverse reverseSeeded(Set<Integer> wrt, Object[] args) {
    return make(
        "seeded",
        wrt,
        exact(args),
        () ->
            new Reverse(
                Derivatives.linearize(watched(args, differing(wrt)), differing(wrt), calls),
                wrt,
                false,
                looks(args)));
  }

  /** A gradient of a function of one array, compiled without boxes. */
  public interface Into {
    /** Adds the gradient to an array of zeros, and returns the value. */
    double run(double[] x, double[] bar);
  }

  /** Reverse mode for a function of one array of doubles and captured variables. */
  public Into into(List<Object> captured) {
    Object[] args = captured.toArray(new Object[captured.size() + 1]);
    int last = captured.size();
    Jvp.Result jvp = Derivatives.linearize(watched(args, Set.of(last)), Set.of(last), calls);
    Func f = Derivatives.vjp(jvp, true);
    boolean plain = jvp.activeParams().equals(List.of(last));
    if (!plain
        || Derivatives.writes(func(args), last)
        || unboxed(method.getReturnType()) != double.class) {
      Reverse reverse = reverse(Set.of(last), args);
      return (x, bar) -> {
        Object[] all = args.clone();
        all[last] = x;
        Swept swept = reverse.run(all, 1.0);
        if (swept.bars()[last] != null) {
          System.arraycopy(swept.bars()[last], 0, bar, 0, bar.length);
        }
        return ((Number) swept.value()).doubleValue();
      };
    }
    Into fast = implement(f, Into.class, captured);
    if (atTie == AtTie.IGNORE) {
      return fast;
    }
    Reverse slow = reverse(Set.of(last), args);
    boolean looks = looks(args);
    return (x, bar) -> {
      try {
        double value = fast.run(x, bar);
        if (!looks || Double.isInfinite(value) || Exact.isFinite(bar)) {
          return value;
        }
      } catch (Tie tie) {
        // answered below
      }
      Object[] all = args.clone();
      all[last] = x;
      Swept swept = slow.run(all, 1.0);
      Arrays.fill(bar, 0);
      if (swept.bars()[last] != null) {
        System.arraycopy(swept.bars()[last], 0, bar, 0, bar.length);
      }
      return ((Number) swept.value()).doubleValue();
    };
  }

  /** The derivative of a function of one number, which is the parameter at the position given. */
  public static Func derivative(Func f, int position, Calls calls) {
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(position), calls, 1);
    Func raw = jvp.func();
    List<Stmt> body = new ArrayList<>();
    Value result;
    List<Value> params = raw.params().subList(0, f.params().size());
    boolean active = !jvp.activeResults().isEmpty();
    Value unit = active ? raw.params().getLast() : new Value(Type.DOUBLE, "zero");
    Object constant = active ? 1.0 : 0.0;
    body.add(new Stmt(new Op.Const(constant), List.of(), List.of(unit), List.of(), f.source()));
    body.addAll(raw.body().body());
    result = active ? raw.results().getLast() : unit;
    Region region = new Region(params, body, List.of(result));
    return DeadCode.remove(new Func("d." + f.name(), region, f.host(), f.source()));
  }

  /**
   * The derivative of some order of a function of one number, the last argument, where the fast one
   * met a tie or is not finite. From the second order on it is that of the piece ahead.
   */
  public double derivativeAtTie(int order, Object[] args, RuntimeException tie) {
    int last = own - 1;
    Exact exact = exact(args, tie instanceof Tie t ? t : null);
    return order == 1
        ? (Double) exact.reverse(Set.of(last), 1.0, true).bars()[last]
        : exact.derivative(order, last);
  }

  /** A function of captured values and one number as an operator. */
  public static DoubleUnaryOperator scalar(Func f, List<Object> captured) {
    return implement(f, DoubleUnaryOperator.class, captured);
  }

  /** A value and its tangents, one a direction: numbers or shadows; null where zero. */
  public record Pushed(Object value, Object[] tangents) {}

  /** Forward mode, compiled for a number of directions at once. */
  public final class Forward {
    private final Entry entry;
    private final List<Integer> active;
    private final int width;

    private final Set<Integer> wrt;

    private final boolean looks;

    private Forward(Jvp.Result jvp, Set<Integer> wrt, int width, boolean looks) {
      this.looks = looks;
      this.wrt = wrt;
      this.width = width;
      active = jvp.activeParams();
      Func f = Derivatives.forwardEntry(jvp, width, declared(), result());
      entry = implement(f, Entry.class, List.of());
    }

    /** Runs it; dots[direction][argument] are numbers or shadows, null where zero. */
    public Pushed run(Object[] args, Object[][] dots) {
      Tangents t = new Tangents(args, dots, active);
      Object[] out = new Object[width];
      try {
        Object value = entry.run(copy(args), t.shadows.toArray(), t.numbers(), out);
        boolean isAnswer = isInfinite(value) || Exact.isFinite(out) || !Exact.areFinite(args);
        if (!looks || isAnswer) {
          return new Pushed(value, out);
        }
      } catch (Tie tie) {
        return exact(args, tie).forward(wrt, dots);
      }
      return exact(args, null).forward(wrt, dots);
    }
  }

  /** Tangents, sorted into shadows and numbers. */
  private final class Tangents {
    final List<Object> shadows = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();

    Tangents(Object[] args, Object[][] dots, List<Integer> active) {
      for (int p : active) {
        for (Object[] direction : dots) {
          Object dot = direction[p];
          if (p < types.size() && types.get(p).isPrimitive()) {
            numbers.add(dot == null ? 0.0 : ((Number) dot).doubleValue());
          } else {
            shadows.add(dot == null ? zero(args[p]) : dot);
          }
        }
      }
    }

    double[] numbers() {
      return numbers.stream().mapToDouble(d -> d).toArray();
    }
  }

  /** Forward mode. */
  public Forward forward(Set<Integer> wrt, Object[] args, int width) {
    return make(
        "forward" + width,
        wrt,
        exact(args),
        () ->
            new Forward(
                Derivatives.jvp(watched(args, differing(wrt)), differing(wrt), calls, width),
                wrt,
                width,
                looks(args)));
  }

  /** The derivative of a gradient along directions, compiled: forward over reverse. */
  public final class Second {
    private final Entry entry;
    private final List<Integer> barsOf;
    private final List<Integer> active;

    private final Set<Integer> wrt;

    private Second(Jvp.Result first, Set<Integer> wrt, int width) {
      this.wrt = wrt;
      Func vjp = Derivatives.vjp(first, true);
      barsOf = first.activeParams();
      Set<Integer> outputs = new TreeSet<>();
      List<ClassDesc> all = new ArrayList<>(declared());
      for (int i = types.size(); i < vjp.params().size(); i++) {
        outputs.add(i);
        all.add(vjp.params().get(i).type().desc());
      }
      Func silent =
          new Func(
              vjp.name(),
              new Region(vjp.params(), vjp.body().body(), List.<Value>of()),
              vjp.host(),
              vjp.source());
      Jvp.Result jvp = Derivatives.jvp(DeadCode.remove(silent), wrt, outputs, calls, width);
      active = jvp.activeParams();
      Func f = Derivatives.forwardEntry(jvp, width, all, result());
      entry = implement(f, Entry.class, List.of());
    }

    /** For each direction the derivatives of the cotangents, as numbers or shadows. */
    public Object[][] run(Object[] args, Object[][] dots) {
      List<Object> extended = new ArrayList<>(Arrays.asList(copy(args)));
      int numbers = 0;
      for (int p : barsOf) {
        if (types.get(p).isPrimitive()) {
          numbers++;
        } else {
          extended.add(zero(args[p]));
        }
      }
      if (numbers > 0) {
        extended.add(new double[numbers]);
      }
      Object[][] all = new Object[dots.length][];
      for (int w = 0; w < dots.length; w++) {
        all[w] = Arrays.copyOf(dots[w], extended.size());
        for (int k = types.size(); k < extended.size(); k++) {
          all[w][k] = zero(extended.get(k));
        }
      }
      Tangents t = new Tangents(extended.toArray(), all, active);
      try {
        entry.run(extended.toArray(), t.shadows.toArray(), t.numbers(), null);
      } catch (Tie tie) {
        return exact(args, tie).second(wrt, dots);
      }
      Object[][] results = new Object[dots.length][];
      for (int w = 0; w < dots.length; w++) {
        results[w] = bars(all[w], args.length);
      }
      return results;
    }

    private Object[] bars(Object[] dots, int size) {
      Object[] bars = new Object[size];
      int reference = types.size();
      int number = 0;
      for (int p : barsOf) {
        bars[p] =
            types.get(p).isPrimitive()
                ? (Object) ((double[]) dots[dots.length - 1])[number++]
                : dots[reference++];
      }
      return bars;
    }
  }

  /** Forward over reverse. */
  public Second second(Set<Integer> wrt, Object[] args, int width) {
    Set<Integer> kept = differing(wrt);
    return make(
        "second" + width,
        wrt,
        exact(args),
        () -> new Second(Derivatives.linearize(watched(args, kept), kept, calls), kept, width));
  }

  /** Reverse mode for several cotangents of an array of doubles at once. */
  private Rows rows(Set<Integer> wrt, Object[] args, int width) {
    Set<Integer> kept = differing(wrt);
    return make(
        "rows" + width,
        wrt,
        exact(args),
        () ->
            new Rows(this, Derivatives.linearize(watched(args, kept), kept, calls), calls, width));
  }

  /**
   * The cotangents of the arguments for each of some cotangents of the result, an array of doubles.
   */
  public Object[][] pulledBack(Set<Integer> wrt, Object[] args, double[][] seeds) {
    try {
      Object[][] bars = rows(wrt, args, seeds.length).run(args, seeds);
      boolean isAnswer = !looks(args) || Arrays.stream(bars).allMatch(Exact::isFinite);
      if (isAnswer || !Exact.areFinite(args)) {
        return bars;
      }
    } catch (Tie tie) {
      // answered below
    }
    Reverse reverse = reverseSeeded(wrt, args);
    return Arrays.stream(seeds)
        .map(seed -> reverse.run(args, seed).bars())
        .toArray(Object[][]::new);
  }

  /** What someone who uses the derivative should know of. */
  public List<Site> sites(Set<Integer> wrt, Object[] args) {
    return Sites.of(func(args), differing(wrt), calls);
  }

  /** What one evaluation came by, with the program as it is written: nothing moved. */
  public List<Census.Visit> census(Set<Integer> wrt, Object[] args) {
    Func f = DeadCode.remove(lift(calls, exact(args)));
    return Census.of(f, differing(wrt), calls, copy(args));
  }

  /** The stages as text: lifted, forward, reverse, and the reverse as Java. */
  public List<String> stages(Set<Integer> wrt, Object[] args) {
    Func f = func(args);
    Jvp.Result jvp = Derivatives.jvp(f, differing(wrt), calls, 1);
    boolean number = !f.results().isEmpty() && f.results().getFirst().type().isFloating();
    Func vjp = Derivatives.vjp(Derivatives.linearize(f, differing(wrt), calls), number);
    return List.of(
        Printer.print(f),
        Printer.print(jvp.func()),
        Printer.print(vjp),
        JavaSource.print(SingleResult.of(vjp)));
  }
}
