/** What kernels run on. */
package dev.cusp.device;
