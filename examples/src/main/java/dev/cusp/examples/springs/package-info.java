/** A soft body in the air, and gradient descent on how it is thrown. */
package dev.cusp.examples.springs;
