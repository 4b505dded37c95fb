package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.optim.Optimizer;
import dev.cusp.train.Checkpoint;
import dev.cusp.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder of a run: {@code config.json} and what training writes. */
record RunFolder(Path path) {
  private static final Path RUNS = Path.of("runs");
  private static final String CONFIG = "config.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private boolean isRun() {
    return Files.exists(path.resolve(CONFIG));
  }

  /** One without a run. */
  static RunFolder fresh(Path path) {
    RunFolder folder = new RunFolder(path);
    if (folder.isRun()) {
      throw Failure.wrongUse(
          "there is a run in %s: go on with it by --resume, or choose another folder with --out"
              .formatted(path));
    }
    return folder;
  }

  /** One with a run. */
  static RunFolder existing(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!folder.isRun()) {
      throw Failure.wrongUse(
          "there is no run in %s to go on with: it has no %s".formatted(path, CONFIG));
    }
    return folder;
  }

  private static RunFolder numbered(String name, int number) {
    return new RunFolder(RUNS.resolve(number == 1 ? name : name + "-" + number));
  }

  /** The next one of a name. */
  static RunFolder next(String name) {
    int number = 1;
    while (numbered(name, number).isRun()) {
      number++;
    }
    return numbered(name, number);
  }

  /** The last one of a name. */
  static RunFolder latest(String name) {
    int number = 1;
    while (numbered(name, number + 1).isRun()) {
      number++;
    }
    return existing(numbered(name, number).path());
  }

  /** Those of a model, whatever its data, that have been trained for an epoch. */
  static List<Path> ofModel(String model) throws IOException {
    if (!Files.isDirectory(RUNS)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(RUNS)) {
      for (Path path : all.sorted().toList()) {
        RunFolder folder = new RunFolder(path);
        if (Files.exists(path.resolve("best.safetensors"))
            && folder.isRun()
            && folder.settings().model().equals(model)) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /** Makes it, and keeps the settings there. */
  void create(Settings settings) throws IOException {
    OutputFolder folder = new OutputFolder(path);
    folder.create();
    folder.write(CONFIG, JSON.writeValueAsString(settings) + "\n");
  }

  /** The settings of the run in it. */
  Settings settings() throws IOException {
    Path file = path.resolve(CONFIG);
    try {
      return JSON.readValue(Files.readString(file), Settings.class);
    } catch (JacksonException e) {
      throw Failure.no("%s: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Where its training was when it was last saved. */
  <M> Progress<M> progress(M like, Optimizer optimizer) throws IOException {
    Path file = path.resolve("last.safetensors");
    try {
      return Checkpoint.read(file, like, optimizer);
    } catch (java.nio.file.NoSuchFileException e) {
      throw Failure.no("there is no checkpoint in %s to go on with".formatted(path), e);
    }
  }
}
