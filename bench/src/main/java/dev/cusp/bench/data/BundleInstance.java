package dev.cusp.bench.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Cameras, points, weights, and what was seen: observation {@code i} is point {@code pointOf[i]}
 * seen by camera {@code cameraOf[i]} at {@code features[2 i], features[2 i + 1]}.
 */
public record BundleInstance(
    double[] cameras,
    double[] points,
    double[] weights,
    int[] cameraOf,
    int[] pointOf,
    double[] features) {
  /** Numbers of one camera: rotation, centre, focal length, principal point, distortion. */
  public static final int CAMERA = 11;

  /**
   * ADBench's files: {@code n m p}, then one camera, one point, one weight and one feature, which
   * all cameras, points, weights and observations share.
   */
  public static BundleInstance readReplicated(Path file) throws IOException {
    Words words = new Words(file);
    int n = words.count();
    int m = words.count();
    int p = words.count();
    double[] cameras = repeat(words.numbers(CAMERA), n);
    double[] points = repeat(words.numbers(3), m);
    double[] weights = repeat(words.numbers(1), p);
    double[] features = repeat(words.numbers(2), p);
    int[] cameraOf = new int[p];
    int[] pointOf = new int[p];
    Arrays.setAll(cameraOf, i -> i % n);
    Arrays.setAll(pointOf, i -> i % m);
    return new BundleInstance(cameras, points, weights, cameraOf, pointOf, features);
  }

  /** Files with every number: {@code n m p}, cameras, points, weights, observations, features. */
  public static BundleInstance readFull(Path file) throws IOException {
    Words words = new Words(file);
    int n = words.count();
    int m = words.count();
    int p = words.count();
    double[] cameras = words.numbers(CAMERA * n);
    double[] points = words.numbers(3 * m);
    double[] weights = words.numbers(p);
    int[] cameraOf = new int[p];
    int[] pointOf = new int[p];
    for (int i = 0; i < p; i++) {
      cameraOf[i] = words.count();
      pointOf[i] = words.count();
    }
    return new BundleInstance(cameras, points, weights, cameraOf, pointOf, words.numbers(2 * p));
  }

  private static double[] repeat(double[] block, int times) {
    double[] all = new double[block.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = block[i % block.length];
    }
    return all;
  }
}
