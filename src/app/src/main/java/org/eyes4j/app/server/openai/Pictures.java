package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.app.service.Artifacts;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.WireValues;
import org.eyes4j.vision.picture.PictureException;

/** Pictures as OpenAI's clients send them, kept as artifacts of the caller. Thread-safe. */
final class Pictures {
    private final Artifacts artifacts;
    private final WireValues values;

    Pictures(Artifacts artifacts, WireValues values) {
        this.artifacts = artifacts;
        this.values = values;
    }

    /**
     * Keeps one.
     *
     * @param url a data URL, or {@code artifact:ID} of one that was uploaded
     * @param field where it stands
     */
    String keep(JsonNode url, String field, Caller caller) {
        if (!url.isTextual()) {
            throw Problem.at(field, "Expected a picture's data URL: 'data:image/png;base64,…'");
        }
        String text = url.textValue();
        if (text.startsWith("artifact:")) {
            return artifacts.find(text.substring("artifact:".length()), caller).id();
        }
        if (!text.startsWith("data:")) {
            return values.image(
                            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                    .objectNode()
                                    .put("url", text),
                            field,
                            caller)
                    .frame()
                    .image();
        }
        try {
            return artifacts
                    .putPicture(WireValues.data(text, field), "picture", caller)
                    .id();
        } catch (PictureException e) {
            throw Problem.at(field, String.valueOf(e.getMessage()));
        }
    }
}
