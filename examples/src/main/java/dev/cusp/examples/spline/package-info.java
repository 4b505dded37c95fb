/** A curve through noisy points, fitted by gradient descent on tensors. */
package dev.cusp.examples.spline;
