/** Picks, of many tools, the few that a request needs, so that a prompt holds them within a budget. */
@NullMarked
package org.eyes4j.agent.retrieve;

import org.jspecify.annotations.NullMarked;
