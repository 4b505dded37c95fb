package dev.cusp;

/** A value and a gradient computed together. The gradient has the shape of its argument. */
public record Result<G>(double value, G gradient) {}
