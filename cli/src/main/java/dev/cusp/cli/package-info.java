/** The command line: a class for each command, and how they say what went wrong. */
package dev.cusp.cli;
