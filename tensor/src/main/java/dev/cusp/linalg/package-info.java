/** Linear algebra on tensors: solving, decompositions, norms, each with its derivative. */
package dev.cusp.linalg;
