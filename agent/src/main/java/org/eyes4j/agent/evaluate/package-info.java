/** Measures the agent's parts against recorded data. */
@NullMarked
package org.eyes4j.agent.evaluate;

import org.jspecify.annotations.NullMarked;
