package org.eyes4j.vision.seer;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.Value;

/** A language model that sees. Thread-safe. */
public interface Seer {

    /** The name it is configured under. */
    String name();

    /**
     * Looks at a picture.
     *
     * @param instruction what is wanted
     * @param form name of the answer's form
     * @param schema JSON Schema of the answer, an object
     */
    Seen look(Value.Image image, String instruction, String form, JsonNode schema, Cancellation cancellation);

    /** What looking came to. */
    sealed interface Seen {
        /** What it says: an object, untrusted, not yet held against the schema. */
        record Told(JsonNode json) implements Seen {}

        /** It did not answer, or not in the form. */
        record Failed(FailureKind kind, String message, String hint) implements Seen {}
    }
}
