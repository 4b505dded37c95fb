package dev.cusp.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.bench.byhand.BundleJacobian;
import dev.cusp.bench.data.BundleInstance;
import dev.cusp.bench.data.GmmInstance;
import dev.cusp.bench.data.HandInstance;
import dev.cusp.bench.data.LstmInstance;
import dev.cusp.bench.data.SharedData;
import dev.cusp.bench.problems.BundleAdjustment;
import dev.cusp.bench.problems.HandTracking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The objectives and their derivatives agree with ADBench's module "Manual". */
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

  /** Each of these with its derivative by hand and by Cusp. */
  private static List<Arguments> bothWays(String... names) {
    List<Arguments> arguments = new ArrayList<>();
    for (String name : names) {
      arguments.add(Arguments.of(name, Way.HAND));
      arguments.add(Arguments.of(name, Way.CUSP));
    }
    return arguments;
  }

  static List<Arguments> gmms() {
    return bothWays(
        "gmm/test",
        "extra/gmm_x_d3_K4_n50",
        "extra/gmm_x_tie_d2_K3_n8",
        "gmm/1k/gmm_d2_K5",
        "gmm/1k/gmm_d2_K25",
        "gmm/1k/gmm_d10_K5",
        "gmm/1k/gmm_d10_K25",
        "gmm/1k/gmm_d20_K50",
        "gmm/1k/gmm_d64_K50");
  }

  @ParameterizedTest
  @MethodSource("gmms")
  void gmm(String name, Way way) throws IOException {
    Case c = new GmmCase(GmmInstance.read(file(name)));
    Reference reference = new Reference(adbench, name);
    reference.check("objective", Flat.of(c.value().get())[0]);
    checkTwice(reference, "gradient", way, c);
  }

  static List<Arguments> lstms() {
    return bothWays(
        "extra/lstm_x_l1_c6_b4",
        "extra/lstm_x_l3_c20_b5",
        "lstm/lstm_l2_c1024",
        "lstm/lstm_l2_c4096",
        "lstm/lstm_l4_c1024");
  }

  @ParameterizedTest
  @MethodSource("lstms")
  void lstm(String name, Way way) throws IOException {
    Case c = new LstmCase(LstmInstance.read(file(name)));
    Reference reference = new Reference(adbench, name);
    reference.check("objective", Flat.of(c.value().get())[0]);
    checkTwice(reference, "gradient", way, c);
  }

  /** Twice, since scratch memory is used again. */
  private static void checkTwice(Reference reference, String key, Way way, Case c) {
    Supplier<?> derivative = way.of(c).orElseThrow();
    reference.check(key, Flat.of(derivative.get()));
    reference.check(key, Flat.of(derivative.get()));
  }

  static List<Arguments> bundles() {
    return bothWays("ba/test", "extra/bafull_x_n4_m12_p60");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void bundleAdjustment(String name, Way way) throws IOException {
    BundleInstance b =
        name.startsWith("ba/")
            ? BundleInstance.readReplicated(file(name))
            : BundleInstance.readFull(file(name));
    Case c = new BundleCase(b);
    Reference reference = new Reference(adbench, name);
    double[] errors = Flat.of(c.value().get());
    int p = b.weights().length;
    reference.check("reproj_err", Arrays.copyOf(errors, 2 * p));
    reference.check("w_err", Arrays.copyOfRange(errors, 2 * p, 3 * p));
    checkTwice(reference, "J_vals", way, c);
  }

  @Test
  void structureOfTheBundlesJacobian() throws IOException {
    String name = "extra/bafull_x_n4_m12_p60";
    BundleInstance b = BundleInstance.readFull(file(name));
    BundleJacobian jacobian = new BundleJacobian(4, 12, b.cameraOf(), b.pointOf());
    Reference reference = new Reference(adbench, name);
    reference.check("J_rows", Arrays.stream(jacobian.rows).asDoubleStream().toArray());
    reference.check("J_cols", Arrays.stream(jacobian.columns).asDoubleStream().toArray());
  }

  static List<Arguments> equalBundles() {
    return bothWays("ba/ba1_n49_m7776_p31843", "ba/ba2_n21_m11315_p36455");
  }

  @ParameterizedTest
  @MethodSource("equalBundles")
  void bundleAdjustmentWithEqualObservations(String name, Way way) throws IOException {
    BundleInstance b = BundleInstance.readReplicated(file(name));
    Case c = new BundleCase(b);
    Reference reference = new Reference(adbench, name);
    int p = b.weights().length;
    double[] errors = Flat.of(c.value().get());
    assertThat(errors).hasSize(3 * p);
    double[] expected = reference.numbers("reproj_err_each");
    reference.check("reproj_err_each", expected, i -> errors[2 * (p - 1) + i]);
    reference.check("w_err_each", errors[3 * p - 1]);

    double[] values = Flat.of(way.of(c).orElseThrow().get());
    double[] block = reference.numbers("J_block_rowmajor_2x15");
    for (int i = 0; i < p; i += 1000) {
      int at = 2 * BundleAdjustment.BLOCK * i;
      reference.check("J_block_rowmajor_2x15", block, j -> values[at + j]);
    }
    reference.checkSummary("J_vals", values);
  }

  static List<Arguments> hands() {
    return bothWays(
        "hand/test",
        "extra/hand/hand_x_simple_zero_rot_n4",
        "hand/simple_small/hand1_t26_c100",
        "hand/simple_small/hand5_t26_c800",
        "hand/simple_big/hand1_t26_c100",
        "hand/hand_complicated",
        "extra/hand/hand_x_complicated_n6",
        "hand/complicated_small/hand1_t26_c100",
        "hand/complicated_small/hand3_t26_c200",
        "hand/complicated_small/hand5_t26_c800");
  }

  @ParameterizedTest
  @MethodSource("hands")
  void hand(String name, Way way) throws IOException {
    boolean complicated = name.contains("complicated");
    HandInstance h = HandInstance.read(file(name), complicated);
    Case c = new HandCase(h, complicated);
    Reference reference = new Reference(adbench, name);
    reference.check("objective", Flat.of(c.value().get()));
    Supplier<?> derivative = way.of(c).orElseThrow();
    reference.check("jacobian_colmajor", Flat.of(derivative.get()));
    reference.check("jacobian_colmajor", Flat.of(derivative.get()));
  }

  @Test
  void complicatedErrorsInDirectionsStartWhereTheErrorsAre() throws IOException {
    HandInstance h = HandInstance.read(file("hand/hand_complicated"), true);
    double[] z = new double[28];
    System.arraycopy(h.theta(), 0, z, 2, 26);
    assertThat(HandTracking.complicatedAlong(z, h.us(), h.model(), h.correspondences(), h.points()))
        .containsExactly(Flat.of(new HandCase(h, true).value().get()));
  }
}
