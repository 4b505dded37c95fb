package dev.cusp.bench.data;

import dev.cusp.bench.problems.HandModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A hand to fit to points.
 *
 * @param theta the 26 pose parameters
 * @param us for a complicated instance the two barycentric coordinates of each point; else empty
 * @param correspondences for each point its vertex (simple) or its triangle (complicated)
 * @param points three numbers for each point
 */
public record HandInstance(
    HandModel model, double[] theta, double[] us, int[] correspondences, double[] points) {
  /** Reads an instance and the model in the folder {@code model} beside it. */
  public static HandInstance read(Path file, boolean complicated) throws IOException {
    Words words = new Words(file);
    int n = words.count();
    int parameters = words.count();
    int[] correspondences = new int[n];
    double[] points = new double[3 * n];
    for (int i = 0; i < n; i++) {
      correspondences[i] = words.count();
      for (int a = 0; a < 3; a++) {
        points[3 * i + a] = words.number();
      }
    }
    double[] us = complicated ? words.numbers(2 * n) : new double[0];
    double[] theta = words.numbers(parameters);
    HandModel model = HandModelFiles.read(file.resolveSibling("model"));
    return new HandInstance(model, theta, us, correspondences, points);
  }

  @Override
  public String toString() {
    return "HandInstance[%d points, theta=%s]"
        .formatted(correspondences.length, Arrays.toString(theta));
  }
}
