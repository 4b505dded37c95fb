/** Neural networks as plain records: layers, templates that make them, losses, metrics. */
package dev.cusp.nn;
