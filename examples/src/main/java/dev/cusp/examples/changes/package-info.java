/** When something changed: a fit of jumps, straight through, smoothed and relaxed. */
package dev.cusp.examples.changes;
