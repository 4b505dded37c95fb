/** Discrete Fourier transforms of tensors, of any length, with their derivatives. */
package dev.cusp.fft;
