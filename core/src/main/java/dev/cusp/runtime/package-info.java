/** What emitted derivative code calls: residual memory, and the shadows that hold tangents. */
package dev.cusp.runtime;
