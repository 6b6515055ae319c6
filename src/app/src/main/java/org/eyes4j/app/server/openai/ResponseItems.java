package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;

/** Reads {@code input} of a response. */
final class ResponseItems {
    private final Pictures pictures;
    private final Caller caller;

    ResponseItems(Pictures pictures, Caller caller) {
        this.pictures = pictures;
        this.caller = caller;
    }

    List<Said> read(JsonNode input) {
        if (input.isTextual()) {
            return List.of(Said.of("user", input.textValue()));
        } else if (!input.isArray() || input.isEmpty()) {
            throw Problem.at("input", "Expected a text, or a list of at least one item");
        }
        List<Said> all = new ArrayList<>();
        for (JsonNode item : input) {
            all.add(item(item, "input[" + all.size() + "]"));
        }
        return all;
    }

    private Said item(JsonNode item, String field) {
        String type = item.path("type").asText("message");
        return switch (type) {
            case "message" -> message(item, field);
            case "function_call" ->
                new Said(
                        "assistant",
                        "",
                        List.of(),
                        List.of(new Said.Call(
                                item.path("call_id").asText(),
                                item.path("name").asText(),
                                item.path("arguments").asText())),
                        "");
            case "function_call_output" ->
                new Said(
                        "tool",
                        output(item.path("output")),
                        List.of(),
                        List.of(),
                        item.path("call_id").asText());
            default ->
                throw Problem.at(
                        field + ".type",
                        "Expected message, function_call or function_call_output, got '" + Told.brief(type) + "'");
        };
    }

    private static String output(JsonNode output) {
        return output.isTextual() ? output.textValue() : output.toString();
    }

    private Said message(JsonNode message, String field) {
        List<String> images = new ArrayList<>();
        String text = content(message.path("content"), field + ".content", images);
        String role = message.path("role").asText();
        return switch (role) {
            case "system", "developer" -> Said.of("system", text);
            case "user" -> new Said("user", text, images, List.of(), "");
            case "assistant" -> Said.of("assistant", text);
            default ->
                throw Problem.at(
                        field + ".role",
                        "Expected system, developer, user or assistant, got '" + Told.brief(role) + "'");
        };
    }

    private String content(JsonNode content, String field, List<String> images) {
        if (content.isTextual()) {
            return content.textValue();
        } else if (!content.isArray()) {
            throw Problem.at(field, "Expected a text, or a list of parts");
        }
        List<String> texts = new ArrayList<>();
        int i = 0;
        for (JsonNode part : content) {
            String at = field + "[" + i++ + "]";
            String type = part.path("type").asText();
            switch (type) {
                case "input_text", "output_text" -> texts.add(part.path("text").asText());
                case "input_image" -> images.add(pictures.keep(part.path("image_url"), at + ".image_url", caller));
                default ->
                    throw Problem.at(
                            at + ".type", "Expected input_text or input_image, got '" + Told.brief(type) + "'");
            }
        }
        return String.join("\n", texts);
    }
}
