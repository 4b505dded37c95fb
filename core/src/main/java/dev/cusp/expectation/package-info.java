/**
 * Derivatives of expected results of programs that draw random numbers: {@link
 * dev.cusp.expectation.Sampler} is where they draw, {@link dev.cusp.expectation.Expectation} what
 * is differentiated.
 */
package dev.cusp.expectation;
