/** Plans without a language model: reads the question by structure and words, searches the tools by kinds. */
@NullMarked
package org.eyes4j.agent.offline;

import org.jspecify.annotations.NullMarked;
