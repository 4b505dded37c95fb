package dev.cusp.check;

import dev.cusp.Program;
import dev.cusp.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Compares the derivative of a program, in both modes, with difference quotients.
 *
 * <pre>{@code
 * assertTrue(CheckGradients.of(Program.of(method)).check(x, y).agrees());
 * }</pre>
 *
 * <p>Both are needed: modes that agree prove the transposition right, only a quotient proves the
 * rules right. Where the function has a kink, a derivative passes that lies among the slopes near
 * by. With very many inputs or outputs a random sample of them is compared, and the slope along a
 * random direction, to which all inputs add.
 */
public final class CheckGradients {
  /**
   * Extrapolated quotients are good to 1e-10 of the function's own scale, so this leaves three
   * digits for functions that are badly scaled; a wrong rule is off by far more.
   */
  private static final double RELATIVE = 1e-7;

  /** The same for numbers with seven digits of which the quotients keep four. */
  private static final double RELATIVE_OF_FLOATS = 2e-3;

  private static final int MOST_INPUTS = 200;
  private static final int MOST_OUTPUTS = 20;

  /** Points around a kink at which slopes are taken. */
  private static final int NEIGHBOURS = 64;

  private static final double NEAR = 1e-5;

  private final Program program;
  private int[] wrt;
  private double tolerance = RELATIVE;
  private long seed;

  private CheckGradients(Program program) {
    this.program = program;
  }

  public static CheckGradients of(Program program) {
    return new CheckGradients(program);
  }

  /** Only the arguments of the given positions; all that hold numbers if not called. */
  public CheckGradients wrt(int... positions) {
    wrt = positions.clone();
    return this;
  }

  /** The largest relative difference that passes. */
  public CheckGradients tolerance(double relative) {
    tolerance = relative;
    return this;
  }

  /** Seed of the sample and of the direction. */
  public CheckGradients seed(long value) {
    seed = value;
    return this;
  }

  /** Checks the derivative at the given arguments. */
  public Report check(Object... arguments) {
    int[] positions =
        wrt != null
            ? wrt
            : IntStream.range(0, arguments.length)
                .filter(i -> Tree.flatten(arguments[i]).length > 0)
                .toArray();
    return new Check(new Flat(program, positions, arguments), positions).report();
  }

  /** The work of one check. */
  private final class Check {
    private final Flat flat;
    private final int[] positions;
    private final Random random = new Random(seed);
    private final Judge judge;
    private final double epsilon;
    private final Object result;
    private final double[] center;
    private final int[] outputs;
    private final double[][] reverse;

    Check(Flat flat, int[] positions) {
      this.flat = flat;
      this.positions = positions;
      result = flat.result();
      center = Tree.flatten(result);
      boolean coarse = flat.holdsFloats() || Flat.holdsFloats(result);
      epsilon = coarse ? Math.ulp(1f) : Math.ulp(1.0);
      judge = new Judge(coarse ? Math.max(tolerance, RELATIVE_OF_FLOATS) : tolerance, epsilon);
      outputs = sample(center.length, MOST_OUTPUTS);
      reverse = new double[outputs.length][];
    }

    Report report() {
      List<Entry> entries = new ArrayList<>();
      String problem = takeReverse();
      for (int input : sample(flat.size(), MOST_INPUTS)) {
        entries.addAll(compare(input));
      }
      if (flat.size() > 1) {
        entries.addAll(compareAlong(direction()));
      }
      return new Report(
          program.method().getName(), text(result), flat.size(), center.length, entries, problem);
    }

    private int[] sample(int size, int most) {
      return size <= most
          ? IntStream.range(0, size).toArray()
          : random.ints(0, size).distinct().limit(most).sorted().toArray();
    }

    /** Gradients of the sampled outputs; says what is wrong with the value, if anything is. */
    private String takeReverse() {
      Object[] arguments = flat.with(flat.point());
      Object value;
      if (result instanceof Number) {
        Program.Gradients found = program.gradients(positions, arguments);
        value = found.value();
        reverse[0] = flat.flatten(found.gradients());
      } else {
        Program.Pullback pullback = program.vjp(positions, arguments);
        value = pullback.value();
        for (int i = 0; i < outputs.length; i++) {
          Object resultBar = Tree.unflatten(result, unit(center.length, outputs[i]));
          reverse[i] = flat.flatten(pullback.apply(resultBar));
        }
      }
      return Arrays.equals(Tree.flatten(value), center)
          ? ""
          : "the value computed along with the gradient is %s, but the program's own is %s"
              .formatted(text(value), text(result));
    }

    private List<Entry> compare(int input) {
      double x = flat.point()[input];
      double[] forward = forward(unit(flat.size(), input));
      double scale = Math.max(Math.abs(x), 1);
      List<Line> lines =
          Line.sample(center, epsilon, largestStep(scale), steps(x), h -> at(input, h));
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < outputs.length; i++) {
        int output = outputs[i];
        entries.add(
            judge.judge(
                name(output, flat.inputs().get(input)),
                reverse[i][input],
                forward[output],
                lines.get(output).slope(),
                () -> nearBy(unit(flat.size(), input), output)));
      }
      return entries;
    }

    private Line.Sample at(int input, double h) {
      double[] x = flat.point();
      double moved = flat.rounded(input, x[input] + h);
      double step = moved - x[input];
      x[input] = moved;
      return new Line.Sample(step, flat.at(x));
    }

    private List<Entry> compareAlong(double[] direction) {
      double[] forward = forward(direction);
      double scale = Math.max(1, Arrays.stream(flat.point()).map(Math::abs).min().orElse(1));
      List<Line> lines =
          Line.sample(
              center,
              epsilon,
              largestStep(scale),
              36,
              h -> new Line.Sample(h, flat.at(moved(flat.point(), h, direction))));
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < outputs.length; i++) {
        int output = outputs[i];
        entries.add(
            judge.judge(
                name(output, "all, along a random direction"),
                inner(reverse[i], direction),
                forward[output],
                lines.get(output).slope(),
                () -> nearBy(direction, output)));
      }
      return entries;
    }

    private double[] forward(double[] xDot) {
      Object[] arguments = flat.with(flat.point());
      return Tree.flatten(program.jvp(arguments, flat.tangents(xDot)).tangent());
    }

    /** Slopes of an output along a direction at points around this one. */
    private DoubleSummaryStatistics nearBy(double[] direction, int output) {
      double size = Math.max(1, Arrays.stream(flat.point()).map(Math::abs).max().orElse(1));
      DoubleSummaryStatistics slopes = new DoubleSummaryStatistics();
      for (int i = 0; i < NEIGHBOURS; i++) {
        double[] there = moved(flat.point(), NEAR * size, direction());
        double h = 0x1p-10 * NEAR * size;
        double[] above = flat.at(moved(there, h, direction));
        double[] below = flat.at(moved(there, -h, direction));
        boolean isDefined = output < Math.min(above.length, below.length);
        double slope = isDefined ? (above[output] - below[output]) / (2 * h) : Double.NaN;
        if (Double.isFinite(slope)) {
          slopes.accept(slope);
        }
      }
      return slopes;
    }

    private double[] direction() {
      return random.doubles(flat.size(), -1, 1).toArray();
    }

    private String name(int output, String input) {
      return result instanceof Number ? input : Tree.names(result).get(output) + " by " + input;
    }
  }

  /** How many halvings: down to 1e-9 of the number, where rounding takes over. */
  static int steps(double x) {
    int below = Math.getExponent(Math.max(Math.abs(x), 1)) - Math.getExponent(x);
    return x == 0 ? 40 : 27 + Math.clamp(below, 0, 33);
  }

  /** A power of two, which does not add a rounding error of its own. */
  private static double largestStep(double scale) {
    return Math.scalb(1.0, Math.getExponent(scale) - 3);
  }

  private static double[] moved(double[] x, double h, double[] direction) {
    double[] moved = x.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += h * direction[i];
    }
    return moved;
  }

  private static double inner(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] unit(int size, int position) {
    double[] unit = new double[size];
    unit[position] = 1;
    return unit;
  }

  private static String text(Object value) {
    return value instanceof Number
        ? Objects.toString(value)
        : Arrays.toString(Arrays.stream(Tree.flatten(value)).limit(8).toArray());
  }
}
