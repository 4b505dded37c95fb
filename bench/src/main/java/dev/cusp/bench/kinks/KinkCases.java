package dev.cusp.bench.kinks;

import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.cases.Cases;
import dev.cusp.bench.problems.Stencil;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gradients with and without ties, each under what is asked for at kinks. */
final class KinkCases {
  /** Terms of the small programs. */
  private static final int TERMS = 100;

  private static final Map<String, Function<Kinks, Supplier<?>>> TIED = new LinkedHashMap<>();

  static {
    TIED.put("relu-network", at(TiedPrograms::network, TiedPrograms.weights(), TiedPrograms.INPUT));
    TIED.put("sum-of-abs", at(TiedPrograms::sumOfAbs, new double[TERMS]));
    TIED.put("clamps", at(TiedPrograms::clamps, filled(1)));
    TIED.put("largest", at(TiedPrograms::largest, filled(2)));
    TIED.put("sorted", at(TiedPrograms::sorted, filled(2)));
    TIED.put("stairs", at(TiedPrograms::stairs, filled(3)));
    TIED.put("stencil-jacobi", stencil(Stencil::jacobi));
    TIED.put("stencil-gauss-seidel", stencil(Stencil::gaussSeidel));
    TIED.put("sqrt-of-squares", at(TiedPrograms::sqrtOfSquares, new double[TERMS]));
    TIED.put("hypot", at(TiedPrograms::hypots, new double[TERMS]));
  }

  private KinkCases() {}

  private static double[] filled(double value) {
    double[] x = new double[TERMS];
    Arrays.fill(x, value);
    return x;
  }

  private static Function<Kinks, Supplier<?>> at(Objective<double[]> f, double[] x) {
    return kinks -> gradient(Program.of(f).with(kinks), x);
  }

  private static Function<Kinks, Supplier<?>> at(
      Objective.Two<double[], double[]> f, double[] x, double[] y) {
    return kinks -> gradient(Program.of(f).with(kinks), x, y);
  }

  private static Function<Kinks, Supplier<?>> stencil(
      Objective.Three<double[], Double, Integer> f) {
    return kinks -> gradient(Program.of(f).with(kinks), Stencil.rod(TERMS), 0.2, TERMS);
  }

  private static Supplier<?> gradient(Program program, Object... args) {
    return () -> program.gradients(null, args);
  }

  /** The names of the cases that stand at ties. */
  static List<String> tied() {
    return List.copyOf(TIED.keySet());
  }

  /** The names of those that do not: the ones of {@code bench ad}. */
  static List<String> smooth() {
    List<String> names = new ArrayList<>(Cases.names());
    names.removeAll(tied()); // stencils stand at their limit
    return names;
  }

  /**
   * The derivative of a case.
   *
   * @throws FileNotFoundException if it needs data that are not here
   */
  static Supplier<?> derivative(String name, Kinks kinks) throws IOException {
    Function<Kinks, Supplier<?>> tied = TIED.get(name);
    return tied != null ? tied.apply(kinks) : Cases.load(name).byCusp(kinks);
  }
}
