/** Loop nests with a function of the intermediate form as their body, and what they mean. */
package dev.cusp.kernel;
