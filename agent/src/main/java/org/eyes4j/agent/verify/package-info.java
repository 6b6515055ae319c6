/** Looks again, in other ways, at what a run found, and lets an answer say what did not come back. */
@NullMarked
package org.eyes4j.agent.verify;

import org.jspecify.annotations.NullMarked;
