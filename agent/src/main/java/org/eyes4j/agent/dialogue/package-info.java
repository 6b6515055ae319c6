/**
 * Requests conducted by a language model: one whole plan at once, or step by step. What a model writes is untrusted like everything
 * else: read tolerantly, checked, mended by types, and kept to what the user's own request asks for ({@link
 * org.eyes4j.agent.dialogue.Leave}).
 */
@NullMarked
package org.eyes4j.agent.dialogue;

import org.jspecify.annotations.NullMarked;
