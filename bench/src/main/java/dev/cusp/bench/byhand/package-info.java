/**
 * Derivatives of {@link dev.cusp.bench.problems} written by hand, as well as we could: the bar that
 * Cusp's are held to. Each does the arithmetic of its objective in the same order of loops, keeps
 * its scratch memory between calls, and stores as little as it can.
 */
package dev.cusp.bench.byhand;
