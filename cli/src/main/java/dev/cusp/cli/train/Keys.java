package dev.cusp.cli.train;

import dev.cusp.train.Babysitting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What somebody says to a training: lines typed in a terminal, and a file. */
final class Keys {
  private Keys() {}

  /** Words from both; Enter alone pauses and goes on. */
  static Supplier<String> words(Path file) {
    Supplier<String> written = Babysitting.file(file);
    if (!Bar.isTerminal()) {
      return written;
    }
    Queue<String> typed = new ConcurrentLinkedQueue<>();
    Thread.ofPlatform().daemon().name("keys").start(() -> read(typed));
    return () -> {
      String word = typed.poll();
      return word == null ? written.get() : word;
    };
  }

  private static void read(Queue<String> typed) {
    boolean isPaused = false;
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, System.console().charset()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String word = line.isBlank() ? isPaused ? "go" : "pause" : line.strip();
        isPaused = word.startsWith("p") || isPaused && !word.startsWith("g");
        typed.add(word);
      }
    } catch (IOException e) {
      typed.clear(); // the terminal is gone; training goes on
    }
  }

  /** Answers on the screen, on a line of their own. */
  static Consumer<String> answer(PrintWriter screen) {
    return text -> {
      screen.println((Bar.isTerminal() ? "\r\u001b[K" : "") + text);
      screen.flush();
    };
  }
}
