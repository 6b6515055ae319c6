package org.eyes4j.app.server.problem;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.app.service.Problem;
import org.springframework.http.MediaType;

/** Another form of errors than problem details, for the routes of an API that has its own. A bean; thread-safe. */
public interface ErrorForm {

    /** Whether errors of this path are told so. */
    boolean serves(String path);

    JsonNode body(Problem problem);

    /** The HTTP status that goes with it. */
    default int status(Problem problem) {
        return problem.type().status();
    }

    default MediaType mediaType() {
        return MediaType.APPLICATION_JSON;
    }
}
