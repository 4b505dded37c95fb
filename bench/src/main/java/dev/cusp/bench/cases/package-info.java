/** The problems at the sizes that are timed, each with its derivatives. */
package dev.cusp.bench.cases;
