/** Holds what a language model says against what a run found. */
@NullMarked
package org.eyes4j.agent.claim;

import org.jspecify.annotations.NullMarked;
