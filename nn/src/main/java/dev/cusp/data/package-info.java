/** Examples to learn from: data sets, their files, and what brings them in batches. */
package dev.cusp.data;
