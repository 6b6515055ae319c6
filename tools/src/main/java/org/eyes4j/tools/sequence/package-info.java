/**
 * Regions as plain text that a language model can read and write, and back: see {@link
 * org.eyes4j.tools.sequence.SequenceCodec}.
 */
@NullMarked
package org.eyes4j.tools.sequence;

import org.jspecify.annotations.NullMarked;
