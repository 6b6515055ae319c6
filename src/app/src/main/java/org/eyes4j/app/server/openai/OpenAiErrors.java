package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.app.server.problem.ErrorForm;
import org.eyes4j.app.service.Problem;
import org.springframework.stereotype.Component;

/** Problems as OpenAI's clients read them: {@code {error: {message, type, param, code}}}. */
@Component
class OpenAiErrors implements ErrorForm {

    @Override
    public boolean serves(String path) {
        return path.equals("/v1") || path.startsWith("/v1/");
    }

    @Override
    public JsonNode body(Problem problem) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error").put("message", problem.detail());
        error.put("type", type(problem));
        if (problem.field().isEmpty()) {
            error.putNull("param");
        } else {
            error.put("param", problem.field());
        }
        error.put(
                "code",
                problem.type() == Problem.Type.UNAUTHORIZED
                        ? "invalid_api_key"
                        : problem.type().slug());
        return root;
    }

    /** What is wrong with a request is 400 there. */
    @Override
    public int status(Problem problem) {
        return switch (problem.type()) {
            case INVALID, LIMIT, NOT_INSTALLED -> 400;
            case CANCELLED -> 499;
            default -> problem.type().status();
        };
    }

    private static String type(Problem problem) {
        return switch (problem.type()) {
            case UNAUTHORIZED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case TOO_MANY -> "rate_limit_error";
            case INTERNAL, UNAVAILABLE, OVERLOADED, TIMEOUT -> "server_error";
            default -> "invalid_request_error";
        };
    }
}
