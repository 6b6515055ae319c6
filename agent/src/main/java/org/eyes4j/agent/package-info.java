/** Turns a request about pictures into a checked plan, runs it, and answers with evidence. */
@NullMarked
package org.eyes4j.agent;

import org.jspecify.annotations.NullMarked;
