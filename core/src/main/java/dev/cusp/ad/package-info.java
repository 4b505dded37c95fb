/**
 * Derivatives as functions of the intermediate form: forward mode ({@link dev.cusp.ad.Jvp}) by
 * rules, reverse mode by transposing what is linear in the tangents.
 */
package dev.cusp.ad;
