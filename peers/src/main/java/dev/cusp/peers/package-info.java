/** PyTorch inside the JVM (libtorch): where reference values come from, and times beside Cusp's. */
package dev.cusp.peers;
