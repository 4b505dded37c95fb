/** The flight of a satellite, its state transition matrix, and a shot at a target. */
package dev.cusp.examples.orbit;
