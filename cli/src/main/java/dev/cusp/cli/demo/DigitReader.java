package dev.cusp.cli.demo;

import static dev.cusp.cli.demo.Screen.text;

import dev.cusp.cli.OutputFolder;
import dev.cusp.cli.train.Bar;
import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Schedule;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Progress;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import java.io.IOException;
import java.util.List;

/** LeNet-5 learns to read real digits. */
final class DigitReader implements Act {
  private static final int BATCH = 32;

  private final int epochs;

  DigitReader(int epochs) {
    this.epochs = epochs;
  }

  @Override
  public String title() {
    return "A network learns to read";
  }

  @Override
  public void play(Screen screen, OutputFolder folder) throws IOException {
    Dataset training = Digits.training();
    Dataset test = Digits.test();
    screen.say(
        text(
            "LeNet-5 learns to read handwritten digits: %,d images of 8 x 8 pixels, real ones; %d"
                + " others are for testing. The model is a record of tensors, its gradient the same"
                + " record. A step is two lines:",
            training.size(), test.size()));
    screen.code(
        """
        var result = Gradients.valueAndGradient((Sequential m) ->
            Losses.crossEntropy(m.apply(batch.x(), pass), batch.y())).apply(now.model());
        now = optimizer.step(now, result);
        """);
    screen.blank();
    Key key = Key.of(1);
    Sequential model = Classifiers.lenet(10).make(key.split(0), 8, 8, 1);
    long steps = (long) epochs * (training.size() / BATCH);
    var trainer =
        Trainer.<Sequential>of(
            Task.classes(), Adam.of(Schedule.oneCycle(0.01, steps)), epochs, BATCH, key.split(1));
    long start = System.nanoTime();
    Progress<Sequential> end =
        trainer.train(model, training, test, List.of(new Bar<>(screen.writer(), Bar.isTerminal())));
    double seconds = (System.nanoTime() - start) / 1e9;
    Batch all = test.all();
    Tensor probabilities = end.model().apply(all.x()).softmax(-1);
    int wrong = Sheet.wrong(probabilities, all).length;
    screen.result(
        text(
            "%d of %d unknown digits are read wrongly, %.1f%% right; learned in %.0f seconds.",
            wrong, test.size(), 100 - 100.0 * wrong / test.size(), seconds));
    screen.result(
        "picture: " + folder.write("digits.png", Sheet.png(end.model(), all, probabilities)));
  }
}
