package dev.cusp;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/** A real function of one real variable. */
@FunctionalInterface
public interface Scalar extends DoubleUnaryOperator, Serializable {}
