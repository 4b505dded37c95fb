/** What {@code ./cusp demo} shows, an act in each class. */
package dev.cusp.cli.demo;
