package dev.cusp.cli.train;

import dev.cusp.cli.OutputFolder;
import dev.cusp.data.Dataset;
import dev.cusp.train.Goal;
import dev.cusp.train.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/**
 * A network with what it is to learn.
 *
 * @param plain what is learned from, without changes
 * @param training the same with changes, where these are wanted
 * @param examples what an example is called: images
 * @param goal which metric tells the best epoch
 * @param metadata what files of the network say of it
 * @param ending shows what the network can do, after training
 */
record Job<M>(
    M model,
    Dataset plain,
    Dataset training,
    Dataset test,
    String examples,
    Task<M> task,
    Goal goal,
    Map<String, String> metadata,
    Ending<M> ending) {
  /** What is done with a network that was trained. */
  @FunctionalInterface
  interface Ending<M> {
    void show(M model, OutputFolder folder, PrintWriter screen) throws IOException;
  }
}
