/**
 * The nonlinear regressions of the NIST Statistical Reference Datasets, whose answers are certified
 * to 11 digits (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml): models in plain Java,
 * Jacobians by Cusp, Levenberg-Marquardt by Hipparchus.
 */
package dev.cusp.bench.nist;
