package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat completion, whole or in chunks.
 *
 * @param run the run behind it
 * @param created seconds since 1970
 * @param model as the client wrote it
 */
record ChatReply(String run, long created, String model) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode whole(Told told) {
        ObjectNode root = head("chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (told.pieces().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", told.text());
        }
        message.putNull("refusal");
        if (!told.annotations().isEmpty()) {
            message.set("annotations", told.citations(false));
        }
        if (!told.calls().isEmpty()) {
            message.set("tool_calls", calls(told, false));
        }
        choice.putNull("logprobs").put("finish_reason", finish(told));
        root.set("usage", usage(told));
        root.set("eyes4j", told.extension());
        return root;
    }

    /** Everything that is streamed once the answer is known. */
    List<JsonNode> chunks(Told told, boolean usage) {
        List<JsonNode> chunks = new ArrayList<>();
        chunks.add(chunk(JSON.objectNode().put("role", "assistant").put("content", ""), null));
        told.pieces().forEach(piece -> chunks.add(chunk(JSON.objectNode().put("content", piece), null)));
        if (!told.calls().isEmpty()) {
            ObjectNode delta = JSON.objectNode();
            delta.set("tool_calls", calls(told, true));
            chunks.add(chunk(delta, null));
        }
        ObjectNode end = JSON.objectNode();
        if (!told.annotations().isEmpty()) {
            end.set("annotations", told.citations(false));
        }
        ObjectNode last = chunk(end, finish(told));
        last.set("eyes4j", told.extension());
        chunks.add(last);
        if (usage) {
            ObjectNode count = head("chat.completion.chunk");
            count.putArray("choices");
            count.set("usage", usage(told));
            chunks.add(count);
        }
        return chunks;
    }

    private ObjectNode chunk(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) {
        ObjectNode root = head("chat.completion.chunk");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        return root;
    }

    private ObjectNode head(String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-" + run)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static String finish(Told told) {
        return told.calls().isEmpty() ? "stop" : "tool_calls";
    }

    private static ArrayNode calls(Told told, boolean indexed) {
        ArrayNode all = JSON.arrayNode();
        for (JsonNode call : told.calls()) {
            ObjectNode one = all.addObject();
            if (indexed) {
                one.put("index", all.size() - 1);
            }
            one.put("id", call.path("id").asText()).put("type", "function");
            one.putObject("function")
                    .put("name", call.path("tool").asText())
                    .put("arguments", call.path("arguments").asText());
        }
        return all;
    }

    private static ObjectNode usage(Told told) {
        return JSON.objectNode()
                .put("prompt_tokens", told.inputTokens())
                .put("completion_tokens", told.outputTokens())
                .put("total_tokens", told.inputTokens() + told.outputTokens());
    }
}
