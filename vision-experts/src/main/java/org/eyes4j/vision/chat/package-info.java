/**
 * Decoders that see pictures inside their prompt: a picture becomes rows of embeddings in the places of tokens of its own (Idefics3 and
 * SmolVLM, LLaVA, Moondream). Read from a hub's own files, with the repository's own chat template.
 */
@NullMarked
package org.eyes4j.vision.chat;

import org.jspecify.annotations.NullMarked;
