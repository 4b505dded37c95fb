package dev.cusp.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets somebody watch training, pause it, change its step size and go on. Words that it is told: a
 * number, which the step size is from now on (a schedule goes on from there); {@code *0.5}, which
 * it is multiplied by; {@code pause}, {@code go}, {@code stop}.
 */
public final class Babysitting<M> implements Callback<M> {
  private static final String WORDS =
      "a number is the new step size, *0.5 multiplies it, pause, go, stop";

  private final Supplier<String> words;
  private final Consumer<String> answer;
  private boolean isPaused;

  /**
   * One that is told by somebody.
   *
   * @param words gives the next word, or null where there is none; does not wait
   * @param answer is told what comes of it
   */
  public Babysitting(Supplier<String> words, Consumer<String> answer) {
    this.words = words;
    this.answer = answer;
  }

  /** A word from a file, which goes when it has been read, and is looked for at each step. */
  public static Supplier<String> file(Path file) {
    return () -> {
      if (!Files.exists(file)) {
        return null;
      }
      try {
        String word = Files.readString(file).strip();
        Files.delete(file);
        return word.isEmpty() ? null : word;
      } catch (IOException e) {
        return null; // it is being written, or was taken away; the next step looks again
      }
    };
  }

  @Override
  public void step(Training<M> training) {
    obey(training);
    while (isPaused && training.stopped() == null) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        training.stop("interrupted");
      }
      obey(training);
    }
  }

  private void obey(Training<M> training) {
    for (String word = words.get(); word != null; word = words.get()) {
      obey(training, word.strip().toLowerCase(Locale.ROOT));
    }
  }

  private void obey(Training<M> training, String word) {
    switch (word) {
      case "pause", "p" -> {
        isPaused = true;
        answer.accept("paused " + state(training) + "; " + WORDS);
      }
      case "go", "g" -> {
        isPaused = false;
        answer.accept("going on " + state(training));
      }
      case "stop", "s" -> training.stop("stopped by hand");
      default -> change(training, word);
    }
  }

  private void change(Training<M> training, String word) {
    try {
      boolean isFactor = word.startsWith("*");
      double number = Double.parseDouble(isFactor ? word.substring(1) : word);
      double old = training.rate();
      training.scaleRate(isFactor ? number : number / old);
      answer.accept("step size %.4g instead of %.4g".formatted(training.rate(), old));
    } catch (IllegalArgumentException e) { // also that of a number that is none
      answer.accept("'%s' is not understood: %s".formatted(word, WORDS));
    }
  }

  private String state(Training<M> training) {
    double[] losses = training.history().steps().column("loss");
    String last =
        Arrays.stream(losses)
            .skip(Math.max(0, losses.length - 5))
            .mapToObj("%.4f"::formatted)
            .collect(Collectors.joining(" "));
    return "after %d steps: step size %.4g, losses %s"
        .formatted(training.steps(), training.rate(), last);
  }
}
