package dev.cusp.cli.demo;

import dev.cusp.cli.OutputFolder;
import java.io.IOException;

/** One part of the demo. */
interface Act {
  String title();

  /**
   * Shows itself.
   *
   * @throws IOException where a file cannot be written
   */
  void play(Screen screen, OutputFolder folder) throws IOException;
}
