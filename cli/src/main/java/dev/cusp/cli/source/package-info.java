/** A Java source file compiled in memory, its methods found by name, its main method run. */
package dev.cusp.cli.source;
