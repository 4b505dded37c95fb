/** Steps and choices as plain methods that have the derivative of something smooth. */
package dev.cusp.surrogate;
