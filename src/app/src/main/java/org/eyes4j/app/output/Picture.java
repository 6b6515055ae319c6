package org.eyes4j.app.output;

import org.eyes4j.tools.value.Value;

/**
 * A picture that was asked about.
 *
 * @param input its name in the plan, {@code image1} and so on
 * @param name the file it came from
 * @param image as it was decoded
 */
public record Picture(String input, String name, Value.Image image) {}
