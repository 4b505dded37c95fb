package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.emit.Emit;
import dev.cusp.emit.JavaSource;
import dev.cusp.ir.Func;
import dev.cusp.ir.Printer;
import dev.cusp.ir.Region;
import dev.cusp.ir.Value;
import dev.cusp.lift.Lift;
import dev.cusp.lift.Places;
import dev.cusp.pass.DeadCode;
import dev.cusp.pass.SingleResult;
import dev.cusp.pass.Stabilize;
import dev.cusp.rules.RuleBook;
import dev.cusp.runtime.Tie;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A method and its derivatives, each made when it is first asked for. Thread-safe. */
public final class Compiled {
  /** The method; what it captures are its first arguments, which are always the same. */
  private final Lift.Lambda lambda;

  private final Signature signature;
  private final RuleCalls calls;
  private final Forms forms;

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

  /** Whether the method is what is lifted, with no calls replaced by where they stand. */
  private final boolean isItself;

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
    this(lambda, rules, stabilizes, atTie, seed, Places.NONE);
  }

  /** The same with calls that are replaced by where they stand. */
  public Compiled(
      Lift.Lambda lambda,
      RuleBook rules,
      boolean stabilizes,
      AtTie atTie,
      long seed,
      Places places) {
    this.lambda = lambda;
    this.signature = Signature.of(lambda);
    this.atTie = atTie;
    this.seed = seed;
    this.isItself = places == Places.NONE;
    this.calls = new RuleCalls(rules, lambda.host().getClassLoader(), stabilizes, places);
    this.forms = new Forms(lambda, signature, calls, null);
  }

  private Compiled(Compiled base, Func given, Signature signature, RuleCalls calls) {
    this.lambda = base.lambda;
    this.signature = signature;
    this.atTie = AtTie.IGNORE;
    this.seed = base.seed;
    this.isItself = base.isItself;
    this.calls = calls;
    this.forms = new Forms(lambda, signature, calls, given);
  }

  /** Its arguments. */
  public Signature signature() {
    return signature;
  }

  public Calls calls() {
    return calls;
  }

  /**
   * The program whose comparisons are decided, where they are tied, by directions that it takes as
   * further arguments: three for each differentiable argument.
   *
   * @param mercy what is taken for equal where they do not decide
   */
  Compiled locked(Object[] args, Lock.Mercy mercy) {
    List<Class<?>> exact = forms.exact(args);
    return forms.make(
        "locked " + mercy,
        Set.of(),
        exact,
        () -> {
          RuleCalls locking = calls.locked();
          Func f = Derivatives.prepare(forms.lift(locking, exact));
          Set<Integer> all = new TreeSet<>();
          for (int i = 0; i < signature.own(); i++) {
            if (signature.isDifferentiable(i, args[i])) {
              all.add(i);
            }
          }
          Func locked = Derivatives.locked(f, all, locking, mercy);
          List<Class<?>> directions = new ArrayList<>();
          for (Value p : locked.params().subList(signature.own(), locked.params().size())) {
            directions.add(typeOf(p));
          }
          return new Compiled(this, locked, signature.with(directions), calls.locked());
        });
  }

  /**
   * The program whose result is the tangent of this one's, for tangents of some arguments: those
   * are its further arguments, in order. It is a program as any, so orders compose; kinks are
   * ignored in it.
   *
   * @return null where the result does not depend on these arguments
   */
  public Compiled tangent(Set<Integer> wrt, Object[] args) {
    return forms
        .make(
            "tangent",
            wrt,
            forms.exact(args),
            () -> Optional.ofNullable(derived(new TreeSet<>(wrt), func(args))))
        .orElse(null);
  }

  private Compiled derived(Set<Integer> wrt, Func f) {
    Jvp.Result jvp = Derivatives.jvp(f, wrt, calls, 1);
    if (jvp.activeResults().isEmpty()) {
      return null;
    }
    List<Value> params = new ArrayList<>(jvp.func().params().subList(0, f.params().size()));
    int next = params.size();
    for (int p : wrt) {
      Value own = f.params().get(p);
      boolean isActive = jvp.activeParams().contains(p);
      params.add(isActive ? jvp.func().params().get(next++) : new Value(own.type(), own.name()));
    }
    List<Value> results = jvp.func().results();
    Region body = new Region(params, jvp.func().body().body(), results.subList(1, results.size()));
    Func tangent = new Func(jvp.func().name(), body, f.host(), f.source());
    return new Compiled(this, Derivatives.prepare(tangent), signature.and(wrt), calls);
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
  Exact exact(Object[] args, Tie tie) {
    if (atTie == AtTie.FAIL) {
      throw new NonsmoothException(
          NonsmoothException.Kind.UNRESOLVED,
          "the program is not smooth here (%s)"
              .formatted(tie == null ? "its slope is not finite" : tie.getMessage()),
          null);
    }
    return new Exact(this, args, tie, seed);
  }

  static <T> T implement(Func f, Class<T> type, List<Object> leading) {
    return Emit.implement(SingleResult.of(f), type, leading);
  }

  /** The program as lifted, specialized on the classes of the arguments. */
  public Func func(Object[] args) {
    return forms.func(args);
  }

  /** The arguments, those copied that the program writes to. */
  public Object[] copy(Object[] args) {
    return writes(args).copies(args);
  }

  Writes writes(Object[] args) {
    return forms.make("writes", Set.of(), forms.exact(args), () -> Writes.of(func(args)));
  }

  /** Calls the method itself, or what was lifted in its place. */
  public Object value(Object[] all) {
    if (!isItself) {
      return run("value", all, () -> func(all), all);
    }
    Method method = lambda.method();
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

  /** The program of two arguments to a number as it was lifted; what it captures is bound. */
  public Lifted lifted(List<Object> captured, Object[] args) {
    return forms
        .make(
            "lifted",
            Set.of(),
            forms.exact(args),
            () -> Emit.maker(SingleResult.of(func(args)), Lifted.class, captured.size()))
        .with(captured);
  }

  /** See {@link #lifted}. */
  public interface Lifted {
    double run(Object first, Object second);
  }

  /** The value computed with {@link Stabilize#values}. */
  public Object stableValue(Object[] all) {
    return run("stable", all, () -> Stabilize.values(func(all)), copy(all));
  }

  private Object run(String form, Object[] all, Supplier<Func> f, Object[] args) {
    MethodHandle code =
        forms.make(form, Set.of(), forms.exact(all), () -> Emit.handle(SingleResult.of(f.get())));
    try {
      return code.invokeWithArguments(args);
    } catch (Throwable e) {
      throw Compiled.<RuntimeException>raise(e);
    }
  }

  /** Exceptions of the program are those of its derivative. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException raise(Throwable t) throws T {
    throw (T) t;
  }

  /** Reverse mode for a result that is a number, with cotangent 1. */
  public ReverseMode reverse(Set<Integer> wrt, Object[] args) {
    return reverse("reverse", wrt, args, true);
  }

  /** Reverse mode for a cotangent to be given. */
  public ReverseMode reverseSeeded(Set<Integer> wrt, Object[] args) {
    return reverse("seeded", wrt, args, false);
  }

  private ReverseMode reverse(String what, Set<Integer> wrt, Object[] args, boolean unitSeed) {
    return forms.make(
        what,
        wrt,
        forms.exact(args),
        () -> {
          Set<Integer> kept = signature.differing(wrt);
          Func f = watched(args, kept);
          Jvp.Result jvp = Derivatives.linearize(f, kept, calls);
          Func vjp =
              unitSeed ? Derivatives.gradient(f, jvp, kept, calls) : Derivatives.vjp(jvp, false);
          return new ReverseMode(
              this, writes(args), vjp, jvp.activeParams(), wrt, unitSeed, looks(args));
        });
  }

  /**
   * A function of the captured variables and one number that is made of this program, once.
   *
   * @param how a name that tells how
   */
  public ScalarDerivative.Code scalar(String how, List<Object> captured, Supplier<Func> made) {
    Object[] args = captured.toArray(new Object[captured.size() + 1]);
    return forms.make(
        how,
        Set.of(captured.size()),
        forms.exact(args),
        () -> ScalarDerivative.Code.of(made.get()));
  }

  private Jvp.Result linearized(Set<Integer> wrt, Object[] args) {
    Set<Integer> kept = signature.differing(wrt);
    return Derivatives.linearize(watched(args, kept), kept, calls);
  }

  /** Reverse mode for a function of one array of doubles and captured variables. */
  public Into into(List<Object> captured) {
    Object[] args = captured.toArray(new Object[captured.size() + 1]);
    int last = captured.size();
    Func watched = watched(args, Set.of(last));
    Into fast = intoMaker(watched, args).map(maker -> maker.with(captured)).orElse(null);
    if (fast != null && watched == func(args) && !looks(args)) {
      return fast; // nothing can call for a second look
    }
    return new ArrayGradient(fast, reverse(Set.of(last), args), args, looks(args));
  }

  /** The gradient where it is plain. */
  private Optional<Emit.Maker<Into>> intoMaker(Func watched, Object[] args) {
    Set<Integer> last = Set.of(args.length - 1);
    return forms.make(
        "into",
        last,
        forms.exact(args),
        () -> {
          Jvp.Result jvp = Derivatives.linearize(watched, last, calls);
          if (!isPlain(jvp, args) || !signature.result().equals(CD_double)) {
            return Optional.empty();
          }
          Func adding = Derivatives.gradient(watched, jvp, last, calls);
          Func gradient = FirstStores.overwriting(adding, adding.params().getLast());
          return Optional.of(Emit.maker(SingleResult.of(gradient), Into.class, args.length - 1));
        });
  }

  /** Whether only the last argument, an array that is not written to, has a cotangent. */
  private boolean isPlain(Jvp.Result jvp, Object[] args) {
    int last = args.length - 1;
    return jvp.activeParams().equals(List.of(last)) && !writes(args).to(last);
  }

  /** Reverse mode for all of a few results of a function from an array to an array of doubles. */
  public RowsInto rowsInto(List<Object> captured, int rows) {
    Object[] args = captured.toArray(new Object[captured.size() + 1]);
    RowsMaker made =
        forms.make(
            "rows into" + rows,
            Set.of(captured.size()),
            forms.exact(args),
            () -> rowsMaker(args, rows));
    RowsInto fast = made.fast().map(maker -> maker.with(captured)).orElse(null);
    return new ArrayRows(this, fast, args, made.looks());
  }

  /**
   * @param fast for some captured variables, where there is such code
   * @param looks whether its results are to be looked at
   */
  private record RowsMaker(Optional<Emit.Maker<RowsInto>> fast, boolean looks) {}

  private RowsMaker rowsMaker(Object[] args, int rows) {
    Jvp.Result jvp = linearized(Set.of(args.length - 1), args);
    boolean looks = looks(args);
    FreshRows.Overwriting along = isPlain(jvp, args) ? Rows.along(jvp, rows, calls, looks) : null;
    if (along == null) {
      return new RowsMaker(Optional.empty(), looks);
    }
    Func func = SingleResult.of(along.func());
    return new RowsMaker(
        Optional.of(Emit.maker(func, RowsInto.class, args.length - 1)), looks && !along.looks());
  }

  /** Forward mode. */
  public ForwardMode forward(Set<Integer> wrt, Object[] args, int width) {
    return forms.make(
        "forward" + width,
        wrt,
        forms.exact(args),
        () -> {
          Set<Integer> kept = signature.differing(wrt);
          Jvp.Result jvp = Derivatives.jvp(watched(args, kept), kept, calls, width);
          return ForwardMode.wide(this, jvp, wrt, width, looks(args));
        });
  }

  /** Forward mode for any number of directions in one run, where the program allows it. */
  public Optional<ForwardMode> manyForward(Set<Integer> wrt, Object[] args) {
    return forms.make(
        "linearized",
        wrt,
        forms.exact(args),
        () -> {
          Set<Integer> kept = signature.differing(wrt);
          Jvp.Result made = Derivatives.linearized(watched(args, kept), kept, calls);
          return Optional.ofNullable(made)
              .map(m -> ForwardMode.linearized(this, m, wrt, looks(args)));
        });
  }

  /** Forward over reverse. */
  public ForwardOverReverse second(Set<Integer> wrt, Object[] args, int width) {
    return forms.make(
        "second" + width,
        wrt,
        forms.exact(args),
        () -> new ForwardOverReverse(this, linearized(wrt, args), signature.differing(wrt), width));
  }

  /** Reverse mode for several cotangents of an array of doubles at once. */
  private Rows rows(Set<Integer> wrt, Object[] args, int width) {
    return forms.make(
        "rows" + width, wrt, forms.exact(args), () -> new Rows(this, linearized(wrt, args), width));
  }

  /**
   * The cotangents of the arguments for each of some cotangents of the result, an array of doubles.
   */
  public Object[][] pulledBack(Set<Integer> wrt, Object[] args, double[][] seeds) {
    try {
      Object[][] bars = rows(wrt, args, seeds.length).run(args, seeds);
      boolean isAnswer = !looks(args) || Arrays.stream(bars).allMatch(Finite::isFinite);
      if (isAnswer || !Finite.areFinite(args)) {
        return bars;
      }
    } catch (Tie tie) {
      // answered below
    }
    ReverseMode reverse = reverseSeeded(wrt, args);
    return Arrays.stream(seeds)
        .map(seed -> reverse.run(args, seed).bars())
        .toArray(Object[][]::new);
  }

  /**
   * The derivative of some order of a function of one number, the last argument, where the fast one
   * met a tie or is not finite. From the second order on it is that of the piece ahead.
   */
  public double derivativeAtTie(int order, Object[] args, RuntimeException tie) {
    int last = signature.own() - 1;
    Exact exact = exact(args, tie instanceof Tie t ? t : null);
    return order == 1
        ? (Double) exact.reverse(Set.of(last), 1.0, true).bars()[last]
        : exact.derivative(order, last);
  }

  /** What someone who uses the derivative should know of. */
  public List<Site> sites(Set<Integer> wrt, Object[] args) {
    return Sites.of(func(args), signature.differing(wrt), calls);
  }

  /** What depends on some values of the function that {@link #func} gives. */
  public Reach reach(Set<Value> values, Object[] args) {
    return Reach.of(func(args), values, calls);
  }

  /** What one evaluation came by, with the program as it is written: nothing moved. */
  public List<Census.Visit> census(Set<Integer> wrt, Object[] args) {
    Func f = DeadCode.remove(forms.lift(calls, forms.exact(args)));
    return Census.of(f, signature.differing(wrt), calls, copy(args));
  }

  /** The stages as text: lifted, forward, reverse, and the reverse as Java. */
  public List<String> stages(Set<Integer> wrt, Object[] args) {
    Func f = func(args);
    Jvp.Result jvp = Derivatives.jvp(f, signature.differing(wrt), calls, 1);
    boolean number = !f.results().isEmpty() && f.results().getFirst().type().isFloating();
    Func vjp = Derivatives.vjp(Derivatives.linearize(f, signature.differing(wrt), calls), number);
    return List.of(
        Printer.print(f),
        Printer.print(jvp.func()),
        Printer.print(vjp),
        JavaSource.print(SingleResult.of(vjp)));
  }
}
