/** What every maker of plans is given, and what it gives. */
@NullMarked
package org.eyes4j.agent.planner;

import org.jspecify.annotations.NullMarked;
