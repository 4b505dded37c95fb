package dev.cusp.optim;

/** A model and what its optimizer remembers: all that training goes on from. */
public record Trained<M>(M model, Optimizer.State state) {}
