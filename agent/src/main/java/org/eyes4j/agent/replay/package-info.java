/**
 * Runs that are played again: language models and experts are answered for by what was recorded, and only what depends on a
 * changed expert is done anew.
 */
@NullMarked
package org.eyes4j.agent.replay;

import org.jspecify.annotations.NullMarked;
