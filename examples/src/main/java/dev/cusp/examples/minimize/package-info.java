/** A bundle method for functions with kinks, on published test problems. */
package dev.cusp.examples.minimize;
