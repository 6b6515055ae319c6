/** Finds every fault of a plan at once, before any model is loaded. */
@NullMarked
package org.eyes4j.agent.check;

import org.jspecify.annotations.NullMarked;
