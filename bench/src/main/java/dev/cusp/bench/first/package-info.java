/** What derivatives cost before they run: in a cold JVM, and as programs grow. */
package dev.cusp.bench.first;
