package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainTest {
  @TempDir Path folder;

  private Session.Reply run(String... words) {
    return new Session(folder).run(words);
  }

  @Test
  void aModelIsTrainedAndItsMetricsAreWritten() throws IOException {
    Path out = folder.resolve("run");
    Session.Reply reply =
        run("train", "logistic", "--epochs", "2", "--rate", "0.05", "--out", out.toString()).good();
    assertThat(reply.out().lines().toList().getFirst())
        .isEqualTo(
            "logistic regression, 650 parameters; 1,437 images to learn from, 360 for testing");
    assertThat(reply.out()).containsPattern("epoch  2/2: loss [0-9.]+, [89][0-9.]+% of the test");
    assertThat(Files.readAllLines(out.resolve("metrics.csv")))
        .hasSize(3)
        .first()
        .isEqualTo("epoch,loss,accuracy,seconds");
  }

  @Test
  void modelsAreListed() {
    assertThat(run("models").good().out())
        .containsPattern("mlp +two hidden layers, 256 and 128 wide +235,146 parameters");
  }

  @Test
  void wrongUseIsToldInALine() {
    run("train", "lennet")
        .refused(2, "there is no model 'lennet'; there are [logistic, mlp, lenet, ");
    run("train", "mlp", "--epochs", "0").refused(2, "--epochs and --batch are at least 1");
    run("train", "mlp", "--data", "letters").refused(2, "--data");
  }

  @Test
  void aLossThatIsNotFiniteIsSaidWithoutATrace() {
    Session.Reply reply = run("train", "mlp", "--optimizer", "sgd", "--rate", "1e39");
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.err())
        .contains("the loss is NaN at step 2 of epoch 1", "layers.1", "a smaller step size")
        .doesNotContain("\tat ");
  }
}
