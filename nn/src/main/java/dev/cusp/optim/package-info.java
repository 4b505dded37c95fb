/** Rules that make better parameters of parameters and their gradients. */
package dev.cusp.optim;
