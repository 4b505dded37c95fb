package dev.cusp.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Sgd;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Step sizes changed by hand and found beforehand, and files for TensorBoard. */
final class ToolsTest {
  private static final Dataset FEW = Digits.training().range(0, 320);

  @TempDir Path folder;

  private static Sequential logistic() {
    return Classifiers.logistic(10).make(Key.of(1), 8, 8, 1);
  }

  private static Progress<Sequential> train(int epochs, Callback<Sequential> callback)
      throws IOException {
    return Trainer.<Sequential>of(
            Task.classes(), Sgd.of(Schedule.steps(0.1, 10, 0.5)), epochs, 32, Key.of(2))
        .train(logistic(), FEW, FEW, List.of(callback));
  }

  @Test
  void aStepSizeIsChangedByHand() throws IOException {
    Deque<String> words = new ArrayDeque<>(List.of("0.02", "*0.5", "often", "-1", "pause", "go"));
    List<String> answers = new ArrayList<>();
    Progress<Sequential> end = train(2, new Babysitting<>(words::poll, answers::add));
    assertThat(answers)
        .hasSize(6)
        .startsWith("step size 0.02000 instead of 0.1000", "step size 0.01000 instead of 0.02000");
    assertThat(answers.get(2)).startsWith("'often' is not understood: a number is the new step");
    assertThat(answers.get(3)).startsWith("'-1' is not understood");
    assertThat(answers.get(4)).startsWith("paused after 1 steps: step size 0.01000, losses 2.30");
    assertThat(answers.get(5)).startsWith("going on after 1 steps");
    double[] rates = end.history().steps().column("rate");
    assertThat(rates[0]).isEqualTo(0.1);
    assertThat(rates[9]).isEqualTo(0.01, within(1e-15));
    assertThat(rates[19]).as("the schedule goes on from there").isEqualTo(0.005, within(1e-15));
  }

  @Test
  void aFileChangesItToo() throws IOException {
    Path file = Files.writeString(folder.resolve("step"), "stop\n");
    Progress<Sequential> end = train(2, new Babysitting<>(Babysitting.file(file), _ -> {}));
    assertThat(end.step()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  private static StepSizes<Sequential> sizes() {
    return new StepSizes<>(Task.classes(), Sgd::of, logistic(), 32, Key.of(3));
  }

  @Test
  void bottousProcedureFindsTheBestOfItsRates() throws IOException {
    for (double first : new double[] {0.001, 1000}) {
      StepSizes.Found found = sizes().bottou(FEW, 200, first);
      double best = found.losses().get(found.rate());
      assertThat(found.losses().values()).allMatch(loss -> loss >= best);
      // neither end of what was tried: there the loss was larger
      assertThat(found.losses().keySet()).anyMatch(rate -> rate == 2 * found.rate());
      assertThat(found.losses().keySet()).anyMatch(rate -> rate == found.rate() / 2);
      assertThat(found.rate()).isBetween(0.05, 5.0);
    }
  }

  @Test
  void aRangeTestEndsWhereTheLossGrows() throws IOException {
    StepSizes.Found found = sizes().rangeTest(FEW, 1e-4, 1e4, 100);
    List<Double> losses = new ArrayList<>(found.losses().values());
    double least = losses.stream().mapToDouble(x -> x).min().orElseThrow();
    assertThat(losses).hasSizeLessThan(100);
    assertThat(losses.getLast()).isGreaterThan(4 * least);
    assertThat(losses.getFirst()).isEqualTo(Math.log(10), within(1e-6));
    assertThat(found.rate()).isBetween(0.01, 5.0);
  }

  @Test
  void tensorBoardsFilesAreThoseOfItsOwnWriter() throws IOException {
    try (EventFile file = new EventFile(folder, 1.5)) {
      file.scalars(2.5, 300, Map.of("a/loss", 0.25));
    }
    Path file = folder.resolve("events.out.tfevents.1.500000.cusp");
    // made by TensorBoard's own Event, Summary and masked_crc32c
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .isEqualTo(
            "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c"
                + "1d00000000000000602fdf2309000000000000044010ac022a0f0a0d0a06612f6c6f7373150000803e45c558ca");
  }

  @Test
  void theHistoryGoesToTensorBoard() throws IOException {
    train(2, new TensorBoard<>(folder));
    try (Stream<Path> files = Files.list(folder)) {
      ByteBuffer all =
          ByteBuffer.wrap(Files.readAllBytes(files.findFirst().orElseThrow()))
              .order(ByteOrder.LITTLE_ENDIAN);
      List<String> tags = new ArrayList<>();
      while (all.hasRemaining()) {
        byte[] data = new byte[(int) all.getLong()];
        all.getInt();
        all.get(data);
        all.getInt();
        String text = new String(data, java.nio.charset.StandardCharsets.ISO_8859_1);
        Stream.of("train/loss", "train/rate", "epoch/accuracy", "brain.Event:2")
            .filter(text::contains)
            .forEach(tags::add);
      }
      assertThat(tags).hasSize(1 + 20 + 20 + 2).startsWith("brain.Event:2");
      assertThat(tags).endsWith("train/rate", "epoch/accuracy");
    }
  }
}
