/** Sentence embeddings. */
@NullMarked
package org.eyes4j.vision.embedding;

import org.jspecify.annotations.NullMarked;
