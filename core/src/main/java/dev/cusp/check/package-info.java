/** Derivatives compared with difference quotients; for the rules and programs of users too. */
package dev.cusp.check;
