/** Captions and answers in words: pictures encoded once, texts generated from them. */
@NullMarked
package org.eyes4j.vision.caption;

import org.jspecify.annotations.NullMarked;
