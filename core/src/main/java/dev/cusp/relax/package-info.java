/**
 * Relaxations with a temperature: smooth functions that become a choice, a sort or a rank as the
 * temperature goes to 0. Plain methods, differentiated like any.
 */
package dev.cusp.relax;
