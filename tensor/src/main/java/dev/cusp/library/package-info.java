/** Ports: what libraries that are not written in Java can do for tensors. */
package dev.cusp.library;
