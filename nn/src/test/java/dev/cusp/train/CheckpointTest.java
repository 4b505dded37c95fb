package dev.cusp.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.data.Augmentation;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.Images;
import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Dropout;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Lbfgs;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Sgd;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training that is interrupted and resumed leaves the files of one that was not. */
final class CheckpointTest {
  private static final Images DIGITS = Digits.all().augmented(Augmentation.shift(1));
  private static final Dataset TRAINING = DIGITS.range(0, 200);
  private static final Dataset TEST = Digits.test().range(0, 50);

  @TempDir Path folder;

  /** With running means, and with random numbers in each step. */
  private static Sequential model(int width) {
    return Sequential.of(
            Functions.flatten(),
            Dense.of(width),
            BatchNorm.of(),
            Functions.relu(),
            new Dropout(0.2),
            Dense.of(10))
        .make(Key.of(1), 8, 8, 1);
  }

  private static Trainer<Sequential> trainer(Optimizer optimizer) {
    return Trainer.of(Task.<Sequential>classes(), optimizer, 4, 32, Key.of(5)).average(0.9);
  }

  private List<Callback<Sequential>> callbacks(Path out, Callback<Sequential> more)
      throws IOException {
    Files.createDirectories(out);
    return List.of(
        more,
        Callbacks.norms(5),
        Callbacks.plateau(Goal.most("accuracy"), 1, 0.5),
        Callbacks.checkpoints(out, Goal.most("accuracy"), Duration.ZERO, Map.of("model", "test")),
        Callbacks.tables(out));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Adam.of(Schedule.cosine(0.01, 0, 24)), Sgd.of(0.1).momentum(0.9), Lbfgs.of(0.01));
  }

  /** What no process can catch, as a kill: at any point of a step. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBit(Optimizer optimizer) throws IOException {
    Trainer<Sequential> trainer = trainer(optimizer);
    Callback<Sequential> none = new Callback<>() {};
    Path whole = folder.resolve("whole");
    trainer.resume(trainer.start(model(16)), TRAINING, TEST, callbacks(whole, none));
    Path parts = folder.resolve("parts");
    // after two epochs, within the third one, and at its end
    for (int step : new int[] {12, 15, 18}) {
      Callback<Sequential> killer =
          new Callback<>() {
            @Override
            public void step(Training<Sequential> training) {
              if (training.steps() == step + 1) {
                throw new Killed();
              }
            }
          };
      Path last = parts.resolve("last.safetensors");
      Progress<Sequential> from =
          Files.exists(last)
              ? Checkpoint.read(last, model(16), optimizer)
              : trainer.start(model(16));
      List<Callback<Sequential>> callbacks = callbacks(parts, killer);
      assertThatThrownBy(() -> trainer.resume(from, TRAINING, TEST, callbacks))
          .isInstanceOf(Killed.class);
      assertThat(Checkpoint.read(last, model(16), optimizer).now().state().step()).isEqualTo(step);
    }
    Progress<Sequential> from =
        Checkpoint.read(parts.resolve("last.safetensors"), model(16), optimizer);
    trainer.resume(from, TRAINING, TEST, callbacks(parts, none));
    for (String file :
        List.of("last.safetensors", "best.safetensors", "metrics.csv", "steps.csv", "norms.csv")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    try (Stream<Path> files = Files.list(parts)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void damagedFilesAreRefusedWithOneMessage() throws IOException {
    Adam adam = Adam.of(0.01);
    Path good = folder.resolve("good.safetensors");
    Checkpoint.write(good, trainer(adam).start(model(4)));
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.safetensors");
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 200) {
      Files.write(bad, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.read(bad, model(4), adam))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(bad.toString());
    }
    Weights.write(bad, model(4), Map.of());
    assertThatThrownBy(() -> Checkpoint.read(bad, model(4), adam))
        .hasMessage(bad + ": no checkpoint, though its tensors can be read");
  }

  @Test
  void anotherModelOrOptimizerIsRefused() throws IOException {
    Adam adam = Adam.of(0.01);
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoint.write(file, trainer(adam).start(model(4)));
    assertThatThrownBy(() -> Checkpoint.read(file, model(5), adam))
        .hasMessage(
            file
                + ": layers.1.weight is f32 of shape [64, 4], but the model's is f32 of shape"
                + " [64, 5]");
    assertThatThrownBy(() -> Checkpoint.read(file, model(4), adam.kind(Adam.Kind.AMSGRAD)))
        .hasMessage(
            file
                + ": the optimizer remembers [mean, square, largest], but the checkpoint's"
                + " remembers [mean, square]");
    Sequential smaller = new Sequential(model(4).layers().subList(0, 3));
    assertThatThrownBy(() -> Checkpoint.read(file, smaller, adam))
        .hasMessageContaining("the model has no place for layers.5.bias, layers.5.weight; it has");
    Sequential larger =
        Sequential.of(Functions.flatten(), Dense.of(4), Dense.of(4)).make(Key.of(1), 8, 8, 1);
    assertThatThrownBy(() -> Checkpoint.read(file, larger, adam))
        .hasMessageContaining("there is no layers.2.weight in it, which the model has");
  }
}
