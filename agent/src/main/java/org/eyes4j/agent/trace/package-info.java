/** Keeps what runs came to, so that each can be shown later. */
@NullMarked
package org.eyes4j.agent.trace;

import org.jspecify.annotations.NullMarked;
