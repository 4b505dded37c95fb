/** A hierarchical model, by Hamiltonian Monte Carlo and by variational inference. */
package dev.cusp.examples.schools;
