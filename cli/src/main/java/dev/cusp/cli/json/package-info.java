/** Arguments of methods read from JSON, values and gradients written as JSON and as text. */
package dev.cusp.cli.json;
