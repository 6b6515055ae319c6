/**
 * Language models: what is said to one, what comes back, and what went wrong. The types here are eyes4j's own; LangChain4j,
 * which speaks the wire forms, is known in this package only.
 */
@NullMarked
package org.eyes4j.agent.llm;

import org.jspecify.annotations.NullMarked;
