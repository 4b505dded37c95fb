/** Turns the bytecode of Java methods into the intermediate form. */
package dev.cusp.lift;
