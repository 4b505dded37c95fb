package dev.cusp.bench.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One character model and its text: the arguments of {@link dev.cusp.bench.problems.Lstm#loss}.
 *
 * <p>A file holds {@code l c b} (layers, characters, bits), then main, extra, state and sequence.
 */
public record LstmInstance(
    double[] main, double[] extra, double[] state, double[] sequence, int layers, int bits) {
  public static LstmInstance read(Path file) throws IOException {
    Words words = new Words(file);
    int layers = words.count();
    int characters = words.count();
    int bits = words.count();
    return new LstmInstance(
        words.numbers(8 * layers * bits),
        words.numbers(3 * bits),
        words.numbers(2 * layers * bits),
        words.numbers(characters * bits),
        layers,
        bits);
  }
}
