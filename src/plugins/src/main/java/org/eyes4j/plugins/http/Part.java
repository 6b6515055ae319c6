package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eyes4j.tools.Port;

/**
 * One thing that a request holds: an argument of the tool, or what the manifest fixes.
 *
 * @param name as the service calls it
 * @param place where it goes
 * @param as how a picture is written
 * @param format of a picture: {@code png} or {@code jpeg}
 * @param port the tool's input; empty where the value is fixed
 * @param fixed the value, where it is no input
 */
record Part(String name, Place place, As as, String format, Optional<Port> port, Optional<JsonNode> fixed) {
    enum Place {
        PATH,
        QUERY,
        HEADER,
        /** A field of a body, whatever the body's type. */
        FIELD,
        /** The body itself. */
        BODY
    }

    enum As {
        PLAIN,
        BASE64,
        DATA_URL,
        BINARY
    }
}
