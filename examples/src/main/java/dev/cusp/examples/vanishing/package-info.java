/** Gradients that vanish in a deep network, and shortcuts that keep them. */
package dev.cusp.examples.vanishing;
