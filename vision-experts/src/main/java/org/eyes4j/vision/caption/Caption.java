package org.eyes4j.vision.caption;

/**
 * A generated text.
 *
 * @param text without special tokens and outer spaces
 * @param score the mean probability that the model gave to its tokens, 0 to 1
 */
public record Caption(String text, double score) {}
