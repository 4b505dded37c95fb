package dev.cusp.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the history as it grows into event files for TensorBoard, a new one each time that
 * training begins or is resumed. They hold the time, so no two are the same.
 */
public final class TensorBoard<M> implements Callback<M> {
  private final Path folder;
  private EventFile file;
  private final Map<Table, Integer> written = new java.util.IdentityHashMap<>();

  public TensorBoard(Path folder) {
    this.folder = folder;
  }

  @Override
  public void begin(Training<M> training) throws IOException {
    file = new EventFile(folder, now());
    History history = training.history();
    for (Table table : java.util.List.of(history.steps(), history.epochs(), history.norms())) {
      written.put(table, table.size());
    }
  }

  @Override
  public void step(Training<M> training) throws IOException {
    write("train/", training.history().steps());
    write("norms/", training.history().norms());
  }

  @Override
  public void epoch(Training<M> training) throws IOException {
    write("epoch/", training.history().epochs());
  }

  @Override
  public void end(Training<M> training) throws IOException {
    file.close();
  }

  private void write(String prefix, Table table) throws IOException {
    for (int i = written.get(table); i < table.size(); i++) {
      Map<String, Double> row = table.row(i);
      long step = row.remove("step").longValue();
      Map<String, Double> tags = new LinkedHashMap<>();
      // words before a slash are one group of curves
      row.forEach((name, value) -> tags.put(prefix + name.replace(' ', '/'), value));
      file.scalars(now(), step, tags);
      written.put(table, i + 1);
    }
  }

  private static double now() {
    java.time.Instant instant = java.time.Instant.now();
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }
}
