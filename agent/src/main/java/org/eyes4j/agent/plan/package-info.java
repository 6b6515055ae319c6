/** Plans, steps and arguments: one form for plans, workflows and recorded runs. */
@NullMarked
package org.eyes4j.agent.plan;

import org.jspecify.annotations.NullMarked;
