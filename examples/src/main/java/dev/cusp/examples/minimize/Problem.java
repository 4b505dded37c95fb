package dev.cusp.examples.minimize;

import dev.cusp.Objective;

/**
 * A function to be minimized.
 *
 * @param start where a minimizer starts
 * @param optimum the least value, as published
 * @param isConvex whether the function is convex
 */
public record Problem(
    String name, Objective<double[]> f, double[] start, double optimum, boolean isConvex) {}
