/** Reinforcement learning: environments, and learning to act in them. */
package dev.cusp.rl;
