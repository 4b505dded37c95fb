/** A network found by a search among many. */
package dev.cusp.examples.search;
