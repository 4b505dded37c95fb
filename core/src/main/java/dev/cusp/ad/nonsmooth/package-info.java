/**
 * Exact derivatives of programs at points where they are not smooth: the program is followed along
 * a ray x + t v, t > 0, in truncated series, and the derivatives are the limits for t to 0.
 */
package dev.cusp.ad.nonsmooth;
