/** Records, arrays and plain objects of numbers seen as vectors, and gradients in their shape. */
package dev.cusp.tree;
