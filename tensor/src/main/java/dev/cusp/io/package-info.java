/** Tensors from and to files and memory: NumPy's, safetensors, images, CSV, segments. */
package dev.cusp.io;
