/** Computation graphs, laid out and drawn. */
package dev.cusp.cli.graph;
