package dev.cusp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.bench.byhand.BundleJacobian;
import dev.cusp.bench.byhand.GmmGradient;
import dev.cusp.bench.byhand.HandJacobian;
import dev.cusp.bench.byhand.LstmGradient;
import dev.cusp.bench.data.BundleInstance;
import dev.cusp.bench.data.GmmInstance;
import dev.cusp.bench.data.HandInstance;
import dev.cusp.bench.data.LstmInstance;
import dev.cusp.bench.data.SharedData;
import dev.cusp.bench.problems.BundleAdjustment;
import dev.cusp.bench.problems.Gmm;
import dev.cusp.bench.problems.HandTracking;
import dev.cusp.bench.problems.Lstm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objectives and the derivatives by hand agree with ADBench's module "Manual". */
class AdBenchReferenceTest {
  private static Path adbench;

  @BeforeAll
  static void find() {
    assumeTrue(SharedData.find("adbench").isPresent(), () -> SharedData.missing("adbench"));
    adbench = SharedData.find("adbench").orElseThrow();
  }

  private static Path file(String name) {
    return adbench.resolve(name + ".txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmm/test",
        "extra/gmm_x_d3_K4_n50",
        "extra/gmm_x_tie_d2_K3_n8",
        "gmm/1k/gmm_d2_K5",
        "gmm/1k/gmm_d2_K25",
        "gmm/1k/gmm_d10_K5",
        "gmm/1k/gmm_d10_K25",
        "gmm/1k/gmm_d20_K50",
        "gmm/1k/gmm_d64_K50"
      })
  void gmm(String name) throws IOException {
    GmmInstance g = GmmInstance.read(file(name));
    Reference reference = new Reference(adbench, name);
    reference.check(
        "objective", Gmm.objective(g.alphas(), g.means(), g.icf(), g.x(), g.gamma(), g.m()));

    GmmGradient byHand = new GmmGradient();
    for (int call = 0; call < 2; call++) {
      double value = byHand.compute(g.alphas(), g.means(), g.icf(), g.x(), g.gamma(), g.m());
      reference.check("objective", value);
      reference.check("gradient", concatenate(byHand.alphas, byHand.means, byHand.icf));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extra/lstm_x_l1_c6_b4",
        "extra/lstm_x_l3_c20_b5",
        "lstm/lstm_l2_c1024",
        "lstm/lstm_l2_c4096",
        "lstm/lstm_l4_c1024"
      })
  void lstm(String name) throws IOException {
    LstmInstance l = LstmInstance.read(file(name));
    Reference reference = new Reference(adbench, name);
    reference.check(
        "objective", Lstm.loss(l.main(), l.extra(), l.state(), l.sequence(), l.layers(), l.bits()));

    LstmGradient byHand = new LstmGradient();
    for (int call = 0; call < 2; call++) {
      double value =
          byHand.compute(l.main(), l.extra(), l.state(), l.sequence(), l.layers(), l.bits());
      reference.check("objective", value);
      reference.check("gradient", concatenate(byHand.main, byHand.extra));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ba/test", "extra/bafull_x_n4_m12_p60"})
  void bundleAdjustment(String name) throws IOException {
    BundleInstance b =
        name.startsWith("ba/")
            ? BundleInstance.readReplicated(file(name))
            : BundleInstance.readFull(file(name));
    Reference reference = new Reference(adbench, name);
    int p = b.weights().length;
    double[] errors = errors(b);
    reference.check("reproj_err", Arrays.copyOf(errors, 2 * p));
    reference.check("w_err", Arrays.copyOfRange(errors, 2 * p, 3 * p));

    BundleJacobian byHand = jacobian(b);
    reference.check("J_rows", asDoubles(byHand.rows));
    reference.check("J_cols", asDoubles(byHand.columns));
    reference.check("J_vals", byHand.values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ba/ba1_n49_m7776_p31843", "ba/ba2_n21_m11315_p36455"})
  void bundleAdjustmentWithEqualObservations(String name) throws IOException {
    BundleInstance b = BundleInstance.readReplicated(file(name));
    Reference reference = new Reference(adbench, name);
    int p = b.weights().length;
    double[] errors = errors(b);
    double[] expected = reference.numbers("reproj_err_each");
    assertThat(errors).hasSize(3 * p);
    reference.check("reproj_err_each", expected, i -> errors[2 * (p - 1) + i]);
    reference.check("w_err_each", errors[3 * p - 1]);

    BundleJacobian byHand = jacobian(b);
    assertThat(byHand.rows).hasSize((int) reference.number("J_nrows") + 1);
    double[] block = reference.numbers("J_block_rowmajor_2x15");
    for (int i = 0; i < p; i += 1000) {
      int at = 2 * BundleAdjustment.BLOCK * i;
      reference.check("J_block_rowmajor_2x15", block, j -> byHand.values[at + j]);
    }
    reference.checkSummary("J_vals", byHand.values);
  }

  private static double[] errors(BundleInstance b) {
    return BundleAdjustment.errors(
        b.cameras(), b.points(), b.weights(), b.cameraOf(), b.pointOf(), b.features());
  }

  private static BundleJacobian jacobian(BundleInstance b) {
    BundleJacobian jacobian =
        new BundleJacobian(
            b.cameras().length / BundleAdjustment.CAMERA,
            b.points().length / 3,
            b.cameraOf(),
            b.pointOf());
    jacobian.compute(b.cameras(), b.points(), b.weights(), b.features());
    return jacobian;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hand/test",
        "extra/hand/hand_x_simple_zero_rot_n4",
        "hand/simple_small/hand1_t26_c100",
        "hand/simple_small/hand5_t26_c800",
        "hand/simple_big/hand1_t26_c100"
      })
  void hand(String name) throws IOException {
    HandInstance h = HandInstance.read(file(name), false);
    Reference reference = new Reference(adbench, name);
    reference.check(
        "objective", HandTracking.simple(h.theta(), h.model(), h.correspondences(), h.points()));

    double[] jacobian = new double[26 * h.points().length];
    HandJacobian byHand = new HandJacobian(h.model());
    for (int call = 0; call < 2; call++) {
      byHand.simple(h.theta(), h.correspondences(), jacobian);
      reference.check("jacobian_colmajor", jacobian);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hand/hand_complicated",
        "extra/hand/hand_x_complicated_n6",
        "hand/complicated_small/hand1_t26_c100",
        "hand/complicated_small/hand3_t26_c200",
        "hand/complicated_small/hand5_t26_c800"
      })
  void handComplicated(String name) throws IOException {
    HandInstance h = HandInstance.read(file(name), true);
    Reference reference = new Reference(adbench, name);
    reference.check(
        "objective",
        HandTracking.complicated(h.theta(), h.us(), h.model(), h.correspondences(), h.points()));
    reference.check(
        "objective",
        HandTracking.complicatedAlong(
            concatenate(new double[2], h.theta()),
            h.us(),
            h.model(),
            h.correspondences(),
            h.points()));

    double[] jacobian = new double[28 * h.points().length];
    HandJacobian byHand = new HandJacobian(h.model());
    for (int call = 0; call < 2; call++) {
      byHand.complicated(h.theta(), h.us(), h.correspondences(), jacobian);
      reference.check("jacobian_colmajor", jacobian);
    }
  }

  static double[] concatenate(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] asDoubles(int[] list) {
    return Arrays.stream(list).asDoubleStream().toArray();
  }
}
