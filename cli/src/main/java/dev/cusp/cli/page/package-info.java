/** A source file as a page, its sites marked. */
package dev.cusp.cli.page;
