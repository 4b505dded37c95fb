package dev.cusp.examples.minimize;

import java.util.List;

/**
 * What a minimizer found.
 *
 * @param evaluations of the value, of value and gradient together, or of both
 * @param path the points it stood at, from the start to {@code x}
 */
public record Minimum(
    double[] x, double value, int iterations, int evaluations, List<double[]> path) {}
