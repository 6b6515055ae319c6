/**
 * Conversations: what is known of their pictures, what words of a question refer to, and how it is kept. Wraps the agent,
 * which knows nothing of it.
 */
@NullMarked
package org.eyes4j.agent.session;

import org.jspecify.annotations.NullMarked;
