/** OpenBLAS and oneDNN, called through the JDK's foreign-function interface. */
package dev.cusp.natives;
