package dev.cusp.examples.search;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Summary;
import dev.cusp.optim.Adam;
import dev.cusp.tensor.Key;
import dev.cusp.train.Progress;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Looks for a network that reads digits, by successive halving (Jamieson and Talwalkar 2016): many
 * are trained a little, the better third of them goes on for three times as long, and so on. The
 * digits of the test are looked at once, by the one that is left.
 */
public final class Search {
  private static final int BATCH = 32;
  private static final int KEPT = 3;

  private Search() {}

  /** A network in training; how good it is, is measured on digits that it does not learn from. */
  record Candidate(Architecture architecture, Progress<Sequential> progress) {
    static Candidate of(Architecture architecture, int number) {
      Key key = Key.of(number);
      return new Candidate(
          architecture, trainer(architecture, 1, key.split(0)).start(architecture.network(key)));
    }

    private static Trainer<Sequential> trainer(Architecture architecture, int epochs, Key key) {
      return Trainer.of(Task.classes(), Adam.of(architecture.rate()), epochs, BATCH, key);
    }

    /** After so many epochs in all. */
    Candidate until(int epochs, Dataset training, Dataset validation) throws IOException {
      Trainer<Sequential> trainer = trainer(architecture, epochs, progress.key());
      return new Candidate(architecture, trainer.resume(progress, training, validation, List.of()));
    }

    double accuracy() {
      return progress.history().epochs().last("accuracy");
    }

    double loss() {
      return progress.history().epochs().last("test_loss");
    }
  }

  /** The better ones first: what counts is accuracy, and of equal ones the loss. */
  private static final Comparator<Candidate> BETTER =
      Comparator.comparingDouble(Candidate::accuracy)
          .reversed()
          .thenComparingDouble(Candidate::loss);

  /** Trains candidates for an epoch, a third of them for three, and so on, until one is left. */
  static Candidate halving(List<Candidate> first, Dataset training, Dataset validation)
      throws IOException {
    List<Candidate> all = first;
    for (int epochs = 1; ; epochs *= KEPT) {
      List<Candidate> trained = new ArrayList<>();
      for (Candidate candidate : all) {
        trained.add(candidate.until(epochs, training, validation));
      }
      trained.sort(BETTER);
      say(
          "%3d networks after %2d epochs: the best reads %.1f%%, the middle one %.1f%%, the last %.1f%%",
          trained.size(),
          epochs,
          100 * trained.getFirst().accuracy(),
          100 * trained.get(trained.size() / 2).accuracy(),
          100 * trained.getLast().accuracy());
      if (trained.size() < KEPT) {
        return trained.getFirst();
      }
      all = trained.subList(0, trained.size() / KEPT);
    }
  }

  /** Candidates of a seed. */
  static List<Candidate> draw(int n, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(Candidate.of(Architecture.draw(random), 1000 * seed + i));
    }
    return all;
  }

  private static void tell(String what, Candidate found) throws IOException {
    Sequential model = found.progress().model();
    double accuracy =
        Training.test(Task.<Sequential>classes(), model, Digits.test()).get("accuracy");
    say("%s: %s", what, found.architecture());
    say(
        "  %,d parameters; reads %.1f%% of the digits that were kept back, %.1f%% of the test",
        Summary.of(model).parameters(), 100 * found.accuracy(), 100 * accuracy);
  }

  private static void say(String format, Object... arguments) {
    IO.println(String.format(Locale.ROOT, format, arguments));
  }

  /**
   * Compares successive halving with as many epochs spent on fewer networks; a word is the seed.
   */
  public static void main(String[] args) throws IOException {
    int seed = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    Dataset all = Digits.training();
    Dataset training = all.range(0, all.size() * 4 / 5);
    Dataset validation = all.range(all.size() * 4 / 5, all.size());
    tell("by successive halving", halving(draw(27, seed), training, validation));
    // 27 + 9 (3 - 1) + 3 (9 - 3) + (27 - 9) epochs are three times 27
    List<Candidate> few = new ArrayList<>();
    for (Candidate candidate : draw(3, seed)) {
      few.add(candidate.until(27, training, validation));
    }
    few.sort(BETTER);
    tell("the best of three that are trained for as long", few.getFirst());
  }
}
