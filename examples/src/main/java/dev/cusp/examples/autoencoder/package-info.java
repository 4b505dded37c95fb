/** Autoencoders of digits whose codes are drawn or chosen: normal, of categories, of a codebook. */
package dev.cusp.examples.autoencoder;
