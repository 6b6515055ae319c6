/** OpenAI's own clients, unmodified, against the server. */
@NullMarked
package org.eyes4j.e2e.openai;

import org.jspecify.annotations.NullMarked;
