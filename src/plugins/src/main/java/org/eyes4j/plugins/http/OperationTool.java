package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.vision.remote.Endpoint;
import org.eyes4j.vision.remote.RemoteException;
import org.eyes4j.vision.remote.WebAnswer;
import org.eyes4j.vision.remote.WebClient;

/** A tool that is an operation of an HTTP service. Thread-safe. */
final class OperationTool implements Tool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operation operation;
    private final Endpoint endpoint;
    private final WebClient web;
    private final RequestWriter requests;
    private final AnswerReader answers;

    OperationTool(Operation operation, Endpoint endpoint, WebClient web, RequestWriter requests, AnswerReader answers) {
        this.operation = operation;
        this.endpoint = endpoint;
        this.web = web;
        this.requests = requests;
        this.answers = answers;
    }

    @Override
    public ToolSpecification specification() {
        return operation.specification();
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        try {
            WebAnswer answer = endpoint.call(
                    operation.repeatable(),
                    context.cancellation(),
                    deadline ->
                            web.ask(requests.write(arguments), OperationTool::why, deadline, context.cancellation()));
            return ToolResult.of(answers.read(answer, arguments));
        } catch (UnfitArgumentException e) {
            return ToolResult.failed(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (AnswerReader.UnfitAnswerException e) {
            return ToolResult.failed(
                    FailureKind.UNAVAILABLE,
                    endpoint.name() + ": " + web.credentials().shown(String.valueOf(e.getMessage())),
                    "Check `result` in the plugin's manifest against what the service answers");
        } catch (RemoteException e) {
            return ToolResult.failed(kind(e), String.valueOf(e.getMessage()));
        }
    }

    private static FailureKind kind(RemoteException e) {
        return switch (e.kind()) {
            case UNREACHABLE, WRONG_ANSWER -> FailureKind.UNAVAILABLE;
            case TIMED_OUT -> FailureKind.TIMEOUT;
            case CANCELLED -> FailureKind.CANCELLED;
            case MISCONFIGURED -> FailureKind.NOT_INSTALLED;
            case REFUSED -> FailureKind.BAD_INPUT;
        };
    }

    /** The reason in an answer that tells of a fault: what such answers usually call it, or the text itself. */
    private static String why(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            for (String name : List.of("detail", "message", "error", "title")) {
                JsonNode said = root.path(name);
                if (said.isTextual() && !said.asText().isBlank()) {
                    return said.asText();
                }
                if (said.path("message").isTextual()) {
                    return said.path("message").asText();
                }
            }
            return "";
        } catch (IOException e) {
            String text = new String(body, 0, Math.min(body.length, 400), StandardCharsets.UTF_8);
            return text.contains("<") ? "" : text;
        }
    }
}
