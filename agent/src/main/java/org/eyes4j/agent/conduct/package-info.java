/**
 * Ways of conducting a request from its words to its answer, side by side: each is given the same workbench (tools, checks,
 * runs, a language model) and comes to a conclusion.
 */
@NullMarked
package org.eyes4j.agent.conduct;

import org.jspecify.annotations.NullMarked;
