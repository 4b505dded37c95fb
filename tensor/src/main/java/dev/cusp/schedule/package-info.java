/** From a recorded graph to kernels, in order, with their memory. */
package dev.cusp.schedule;
