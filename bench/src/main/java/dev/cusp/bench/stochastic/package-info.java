/**
 * {@code bench stochastic}: estimates of gradients of expected results, beside the same by hand.
 */
package dev.cusp.bench.stochastic;
