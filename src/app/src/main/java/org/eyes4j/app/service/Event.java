package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened in a run.
 *
 * @param seq 1, 2, 3, … without gaps within the run
 * @param type such as {@code step.done}; see {@link RunEventJson}
 * @param data an object; not to be changed
 */
public record Event(long seq, Instant at, String type, JsonNode data) {}
