/** What a tool must do before a planner may choose it, and a report that tells its author what to mend. */
@NullMarked
package org.eyes4j.tools.conform;

import org.jspecify.annotations.NullMarked;
