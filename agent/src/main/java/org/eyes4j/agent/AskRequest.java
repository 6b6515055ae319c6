package org.eyes4j.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.tools.value.Value;

/**
 * A question about pictures.
 *
 * @param question in plain words, any language
 * @param images by the name plans refer to them by: {@code image1}, {@code image2}, …, in order
 * @param options how the plan is to be run, and who hears of it
 */
public record AskRequest(String question, Map<String, Value.Image> images, RunOptions options) {
    public AskRequest {
        if (question.isBlank()) {
            throw new IllegalArgumentException("A question needs words");
        }
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    }
}
