/** The processor: kernels as JVM classes of plain loops, products of matrices by tiles. */
package dev.cusp.device.cpu;
