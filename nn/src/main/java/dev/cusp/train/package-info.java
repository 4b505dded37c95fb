/** Training loops. */
package dev.cusp.train;
