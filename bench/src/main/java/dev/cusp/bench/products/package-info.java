/** Products of matrices, as tensors compute them and as a library does alone. */
package dev.cusp.bench.products;
