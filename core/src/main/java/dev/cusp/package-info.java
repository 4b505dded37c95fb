/**
 * The door of Cusp: derivatives of plain Java methods, whose bytecode goes in and whose derivative
 * comes out as bytecode.
 *
 * <p>{@link dev.cusp.Cusp} is for functions written in Java, {@link dev.cusp.Program} for methods
 * found by reflection. The other types are the functional interfaces that lambdas and method
 * references become, and the annotations.
 */
package dev.cusp;
