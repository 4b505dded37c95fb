/** What derivatives cost at kinks, and where one has to be looked out for. */
package dev.cusp.bench.kinks;
