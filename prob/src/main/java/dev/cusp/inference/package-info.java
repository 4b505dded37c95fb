/** Posteriors of programs: Hamiltonian Monte Carlo and variational inference on a log density. */
package dev.cusp.inference;
