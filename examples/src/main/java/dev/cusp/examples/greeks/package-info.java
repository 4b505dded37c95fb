/** An option price by simulation and by formula, with first and second derivatives of both. */
package dev.cusp.examples.greeks;
