/** The parts put together: settings, pictures, models, tools, planner, executor. */
@NullMarked
package org.eyes4j.wiring;

import org.jspecify.annotations.NullMarked;
