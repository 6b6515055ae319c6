/**
 * Generating token by token, for any decoder: its graphs are read by their own names ({@link
 * org.eyes4j.vision.generate.Decoder}), tokens are chosen greedily, by beams or by sampling ({@link
 * org.eyes4j.vision.generate.Generator}) under the rules of a {@code generation_config.json} ({@link
 * org.eyes4j.vision.generate.GenerationSettings}). Equal to the {@code generate} of Hugging Face's transformers, sampling's random
 * numbers aside.
 */
@NullMarked
package org.eyes4j.vision.generate;

import org.jspecify.annotations.NullMarked;
