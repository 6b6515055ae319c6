/** Speech into text: the Whisper family, from samples to words. */
@NullMarked
package org.eyes4j.vision.speech;

import org.jspecify.annotations.NullMarked;
