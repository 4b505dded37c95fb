package dev.cusp.ad;

import static dev.cusp.ad.MoreGarbowHillstrom.squares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jacobians and gradients of the Moré-Garbow-Hillstrom problems against closed forms. */
final class MoreGarbowHillstromTest {
  /**
   * Of the sum of the absolute values of the terms: each is a short product, right to a few units
   * in the last place (1e-16), exponents of size 40 take two digits.
   */
  private static final double RELATIVE = 1e-12;

  private record Problem(
      String name,
      Function<double[], double[]> residuals,
      Objective<double[]> sum,
      java.util.function.Function<double[], double[][]> jacobian,
      double[] start) {
    @Override
    public String toString() {
      return name;
    }

    /** The usual start, and a point beside it where nothing vanishes. */
    double[][] points() {
      double[] beside = start.clone();
      Arrays.setAll(beside, i -> start[i] * (1 + 0.01 * (i + 1)) + 0.001 * (i + 1));
      return new double[][] {start, beside};
    }
  }

  private static Problem problem(
      String name,
      Function<double[], double[]> residuals,
      Objective<double[]> sum,
      java.util.function.Function<double[], double[][]> jacobian,
      double... start) {
    return new Problem(name, residuals, sum, jacobian, start);
  }

  static Stream<Problem> problems() {
    return Stream.of(
        problem(
            "rosenbrock",
            MoreGarbowHillstrom::rosenbrock,
            x -> squares(MoreGarbowHillstrom.rosenbrock(x)),
            MoreGarbowHillstromJacobians::rosenbrock,
            -1.2,
            1),
        problem(
            "freudensteinRoth",
            MoreGarbowHillstrom::freudensteinRoth,
            x -> squares(MoreGarbowHillstrom.freudensteinRoth(x)),
            MoreGarbowHillstromJacobians::freudensteinRoth,
            0.5,
            -2),
        problem(
            "powellBadlyScaled",
            MoreGarbowHillstrom::powellBadlyScaled,
            x -> squares(MoreGarbowHillstrom.powellBadlyScaled(x)),
            MoreGarbowHillstromJacobians::powellBadlyScaled,
            0,
            1),
        problem(
            "brownBadlyScaled",
            MoreGarbowHillstrom::brownBadlyScaled,
            x -> squares(MoreGarbowHillstrom.brownBadlyScaled(x)),
            MoreGarbowHillstromJacobians::brownBadlyScaled,
            1,
            1),
        problem(
            "beale",
            MoreGarbowHillstrom::beale,
            x -> squares(MoreGarbowHillstrom.beale(x)),
            MoreGarbowHillstromJacobians::beale,
            1,
            1),
        problem(
            "jennrichSampson",
            MoreGarbowHillstrom::jennrichSampson,
            x -> squares(MoreGarbowHillstrom.jennrichSampson(x)),
            MoreGarbowHillstromJacobians::jennrichSampson,
            0.3,
            0.4),
        problem(
            "helicalValley",
            MoreGarbowHillstrom::helicalValley,
            x -> squares(MoreGarbowHillstrom.helicalValley(x)),
            MoreGarbowHillstromJacobians::helicalValley,
            -1,
            0,
            0),
        problem(
            "bard",
            MoreGarbowHillstrom::bard,
            x -> squares(MoreGarbowHillstrom.bard(x)),
            MoreGarbowHillstromJacobians::bard,
            1,
            1,
            1),
        problem(
            "gaussian",
            MoreGarbowHillstrom::gaussian,
            x -> squares(MoreGarbowHillstrom.gaussian(x)),
            MoreGarbowHillstromJacobians::gaussian,
            0.4,
            1,
            0),
        problem(
            "meyer",
            MoreGarbowHillstrom::meyer,
            x -> squares(MoreGarbowHillstrom.meyer(x)),
            MoreGarbowHillstromJacobians::meyer,
            0.02,
            4000,
            250),
        problem(
            "gulf",
            MoreGarbowHillstrom::gulf,
            x -> squares(MoreGarbowHillstrom.gulf(x)),
            MoreGarbowHillstromJacobians::gulf,
            5,
            2.5,
            0.15),
        problem(
            "box",
            MoreGarbowHillstrom::box,
            x -> squares(MoreGarbowHillstrom.box(x)),
            MoreGarbowHillstromJacobians::box,
            0,
            10,
            20),
        problem(
            "powellSingular",
            MoreGarbowHillstrom::powellSingular,
            x -> squares(MoreGarbowHillstrom.powellSingular(x)),
            MoreGarbowHillstromJacobians::powellSingular,
            3,
            -1,
            0,
            1),
        problem(
            "wood",
            MoreGarbowHillstrom::wood,
            x -> squares(MoreGarbowHillstrom.wood(x)),
            MoreGarbowHillstromJacobians::wood,
            -3,
            -1,
            -3,
            -1),
        problem(
            "kowalikOsborne",
            MoreGarbowHillstrom::kowalikOsborne,
            x -> squares(MoreGarbowHillstrom.kowalikOsborne(x)),
            MoreGarbowHillstromJacobians::kowalikOsborne,
            0.25,
            0.39,
            0.415,
            0.39),
        problem(
            "brownDennis",
            MoreGarbowHillstrom::brownDennis,
            x -> squares(MoreGarbowHillstrom.brownDennis(x)),
            MoreGarbowHillstromJacobians::brownDennis,
            25,
            5,
            -5,
            -1),
        problem(
            "osborne",
            MoreGarbowHillstrom::osborne,
            x -> squares(MoreGarbowHillstrom.osborne(x)),
            MoreGarbowHillstromJacobians::osborne,
            0.5,
            1.5,
            -1,
            0.01,
            0.02),
        problem(
            "biggs",
            MoreGarbowHillstrom::biggs,
            x -> squares(MoreGarbowHillstrom.biggs(x)),
            MoreGarbowHillstromJacobians::biggs,
            1,
            2,
            1,
            1,
            1,
            1),
        problem(
            "watson",
            MoreGarbowHillstrom::watson,
            x -> squares(MoreGarbowHillstrom.watson(x)),
            MoreGarbowHillstromJacobians::watson,
            0,
            0,
            0,
            0,
            0,
            0),
        problem(
            "extendedRosenbrock",
            MoreGarbowHillstrom::extendedRosenbrock,
            x -> squares(MoreGarbowHillstrom.extendedRosenbrock(x)),
            MoreGarbowHillstromJacobians::extendedRosenbrock,
            -1.2,
            1,
            -1.2,
            1,
            -1.2,
            1),
        problem(
            "penaltyOne",
            MoreGarbowHillstrom::penaltyOne,
            x -> squares(MoreGarbowHillstrom.penaltyOne(x)),
            MoreGarbowHillstromJacobians::penaltyOne,
            1,
            2,
            3,
            4),
        problem(
            "penaltyTwo",
            MoreGarbowHillstrom::penaltyTwo,
            x -> squares(MoreGarbowHillstrom.penaltyTwo(x)),
            MoreGarbowHillstromJacobians::penaltyTwo,
            0.5,
            0.5,
            0.5,
            0.5),
        problem(
            "variablyDimensioned",
            MoreGarbowHillstrom::variablyDimensioned,
            x -> squares(MoreGarbowHillstrom.variablyDimensioned(x)),
            MoreGarbowHillstromJacobians::variablyDimensioned,
            0.75,
            0.5,
            0.25,
            0),
        problem(
            "trigonometric",
            MoreGarbowHillstrom::trigonometric,
            x -> squares(MoreGarbowHillstrom.trigonometric(x)),
            MoreGarbowHillstromJacobians::trigonometric,
            0.2,
            0.2,
            0.2,
            0.2,
            0.2),
        problem(
            "brownAlmostLinear",
            MoreGarbowHillstrom::brownAlmostLinear,
            x -> squares(MoreGarbowHillstrom.brownAlmostLinear(x)),
            MoreGarbowHillstromJacobians::brownAlmostLinear,
            0.5,
            0.5,
            0.5,
            0.5,
            0.5),
        problem(
            "boundaryValue",
            MoreGarbowHillstrom::boundaryValue,
            x -> squares(MoreGarbowHillstrom.boundaryValue(x)),
            MoreGarbowHillstromJacobians::boundaryValue,
            -0.1,
            -0.2,
            -0.2,
            -0.1),
        problem(
            "integralEquation",
            MoreGarbowHillstrom::integralEquation,
            x -> squares(MoreGarbowHillstrom.integralEquation(x)),
            MoreGarbowHillstromJacobians::integralEquation,
            -0.1,
            -0.2,
            -0.2,
            -0.1),
        problem(
            "broydenTridiagonal",
            MoreGarbowHillstrom::broydenTridiagonal,
            x -> squares(MoreGarbowHillstrom.broydenTridiagonal(x)),
            MoreGarbowHillstromJacobians::broydenTridiagonal,
            -1,
            -1,
            -1,
            -1),
        problem(
            "broydenBanded",
            MoreGarbowHillstrom::broydenBanded,
            x -> squares(MoreGarbowHillstrom.broydenBanded(x)),
            MoreGarbowHillstromJacobians::broydenBanded,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1),
        problem(
            "linearFullRank",
            MoreGarbowHillstrom::linearFullRank,
            x -> squares(MoreGarbowHillstrom.linearFullRank(x)),
            MoreGarbowHillstromJacobians::linearFullRank,
            1,
            1,
            1),
        problem(
            "linearRankOne",
            MoreGarbowHillstrom::linearRankOne,
            x -> squares(MoreGarbowHillstrom.linearRankOne(x)),
            MoreGarbowHillstromJacobians::linearRankOne,
            1,
            1,
            1));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theJacobianIsTheClosedForm(Problem p) {
    Function<double[], double[][]> jacobian = Cusp.jacobian(p.residuals());
    for (double[] x : p.points()) {
      double[][] expected = p.jacobian().apply(x);
      double[][] actual = jacobian.apply(x.clone());
      assertThat(actual).hasDimensions(expected.length, x.length);
      for (int i = 0; i < expected.length; i++) {
        for (int k = 0; k < x.length; k++) {
          // terms of order 1 may cancel to give an entry
          double scale = 1 + Math.abs(expected[i][k]);
          assertThat(actual[i][k])
              .as("f[%d] by x[%d]", i, k)
              .isCloseTo(expected[i][k], within(RELATIVE * scale));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void gradientsInBothModesAreTheClosedForm(Problem p) {
    Program program = Program.of(p.sum());
    for (double[] x : p.points()) {
      double[] f = p.residuals().apply(x.clone());
      double[][] j = p.jacobian().apply(x);
      Program.Gradients reverse = program.gradients(null, x.clone());
      Program.Gradients forward = program.gradientsForward(null, x.clone());
      assertThat(reverse.value()).isEqualTo(p.sum().applyAsDouble(x.clone()));
      assertThat(forward.value()).isEqualTo(reverse.value());
      for (int k = 0; k < x.length; k++) {
        double expected = 0;
        double scale = 0;
        for (int i = 0; i < f.length; i++) {
          expected += 2 * j[i][k] * f[i];
          scale += Math.abs(2 * j[i][k] * f[i]) + 2 * Math.abs(f[i]);
        }
        assertThat(((double[]) reverse.gradients().getFirst())[k])
            .isCloseTo(expected, within(RELATIVE * scale));
        assertThat(((double[]) forward.gradients().getFirst())[k])
            .isCloseTo(expected, within(RELATIVE * scale));
      }
    }
  }
}
