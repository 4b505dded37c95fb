/** How long training takes until a network is good. */
package dev.cusp.bench.train;
