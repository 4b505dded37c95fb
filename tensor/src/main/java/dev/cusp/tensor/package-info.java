/** Tensors: recorded lazily, elementwise operations being plain Java methods. */
package dev.cusp.tensor;
