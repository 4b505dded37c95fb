/** Special functions of numbers, whose derivatives Cusp knows. */
package dev.cusp.special;
