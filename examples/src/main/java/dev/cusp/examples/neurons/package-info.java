/** Hidden units that fire or do not, by chance, and four ways of training them. */
package dev.cusp.examples.neurons;
