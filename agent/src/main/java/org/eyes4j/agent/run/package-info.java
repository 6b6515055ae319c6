/** Runs plans: ready steps at once, every event recorded. */
@NullMarked
package org.eyes4j.agent.run;

import org.jspecify.annotations.NullMarked;
