/** Networks by their names. */
package dev.cusp.models;
