import com.sun.management.ThreadMXBean;
import dev.cusp.Checkpoint;
import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.Kinks;
import dev.cusp.NonDifferentiable;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.Result;
import dev.cusp.Scalar;
import dev.cusp.UseRules;
import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.check.CheckGradients;
import dev.cusp.fft.Fft;
import dev.cusp.io.Npy;
import dev.cusp.linalg.Linalg;
import dev.cusp.relax.Quadratic;
import dev.cusp.rules.RulesFor;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Loops;
import dev.cusp.tensor.Programs;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A guided tour of Cusp. Read it from top to bottom, or run it:
 *
 * <pre>./cusp run docs/Tour.java</pre>
 *
 * <p>Whatever a step claims it also checks, and a claim that fails ends the tour with an exception.
 */
public final class Tour {
  public static void main(String[] args) {
    aFunctionOfOneNumber();
    aLoopOverAnArray();
    parametersOfAnyShape();
    forwardAndReverse();
    matricesOfDerivatives();
    aDerivativeThatDoesNotOverflow();
    kinks();
    whatItIsMadeOf();
    aRuleOfOnesOwn();
    levers();
    memoryForTime();
    withoutAllocation();
    manyThreads();
    refusals();
    aFit();
    tensors();
    tensorsAndMatrices();
    tensorsInLoopsAndFiles();
    tensorsAndPrograms();
    System.out.println("\nAll claims hold.");
  }

  // 1. Cusp takes a method and returns its derivative. It reads the method's bytecode, so nothing
  // has to be written in a special way: no number type of its own, no list of operations, no tape.

  static void aFunctionOfOneNumber() {
    step("A function of one number");
    Scalar f = x -> x * Math.sin(x);
    Scalar df = Cusp.derivative(f);
    same("f'(2) is sin 2 + 2 cos 2", df.applyAsDouble(2), Math.sin(2) + 2 * Math.cos(2));
    // A derivative is a function like any other, so it has a derivative.
    Scalar d2f = Cusp.derivative(df);
    same("f''(2) is 2 cos 2 - 2 sin 2", d2f.applyAsDouble(2), 2 * Math.cos(2) - 2 * Math.sin(2));
    // Variables that a lambda captures are constants.
    double a = 5;
    same("(a x x)' at 3", Cusp.derivative(x -> a * x * x).applyAsDouble(3), 30);
  }

  // 2. Loops, branches, arrays, calls: the derivative is that of what the program computes.

  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = x[i + 1] - x[i] * x[i];
      double rest = 1 - x[i];
      sum += 100 * bend * bend + rest * rest;
    }
    return sum;
  }

  /** Smooths its argument in place, as numerical programs do. */
  static double roughness(double[] u) {
    for (int sweep = 0; sweep < 3; sweep++) {
      for (int i = 1; i < u.length - 1; i++) {
        u[i] = 0.25 * u[i - 1] + 0.5 * u[i] + 0.25 * u[i + 1];
      }
    }
    double sum = 0;
    for (int i = 1; i < u.length; i++) {
      sum += Math.abs(u[i] - u[i - 1]);
    }
    return sum;
  }

  static void aLoopOverAnArray() {
    step("A loop over an array");
    var gradient = Cusp.gradient(Tour::rosenbrock);
    double[] minimum = {1, 1, 1, 1};
    claim("the gradient at the minimum is zero", Tree.norm(gradient.apply(minimum)) == 0);
    same("d/dx2 at (0, 0)", gradient.apply(new double[] {0, 0})[1], 0);
    same("d/dx1 at (0, 0)", gradient.apply(new double[] {0, 0})[0], -2);

    double[] u = {0.1, 0.9, 0.2, 0.7};
    var report = CheckGradients.of(Program.of((Objective<double[]>) Tour::roughness)).check(u);
    claim("in-place updates: difference quotients agree", report.agrees());
    claim("and the argument is left as it was", u[1] == 0.9);
  }

  // 3. Parameters are what the program likes: numbers, arrays, records, objects, nested. The
  // gradient has the shape of the argument.

  record Layer(double[][] weight, double[] bias, String name, @NonDifferentiable double scale) {
    double[] apply(double[] x) {
      double[] y = bias.clone();
      for (int i = 0; i < y.length; i++) {
        for (int k = 0; k < x.length; k++) {
          y[i] += weight[i][k] * x[k];
        }
        y[i] = Math.tanh(scale * y[i]);
      }
      return y;
    }
  }

  static double loss(Layer layer, double[] x, double target) {
    double error = layer.apply(layer.apply(x))[0] - target;
    return error * error;
  }

  static void parametersOfAnyShape() {
    step("Parameters of any shape");
    double[][] weight = {{0.3, -0.2}, {0.5, 0.1}};
    Layer layer = new Layer(weight, new double[] {0.1, -0.1}, "hidden", 2);
    double[] x = {1, 2};
    Result<Layer> result = Cusp.valueAndGradient(Tour::loss).apply(layer, x, 1.0);
    Layer bar = result.gradient();
    claim("the value is the program's own, bit for bit", result.value() == loss(layer, x, 1.0));
    claim("weight and bias have gradients", bar.weight()[1][1] != 0 && bar.bias()[0] != 0);
    claim("what is constant goes along", bar.name().equals("hidden") && bar.scale() == 0);
    // With respect to every argument at once; there is one entry per argument.
    var all = Cusp.gradients(Tour::loss).apply(layer, x, 1.0).gradients();
    double error = layer.apply(layer.apply(x))[0] - 1;
    same("d/d target is -2 error", (Double) all.get(2), -2 * error);
  }

  // 4. Forward mode pushes a tangent through the program, once per direction and without storage.
  // Reverse mode pulls a cotangent back, for all inputs at once.

  static double[] polar(double[] p) {
    return new double[] {Math.hypot(p[0], p[1]), Math.atan2(p[1], p[0])};
  }

  static void forwardAndReverse() {
    step("Forward and reverse");
    double[] p = {3, 4};
    var push = Cusp.jvp(Tour::polar, p, new double[] {1, 0});
    same("the radius grows by x / r along x", push.tangent()[0], 0.6);
    var pull = Cusp.vjp(Tour::polar, p);
    double[] radius = pull.pullback().apply(new double[] {1, 0});
    double[] angle = pull.pullback().apply(new double[] {0, 1});
    same("a pullback of the radius", radius[1], 0.8);
    same("and of the angle, by the same pullback", angle[1], 0.12);
    same("both modes meet: <yBar, yDot> = <xBar, xDot>", push.tangent()[1], angle[0]);
  }

  // 5. Jacobians take the cheaper mode. Second order is forward over reverse.

  static void matricesOfDerivatives() {
    step("Matrices of derivatives");
    double[][] j = Cusp.jacobian(Tour::polar).apply(new double[] {3, 4});
    same("the determinant is 1 / r", j[0][0] * j[1][1] - j[0][1] * j[1][0], 0.2);
    double[] x = {-1.2, 1, 0.5};
    double[][] h = Cusp.hessian(Tour::rosenbrock).apply(x);
    claim("a Hessian is symmetric", h[0][1] == h[1][0] && h[1][2] == h[2][1] && h[0][2] == 0);
    double[] hv = Cusp.hvp(Tour::rosenbrock).apply(x, new double[] {0, 1, 0});
    claim("a product with a vector needs no Hessian", distance(hv, h[1]) < 1e-12 * Tree.norm(hv));
  }

  // 6. The chain rule, evaluated blindly, fails where the function itself overflows. Cusp knows the
  // traps of the text book, and leaves the value as the program has it.

  static double softplus(double x) {
    return 10 * Math.log(1 + Math.exp(-2 * x));
  }

  static void aDerivativeThatDoesNotOverflow() {
    step("A derivative that does not overflow");
    claim("far to the left the value overflows", softplus(-1000) == Double.POSITIVE_INFINITY);
    same("the derivative does not", Cusp.derivative(Tour::softplus).applyAsDouble(-1000), -20);
    same("nor the function rewritten", Cusp.stabilized(Tour::softplus).applyAsDouble(-1000), 20000);
  }

  // 7. At a kink the chain rule has no answer of its own, and conventions for single operations do
  // not add up: two ReLUs make an identity, whose derivative at 0 PyTorch says is 0 (Kakade and Lee
  // 2018). Cusp follows a random direction a little way, to where all is smooth.

  static double identity(double x) {
    return Math.max(x, 0) - Math.max(-x, 0);
  }

  static double jump(double x) {
    return x > 0 ? x + 1 : x;
  }

  static void kinks() {
    step("Kinks");
    same("the identity, made of kinks", Cusp.derivative(Tour::identity).applyAsDouble(0), 1);
    Scalar abs = x -> Math.abs(x);
    double slope = Cusp.derivative(abs).applyAsDouble(0);
    claim("|x| has slope 1 or -1 at 0", Math.abs(slope) == 1);
    var convention = Program.of(abs).with(Kinks.CONVENTION).gradients(null, 0.0);
    claim("or 0, by convention, on request", convention.gradients().getFirst().equals(0.0));
    claim("both kinks were met", Program.of((Scalar) Tour::identity).trace(0.0).ties() == 2);
    try {
      Cusp.derivative(Tour::jump).applyAsDouble(0);
      claim("refused", false);
    } catch (NonsmoothException refusal) {
      System.out.println("    " + refusal.getMessage());
      claim("a jump is no kink", refusal.getMessage().contains("jumps (Tour.java:"));
    }
  }

  // 8. Each stage can be read: the program as lifted, its derivatives, and the reverse one as Java.

  static void whatItIsMadeOf() {
    step("What it is made of");
    var explanation = Cusp.explain((double[] x) -> Math.sin(x[0]) + x[0] * x[1]);
    System.out.println(explanation.vjp().indent(4).stripTrailing());
    claim("the derivative of sin is there", explanation.vjp().contains("call Math.cos"));
    claim("and the derivative as Java source", explanation.java().contains("Math.cos("));
  }

  // 9. A method that Cusp should not look into gets a rule: its name, each number followed by its
  // tangent, linear in the tangents. A rule is code, so it has derivatives of its own.

  static final class Special {
    /** Gauss's error function by its Taylor series. */
    static double erf(double x) {
      double term = x;
      double sum = x;
      for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * sum;
    }
  }

  @RulesFor(Special.class)
  static final class SpecialRules {
    static double erf(double x, double xDot) {
      return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * xDot;
    }
  }

  @UseRules(SpecialRules.class)
  static final class Normal {
    static double probability(double x) {
      return 0.5 + 0.5 * Special.erf(x / Math.sqrt(2));
    }
  }

  static void aRuleOfOnesOwn() {
    step("A rule of one's own");
    Scalar density = Cusp.derivative(Normal::probability);
    same("the density at 0", density.applyAsDouble(0), 1 / Math.sqrt(2 * Math.PI));
    same("its slope at 1", Cusp.derivative(density).applyAsDouble(1), -density.applyAsDouble(1));
    Scalar f = Normal::probability;
    claim("no series is summed for it", !Cusp.explain(f).vjp().contains("loop"));
    claim("quotients agree with the rule", CheckGradients.of(Program.of(f)).check(0.7).agrees());
  }

  // 10. Levers for those who know better than the chain rule.

  static final Scalar ROUND = Cusp.straightThrough(Math::rint, x -> x);

  static double momentum(double x) {
    return x * Cusp.stopGradient(x);
  }

  static double clipped(double[] x) {
    double steep = Cusp.withGradient(x[0], bar -> Math.clamp(bar, -1, 1));
    return Math.exp(steep) + x[1];
  }

  static void levers() {
    step("Levers");
    same("(x stop(x))' is x", Cusp.derivative(Tour::momentum).applyAsDouble(3), 3);
    double[] gradient = Cusp.gradient(Tour::clipped).apply(new double[] {10, 0});
    claim("a cotangent clipped in flight", gradient[0] == 1 && gradient[1] == 1);
    // Straight through: the value of a step, the derivative of something else.
    double through = Cusp.derivative(x -> x * ROUND.applyAsDouble(x)).applyAsDouble(2.3);
    same("(x round(x))' at 2.3, straight through", through, 2 + 2.3);
    // Smoothed: the derivative of a jump's average over noise, with its standard error.
    var step = Cusp.smoothed(x -> x > 0 ? 1 : 0, 1, 10_000, 0).estimate(0.5);
    double density = Math.exp(-0.125) / Math.sqrt(2 * Math.PI);
    claim("a step blurred", Math.abs(step.slope() - density) < 4 * step.slopeError());
    // Relaxed: ranks that are smooth, and hard where it is cold enough.
    double[] ranks = Quadratic.rank(new double[] {0.3, 2.5, -1}, 0.1);
    claim("soft ranks", Arrays.equals(ranks, new double[] {2, 3, 1}));
  }

  // 11. Reverse mode keeps of a loop what it needs later. Calls of a method marked @Checkpoint keep
  // only their arguments, and run again in the reverse sweep.

  static double walk(double x) {
    for (int i = 0; i < 1000; i++) {
      x = hundredSteps(x);
    }
    return x;
  }

  @Checkpoint
  static double hundredSteps(double x) {
    for (int i = 0; i < 100; i++) {
      x = Math.sin(x + 0.1);
    }
    return x;
  }

  // A recursion over the halves of a loop keeps log2 n states of n: here 7 instead of 100.

  @Checkpoint
  static void march(double[] state, int steps) {
    if (steps == 1) {
      state[0] = Math.sin(state[0] + 0.1 * state[1]);
      state[1] = Math.cos(state[0]);
    } else {
      march(state, steps / 2);
      march(state, steps - steps / 2);
    }
  }

  static double marched(double[] x) {
    march(x, 100);
    return x[0];
  }

  static double stepped(double[] x) {
    for (int i = 0; i < 100; i++) {
      march(x, 1);
    }
    return x[0];
  }

  static double plainWalk(double x) {
    for (int i = 0; i < 100_000; i++) {
      x = Math.sin(x + 0.1);
    }
    return x;
  }

  static void memoryForTime() {
    step("Memory for time");
    double slope = Cusp.gradient((double[] x) -> walk(x[0])).apply(new double[] {0.3})[0];
    double plain = Cusp.gradient((double[] x) -> plainWalk(x[0])).apply(new double[] {0.3})[0];
    claim("a checkpoint changes memory, not the result", slope == plain);
    double[] byHalves = Cusp.gradient(Tour::marched).apply(new double[] {0.3, 0.2});
    double[] byLoop = Cusp.gradient(Tour::stepped).apply(new double[] {0.3, 0.2});
    claim("nor do checkpoints in checkpoints", Arrays.equals(byHalves, byLoop));
  }

  // 12. For inner loops: arrays of the caller's, no boxing, no allocation.

  static void withoutAllocation() {
    step("Without allocation");
    GradientInto into = Cusp.gradientInto(Tour::rosenbrock);
    double[] x = IntStream.range(0, 1000).mapToDouble(i -> Math.sin(i)).toArray();
    double[] gradient = new double[x.length];
    for (int i = 0; i < 20; i++) {
      into.apply(x, gradient);
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      into.apply(x, gradient);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    claim("a thousand gradients of a thousand numbers: no garbage", bytes < 1000);
  }

  // 13. Gradient functions can be shared.

  static void manyThreads() {
    step("Many threads");
    var gradient = Cusp.gradient(Tour::roughness);
    double[] x = {0.4, -0.3, 0.8, 0.1, 0.5};
    double[] alone = gradient.apply(x);
    boolean allSame =
        IntStream.range(0, 2000).parallel().allMatch(i -> Arrays.equals(gradient.apply(x), alone));
    claim("the same answers from all of them", allSame);
  }

  // 14. What Cusp cannot differentiate it refuses, saying where, why and what to do.

  static native double measured(double x); // no bytecode to read

  static double area(double x) {
    return x * measured(x);
  }

  static void refusals() {
    step("Refusals");
    try {
      Cusp.derivative(Tour::area).applyAsDouble(1);
      claim("refused", false);
    } catch (DerivativeException refusal) {
      System.out.println("    " + refusal.getMessage());
      claim("the message names the method", refusal.getMessage().contains("Tour.measured"));
      claim("and the line", refusal.getMessage().contains("Tour.java:"));
    }
  }

  // 15. And now something useful: the half-life of a decay, from noisy counts. Tree treats records
  // as the vectors they are.

  record Decay(double logAmount, double logRate) {}

  static double misfit(Decay decay, double[] counts) {
    double sum = 0;
    for (int day = 0; day < counts.length; day++) {
      double expected = Math.exp(decay.logAmount() - Math.exp(decay.logRate()) * day);
      sum += expected - counts[day] * Math.log(expected);
    }
    return sum;
  }

  static void aFit() {
    step("A fit");
    double[] counts = {1042, 821, 660, 516, 429, 328, 273, 212, 160, 137};
    var gradient = Cusp.gradient(Tour::misfit);
    Decay decay = new Decay(6, -2);
    int steps = 0;
    Decay bar = gradient.apply(decay, counts);
    while (Tree.norm(bar) > 1e-6) {
      decay = Tree.axpy(-1e-4, bar, decay);
      bar = gradient.apply(decay, counts);
      steps++;
    }
    double halfLife = Math.log(2) / Math.exp(decay.logRate());
    System.out.printf("    half-life %.3f days, after %d steps%n", halfLife, steps);
    claim("about three days", Math.abs(halfLife - 3) < 0.15);
  }

  // 16. Tensors: arrays of any number of axes. Nothing runs until an element is read; then what is
  // needed for it is put into as few loops as can be. An operation on elements is a Java method,
  // and so its own derivative. Functions of tensors, and of records of them, have a door of their
  // own, Gradients.

  static double huber(double x, double y) {
    double error = x - y;
    return Math.abs(error) < 1 ? error * error / 2 : Math.abs(error) - 0.5;
  }

  record Line(Tensor slope, Tensor height) {}

  static void tensors() {
    step("Tensors");
    Tensor x = Tensor.linspace(-1, 1, 21);
    Tensor y = x.mul(3).add(0.5).add(Key.of(1).normal(DType.F64, 21).mul(0.01));
    Function<Line, Tensor> loss =
        line -> x.mul(line.slope()).add(line.height()).zip(y, Tour::huber).mean();
    Line line = new Line(Tensor.scalar(0), Tensor.scalar(0));
    for (int i = 0; i < 200; i++) {
      Line bar = Gradients.of(loss).apply(line);
      line = Leaves.zip(line, bar, (p, pBar) -> p.sub(pBar.mul(0.5)));
    }
    System.out.println("    slope " + line.slope() + ", height " + line.height());
    claim("a robust line", Math.abs(line.slope().item() - 3) < 0.02);
    Tensor table = Tensor.range(12).reshape(3, 4);
    claim("rows backwards, every other column",
        table.slice(Range.every(-1), Range.every(2)).get(0, 1) == 10);
    claim("sums over an axis", table.sum(0).get(3) == 3 + 7 + 11);
  }

  // 17. Linear algebra and Fourier transforms have their derivatives, of any order.

  static void tensorsAndMatrices() {
    step("Tensors: matrices, spectra");
    Tensor root = Key.of(2).normal(DType.F64, 4, 4);
    Tensor a = root.matmul(root.transpose()).add(Tensor.eye(DType.F64, 4));
    Tensor inverse = Gradients.of((Tensor m) -> Linalg.slogDet(m).logAbs()).apply(a);
    double error = inverse.transpose().matmul(a).sub(Tensor.eye(DType.F64, 4)).abs().max().item();
    claim("the derivative of log det is the inverse, transposed", error < 1e-12);
    Tensor b = Key.of(3).normal(DType.F64, 4, 1);
    claim("A x = b", a.matmul(Linalg.solve(a, b)).isClose(b, 0, 1e-12).all().item() == 1);
    Tensor signal = Tensor.linspace(0, 1, 64).mul(2 * Math.PI * 5 * 63 / 64.0).sin();
    claim("a sine is one line of the spectrum",
        Fft.rfft(signal, 0).abs().argmax().item() == 5);
  }

  // 18. Loops that stay loops: their body is compiled once, for all rounds; reverse mode keeps what
  // goes from round to round. Tensors are written to files that NumPy and others read.

  static void tensorsInLoopsAndFiles() {
    step("Tensors: loops, files");
    Function<Tensor, Tensor> growth =
        rate -> Loops.repeat(30, n -> n.add(rate.mul(n).mul(n.neg().add(1))), Tensor.scalar(0.1));
    double h = 1e-6;
    Tensor rate = Tensor.scalar(0.3);
    double quotient =
        (growth.apply(rate.add(h)).item() - growth.apply(rate.sub(h)).item()) / (2 * h);
    double slope = Gradients.of(growth).apply(rate).item();
    claim("through 30 rounds of a loop", Math.abs(slope - quotient) < 1e-8);
    try {
      Path file = Files.createTempFile("tour", ".npy");
      Npy.write(file, Tensor.of(1.5, 2.5));
      claim("to a file and back", Npy.read(file).equalTo(Tensor.of(1.5, 2.5)));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // 19. The two levels meet: a program of numbers is an operation on tensors, and a program that
  // Cusp differentiates may use tensors.

  static double pathLength(double[] x, double[] y) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
    }
    return sum;
  }

  static double mixed(double[] p) {
    Tensor x = Tensor.of(p);
    double sum = 0;
    while (sum < 3) {
      x = x.mul(p[0]).add(x.square());
      sum += x.sum().item();
    }
    return sum;
  }

  static void tensorsAndPrograms() {
    step("Tensors and programs");
    Tensor y = Tensor.of(0.0, 1, 4, 9);
    Tensor bars =
        Gradients.of((Tensor x) -> Programs.call(Tour::pathLength, x, y)).apply(Tensor.of(0.0, 1, 2, 3));
    double end = 1 / Math.hypot(1, 5);
    claim("a program called on tensors", Math.abs(bars.get(3) - end) < 1e-15);
    Objective<double[]> f = Tour::mixed;
    claim("tensors in a program", CheckGradients.of(Program.of(f)).check(new double[] {0.7, 0.2}).agrees());
  }

  // ---- what the tour itself needs

  static void step(String title) {
    System.out.println("\n" + title);
  }

  static void claim(String what, boolean holds) {
    if (!holds) {
      throw new AssertionError("does not hold: " + what);
    }
    System.out.println("  " + what);
  }

  static void same(String what, double actual, double expected) {
    boolean holds = Math.abs(actual - expected) <= 1e-13 * Math.max(1, Math.abs(expected));
    claim(holds ? what + ": " + actual : what + ": " + actual + " instead of " + expected, holds);
  }

  static double distance(double[] x, double[] y) {
    return Tree.norm(Tree.axpy(-1, x, y));
  }
}
