/** Passes: from a function of the intermediate form to another with the same meaning. */
package dev.cusp.pass;
