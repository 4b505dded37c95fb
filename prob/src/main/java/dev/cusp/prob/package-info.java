/** Distributions as records of tensors, with gradients through their draws. */
package dev.cusp.prob;
