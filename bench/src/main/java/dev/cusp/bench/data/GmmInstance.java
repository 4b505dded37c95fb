package dev.cusp.bench.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One Gaussian mixture to fit: the arguments of {@link dev.cusp.bench.problems.Gmm#objective}.
 *
 * <p>A file holds {@code d k n}, then alphas, means, icf, points, and the two numbers of the
 * Wishart prior.
 */
public record GmmInstance(
    double[] alphas, double[] means, double[] icf, double[] x, double gamma, int m) {
  public static GmmInstance read(Path file) throws IOException {
    Words words = new Words(file);
    int d = words.count();
    int k = words.count();
    int n = words.count();
    return new GmmInstance(
        words.numbers(k),
        words.numbers(k * d),
        words.numbers(k * d * (d + 1) / 2),
        words.numbers(n * d),
        words.number(),
        words.count());
  }
}
