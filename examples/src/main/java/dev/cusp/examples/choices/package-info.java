/** Choices learned by gradients through draws. */
package dev.cusp.examples.choices;
