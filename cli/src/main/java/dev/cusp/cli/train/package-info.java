/** Training networks and using them. */
package dev.cusp.cli.train;
