/** Texts into token ids and back, by the hub's own {@code tokenizer.json}. */
@NullMarked
package org.eyes4j.vision.token;

import org.jspecify.annotations.NullMarked;
