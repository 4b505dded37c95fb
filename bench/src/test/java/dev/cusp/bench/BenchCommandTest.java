package dev.cusp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Wrong use is exit 2 with a sentence that says what to do. */
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  @Test
  void helpNamesTheMeasurements() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains(
            "ad ", "kinks ", "first ", "nist ", "products ", "tensor ", "train ", "stochastic ");
  }

  @Test
  void estimatorsAgreeWithThoseByHand() {
    assertThat(run("stochastic", "--quick")).isZero();
    assertThat(out.toString()).contains("queue, pathwise", "walk, coupled", "agrees");
  }

  @Test
  void noSuchCase() {
    assertThat(run("ad", "--case", "nothing-like-it")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing-like-it", "rosenbrock-1e3");
  }

  @Test
  void noTimeForTurns() {
    assertThat(run("ad", "--turns", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--turns");
  }

  @Test
  void byTurns() {
    assertThat(run("ad", "--turns", "1", "--case", "rosenbrock-1e3")).isZero();
    assertThat(out.toString()).containsPattern("rosenbrock-1e3 +\\| +0\\.\\d+ +0\\.\\d+ +0\\.\\d+");
  }

  @Test
  void noSuchCaseOfKinks() {
    assertThat(run("kinks", "--case", "nothing-like-it")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing-like-it", "sum-of-abs", "rosenbrock-1e3");
  }

  @Test
  void noSeeds() {
    assertThat(run("train", "--seeds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--seeds and --threads are at least 1");
  }

  @Test
  void noSizeOfAProduct() {
    for (String size : new String[] {"4x4", "0x1x1", "4x4x-4", "a", "4x4x123456"}) {
      assertThat(run("products", size)).isEqualTo(2);
      assertThat(err.toString()).contains("'" + size + "' is no size");
    }
  }

  @Test
  void malformedPattern() {
    assertThat(run("kinks", "--case", "(")).isEqualTo(2);
    assertThat(run("ad", "--case", "(")).isEqualTo(2);
    assertThat(err.toString()).contains("--case");
  }

  @Test
  void noSuchFolder() {
    assertThat(run("nist", "no-such-folder")).isEqualTo(2);
    assertThat(err.toString()).contains("no such folder: no-such-folder");
  }

  @Test
  void folderWithoutData(@TempDir Path folder) {
    assertThat(run("nist", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no .dat files");
  }

  @Test
  void notANistFile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("Misra1a.dat"), "1 2 3\n");
    assertThat(run("nist", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Misra1a.dat", "not a NIST StRD file");
  }

  @Test
  void noModelForADataSet(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("Other.dat"),
        """
        Data   (lines 4 to 5)
        Lower Level of Difficulty
        Residual Sum of Squares: 1
        1 2
        3 4
          b1 = 1 2 3 4
        """);
    assertThat(run("nist", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no model for the data set Other");
  }
}
