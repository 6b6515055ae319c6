package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;

/** Reads {@code messages} of a chat completion. */
final class ChatMessages {
    private final Pictures pictures;
    private final Caller caller;

    ChatMessages(Pictures pictures, Caller caller) {
        this.pictures = pictures;
        this.caller = caller;
    }

    List<Said> read(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Problem.at("messages", "Expected a list of at least one message");
        }
        List<Said> all = new ArrayList<>();
        for (JsonNode message : messages) {
            all.add(message(message, "messages[" + all.size() + "]"));
        }
        return all;
    }

    private Said message(JsonNode message, String field) {
        String role = message.path("role").asText();
        List<String> images = new ArrayList<>();
        String text = content(message.path("content"), field + ".content", images);
        return switch (role) {
            case "system", "developer" -> Said.of("system", text);
            case "user" -> new Said("user", text, images, List.of(), "");
            case "assistant" ->
                new Said("assistant", text, List.of(), calls(message.path("tool_calls"), field + ".tool_calls"), "");
            case "tool" ->
                new Said(
                        "tool",
                        text,
                        List.of(),
                        List.of(),
                        message.path("tool_call_id").asText());
            default ->
                throw Problem.at(
                        field + ".role",
                        "Expected system, developer, user, assistant or tool, got '" + Told.brief(role) + "'");
        };
    }

    private String content(JsonNode content, String field, List<String> images) {
        if (content.isTextual()) {
            return content.textValue();
        } else if (content.isMissingNode() || content.isNull()) {
            return "";
        } else if (!content.isArray()) {
            throw Problem.at(field, "Expected a text, or a list of parts");
        }
        List<String> texts = new ArrayList<>();
        int i = 0;
        for (JsonNode part : content) {
            String at = field + "[" + i++ + "]";
            switch (part.path("type").asText()) {
                case "text", "refusal" ->
                    texts.add(part.path(part.path("type").asText()).asText());
                case "image_url" ->
                    images.add(pictures.keep(part.path("image_url").path("url"), at + ".image_url.url", caller));
                default ->
                    throw Problem.at(
                            at + ".type",
                            "Expected text or image_url, got '"
                                    + Told.brief(part.path("type").asText()) + "'");
            }
        }
        return String.join("\n", texts);
    }

    private static List<Said.Call> calls(JsonNode calls, String field) {
        List<Said.Call> all = new ArrayList<>();
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            if (!call.path("id").isTextual() || !function.path("name").isTextual()) {
                throw Problem.at(
                        field + "[" + all.size() + "]", "Expected {id, type: 'function', function: {name, arguments}}");
            }
            all.add(new Said.Call(
                    call.get("id").textValue(),
                    function.get("name").textValue(),
                    function.path("arguments").asText()));
        }
        return all;
    }
}
