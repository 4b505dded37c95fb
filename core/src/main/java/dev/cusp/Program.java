package dev.cusp;

import dev.cusp.ad.Census;
import dev.cusp.ad.Compiled;
import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.ForwardMode;
import dev.cusp.ad.Into;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.ReverseMode;
import dev.cusp.ad.Site;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import dev.cusp.tree.Tree;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Java method seen as a differentiable function of its arguments, whatever their types; what
 * {@link Cusp} and the command line are made of. Thread-safe.
 */
public final class Program {
  private static final int[] ALL = null;

  private static final RuleBook OURS = RuleBook.with(SmoothedRules.class);

  private final Lift.Lambda lambda;
  private final Method method;
  private final List<Object> captured;
  private final Options options;
  private final Compiled compiled;
  private final Arguments arguments;

  private Program(Lift.Lambda lambda, Options options) {
    this(
        lambda,
        options,
        new Compiled(
            lambda, options.rules(), options.stabilizes(), options.atTie(), options.seed()));
  }

  private Program(Lift.Lambda lambda, Options options, Compiled compiled) {
    this.lambda = lambda;
    this.method = lambda.method();
    this.captured = Collections.unmodifiableList(new ArrayList<>(lambda.captured()));
    this.options = options;
    this.compiled = compiled;
    this.arguments = new Arguments(method, captured, compiled.signature());
  }

  private static RuleBook book(RuleBook rules, Class<?> host) {
    boolean plain = rules.equals(RuleBook.standard());
    return UseRules.Finder.add(plain ? OURS : rules.plus(SmoothedRules.class), host);
  }

  /** The given method; for an instance method the receiver is the first argument. */
  public static Program of(Method method) {
    return of(method, RuleBook.standard());
  }

  /** The given method, differentiated with the rules of a book. */
  public static Program of(Method method, RuleBook rules) {
    Class<?> host = method.getDeclaringClass();
    return new Program(new Lift.Lambda(method, List.of(), host), Options.of(book(rules, host)));
  }

  /** The method behind a lambda or method reference; captured variables are constants. */
  public static Program of(Object function) {
    return Latest.of(function);
  }

  /** The method behind a lambda, differentiated with the rules of a book. */
  public static Program of(Object function, RuleBook rules) {
    return of(Lift.resolve(function), rules);
  }

  static Program of(Lift.Lambda lambda, RuleBook rules) {
    return new Program(lambda, Options.of(book(rules, lambda.host())));
  }

  /** The same program for another function of the same code, which captured other objects. */
  Program capturing(Lift.Lambda other) {
    return new Program(other, options, compiled);
  }

  /**
   * The same program, each formula differentiated as it stands, also where that overflows or
   * cancels: without {@link dev.cusp.pass.Stabilize}.
   */
  public Program withoutStabilization() {
    Options plain = new Options(options.rules(), false, options.kinks(), options.seed());
    return new Program(lambda, plain);
  }

  /** The same program with another answer where it is not smooth. */
  public Program with(Kinks kinks) {
    Options other = new Options(options.rules(), options.stabilizes(), kinks, options.seed());
    return new Program(lambda, other);
  }

  /** The same program with other directions in which ties are broken. */
  public Program withSeed(long seed) {
    Options other = new Options(options.rules(), options.stabilizes(), options.kinks(), seed);
    return new Program(lambda, other);
  }

  Lift.Lambda lambda() {
    return lambda;
  }

  public Method method() {
    return method;
  }

  /** The compiled forms, for {@link Cusp} and for the libraries on top of it. */
  public Compiled compiled() {
    return compiled;
  }

  /** What the lambda captures: the first arguments of the compiled forms. */
  public List<Object> captured() {
    return captured;
  }

  /** How many arguments are to be given: all but the captured ones. */
  public int arity() {
    return arguments.arity();
  }

  /** The value, computed by the program itself. */
  public Object value(Object... args) {
    return compiled.value(arguments.all(args));
  }

  /**
   * The value, computed in stable forms where the program's formulas overflow or cancel; of a
   * program that returns one number.
   */
  public double stableValue(Object... args) {
    requireNumber();
    return ((Number) compiled.stableValue(arguments.all(args))).doubleValue();
  }

  /**
   * Value and gradients of a program that returns one number.
   *
   * @param gradients one per argument, shaped like it; null for arguments that were not asked for
   *     or cannot be differentiated (ints, strings)
   */
  public record Gradients(double value, List<Object> gradients) {
    @Override
    public String toString() {
      return "Gradients[value=%s, gradients=%s]"
          .formatted(value, gradients.stream().map(Result::text).toList());
    }
  }

  /** Reverse mode: gradients with respect to the arguments of the given positions; null for all. */
  public Gradients gradients(int[] wrt, Object... args) {
    requireNumber();
    Object[] all = arguments.opened(wrt, args);
    int[] positions = arguments.asked(wrt, all);
    ReverseMode reverse = compiled.reverse(set(positions), all);
    ReverseMode.Swept swept = reverse.run(all, 1.0);
    return new Gradients(((Number) swept.value()).doubleValue(), shaped(swept, all, positions));
  }

  private List<Object> shaped(ReverseMode.Swept swept, Object[] all, int[] positions) {
    List<Object> gradients = new ArrayList<>(Collections.nCopies(arity(), null));
    for (int p : positions) {
      Object arg = all[p];
      if (compiled.signature().isDifferentiable(p, arg)) {
        gradients.set(p - captured.size(), Tree.toGradient(arg, swept.bars()[p]));
      }
    }
    Tree.release(gradients.toArray());
    return gradients;
  }

  /** The same by forward mode, in sweeps of a few directions each. */
  public Gradients gradientsForward(int[] wrt, Object... args) {
    requireNumber();
    Object[] all = arguments.opened(wrt, args);
    Directions directions = new Directions(compiled, arguments.differentiable(wrt, all), all);
    double[] flat = new double[directions.count()];
    Object[] value = {null};
    directions.forward((k, v, tangents) -> {
      for (int w = 0; w < tangents.length; w++) {
        flat[k + w] = tangents[w] == null ? 0.0 : ((Number) tangents[w]).doubleValue();
      }
      value[0] = v;
    });
    List<Object> gradients = new ArrayList<>(Collections.nCopies(arity(), null));
    int at = 0;
    for (int p : directions.positions()) {
      int size = directions.size(p);
      double[] part = Arrays.copyOfRange(flat, at, at + size);
      Object like = Tree.toGradient(all[p], null);
      gradients.set(p - captured.size(), Tree.unflatten(like, part));
      at += size;
    }
    Object result = value[0] == null ? compiled.value(compiled.copy(all)) : value[0];
    return new Gradients(((Number) result).doubleValue(), gradients);
  }

  /** A value of any type and the tangent of it, shaped like it. */
  public record Tangent(Object value, Object tangent) {}

  /**
   * Forward mode: the derivative along a direction.
   *
   * @param tangents one per argument, shaped like it; null for none
   */
  public Tangent jvp(Object[] args, Object[] tangents) {
    Object[] all = arguments.opened(ALL, args);
    if (tangents.length != args.length) {
      throw new IllegalArgumentException(
          "%d tangents are given for %d arguments".formatted(tangents.length, args.length));
    }
    Object[] dots = new Object[all.length];
    Set<Integer> wrt = new TreeSet<>();
    for (int i = 0; i < tangents.length; i++) {
      int p = captured.size() + i;
      if (tangents[i] != null) {
        dots[p] = Tree.fromTangent(all[p], tangents[i]);
        wrt.add(p);
      }
    }
    ForwardMode.Pushed pushed = compiled.forward(wrt, all, 1).run(all, new Object[][] {dots});
    Object tangent = Tree.toGradient(pushed.value(), pushed.tangents()[0]);
    Tree.release(pushed.value(), tangent);
    return new Tangent(pushed.value(), tangent);
  }

  /** A value and the map from a cotangent of it to cotangents of the arguments. */
  public interface Pullback {
    Object value();

    /** Cotangents of the arguments asked for, shaped like them; can be called again and again. */
    List<Object> apply(Object resultBar);
  }

  /**
   * Reverse mode for a result of any type. The pullback runs the program again each time, on the
   * arguments as they were given.
   */
  public Pullback vjp(int[] wrt, Object... args) {
    Object[] all = compiled.copy(arguments.opened(wrt, args));
    int[] positions = arguments.asked(wrt, all);
    ReverseMode reverse = compiled.reverseSeeded(set(positions), all);
    Object value = compiled.value(compiled.copy(all));
    if (Tree.isInCollection(value)) {
      throw new DerivativeException(
          "%s returns numbers in a collection, which take no cotangents; return an array or a record"
              .formatted(method.getName()),
          null);
    }
    return new Pullback() {
      @Override
      public Object value() {
        return value;
      }

      @Override
      public List<Object> apply(Object resultBar) {
        Object seed = value instanceof Number ? resultBar : Tree.fromTangent(value, resultBar);
        return shaped(reverse.run(all, seed), all, positions);
      }
    };
  }

  /**
   * The Jacobian of the flattened result with respect to the flattened numbers of the arguments
   * asked for: [output][input]; by columns or by rows, whichever are fewer.
   */
  public double[][] jacobian(int[] wrt, Object... args) {
    Object[] all = arguments.opened(wrt, args);
    int[] positions = arguments.differentiable(wrt, all);
    Object value = compiled.value(compiled.copy(all));
    int outputs = Tree.flatten(value).length;
    Directions directions = new Directions(compiled, positions, all);
    double[][] jacobian = new double[outputs][directions.count()];
    if (directions.count() <= outputs || Tree.isInCollection(value)) {
      directions.forward((k, v, tangents) -> {
        double[][] columns =
            Arrays.stream(tangents)
                .map(tangent ->
                    tangent instanceof double[] numbers
                        ? numbers
                        : Tree.flatten(Tree.toGradient(v, tangent)))
                .toArray(double[][]::new);
        for (int i = 0; i < outputs; i++) {
          double[] row = jacobian[i];
          for (int w = 0; w < columns.length; w++) {
            row[k + w] = columns[w][i];
          }
        }
      });
      return jacobian;
    }
    directions.reverse(value, outputs, (i, bars) -> jacobian[i] = directions.flatten(bars));
    return jacobian;
  }

  /** The Hessian with respect to the flattened numbers of the arguments asked for. */
  public double[][] hessian(int[] wrt, Object... args) {
    requireNumber();
    Object[] all = arguments.opened(wrt, args);
    Directions directions = new Directions(compiled, arguments.differentiable(wrt, all), all);
    double[][] hessian = new double[directions.count()][];
    directions.second((k, bars) -> hessian[k] = directions.flatten(bars));
    return hessian;
  }

  /** The product of the Hessian with a vector, both for the argument at a position. */
  public Object hvp(int position, Object[] args, Object vector) {
    requireNumber();
    Object[] all = arguments.opened(new int[] {position}, args);
    int[] positions = arguments.positions(new int[] {position});
    int p = positions[0];
    Object[] dots = new Object[all.length];
    dots[p] = Tree.fromTangent(all[p], vector);
    Object[] bars = compiled.second(set(positions), all, 1).run(all, new Object[][] {dots})[0];
    Object product = Tree.toGradient(all[p], bars[p]);
    Tree.release(product);
    return product;
  }

  /** The gradient of a function of one array of doubles, in a form that allocates nothing. */
  public GradientInto gradientInto() {
    requireArray("gradient");
    requireNumber();
    Into into = compiled.into(captured);
    return (x, gradient) -> {
      if (gradient.length != x.length) {
        throw new IllegalArgumentException(
            "the gradient has length %d, x has %d".formatted(gradient.length, x.length));
      }
      return into.run(x, gradient);
    };
  }

  /** The Jacobian of a function from one array of doubles to another, into arrays. */
  public JacobianInto jacobianInto() {
    requireArray("Jacobian");
    if (method.getReturnType() != double[].class) {
      throw new IllegalArgumentException(
          "%s returns %s; a Jacobian into arrays needs a function to double[]"
              .formatted(method.getName(), method.getReturnType().getSimpleName()));
    }
    return new ArrayJacobian(compiled, captured);
  }

  /**
   * Value and gradients at a point, with every site where the program is not smooth, and how often
   * it was met. Runs the program twice more, once statement by statement. A point where there is no
   * derivative is no exception here.
   */
  public Trace trace(Object... args) {
    requireNumber();
    Object[] all = arguments.opened(ALL, args);
    List<Census.Visit> visits = compiled.census(set(arguments.positions(ALL)), all);
    Gradients found = null;
    NonsmoothException refusal = null;
    try {
      found = gradients(ALL, args);
    } catch (NonsmoothException e) {
      refusal = e;
    }
    boolean refused = refusal != null;
    double value =
        refused ? ((Number) compiled.value(compiled.copy(all))).doubleValue() : found.value();
    return new Trace(
        value,
        refused ? List.of() : found.gradients(),
        refusal,
        visits.stream().map(v -> Trace.Visit.of(v, options.kinks(), refused)).toList());
  }

  /**
   * The places worth knowing of, without a point: {@link Trace} counts how often they are met.
   *
   * @param positions of the parameters that vary; none for all that can
   */
  public List<Site> sites(int... positions) {
    return compiled.sites(set(positions.length == 0 ? arguments.positions(ALL) : positions), null);
  }

  /** The stages of the derivative as text. */
  public Explanation explain() {
    Set<Integer> wrt = set(arguments.positions(ALL));
    List<String> stages = compiled.stages(wrt, null);
    String report = Report.of(sites());
    return new Explanation(stages.get(0), stages.get(1), stages.get(2), stages.get(3), report);
  }

  private static Set<Integer> set(int[] positions) {
    Set<Integer> set = new TreeSet<>();
    for (int p : positions) {
      set.add(p);
    }
    return set;
  }

  private void requireArray(String what) {
    if (arity() != 1 || compiled.signature().types().getLast() != double[].class) {
      throw new IllegalArgumentException(
          "%s takes %s; a %s into an array needs a function of one double[]"
              .formatted(method.getName(), compiled.signature().types(), what));
    }
  }

  private void requireNumber() {
    Class<?> type = MethodType.methodType(method.getReturnType()).unwrap().returnType();
    if (type != double.class && type != float.class) {
      throw new DerivativeException(
          "%s returns %s, and only a float or double has a gradient; return the number to differentiate"
              .formatted(method.getName(), type.getSimpleName()),
          null);
    }
  }
}
