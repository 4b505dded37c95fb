/** All distributions of numbers: densities, draws, and derivatives through draws. */
package dev.cusp.examples.distributions;
