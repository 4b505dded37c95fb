/** A picture by one elementwise method: the Mandelbrot set. */
package dev.cusp.examples.fractal;
