/** A linear regression whose posterior is known, by sampling and by variational inference. */
package dev.cusp.examples.regression;
