/** Answers whose every sentence carries its evidence. */
@NullMarked
package org.eyes4j.agent.answer;

import org.jspecify.annotations.NullMarked;
