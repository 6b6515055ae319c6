package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;

/**
 * What a language model was told and what it answered. A message stands once however many calls carried it along; its
 * pictures are numbers of the trace's pictures. Used by one thread.
 */
final class ModelCallsJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ToIntFunction<Value.Image> picture;
    private final ArrayNode messages = JSON.arrayNode();
    private final ArrayNode calls = JSON.arrayNode();
    private final Map<JsonNode, Integer> places = new HashMap<>();

    /** @param picture keeps a picture and gives its number in the trace */
    ModelCallsJson(ToIntFunction<Value.Image> picture) {
        this.picture = picture;
    }

    ArrayNode messages() {
        return messages;
    }

    ArrayNode calls() {
        return calls;
    }

    /** Takes down a call; other events are passed over. */
    void add(RunEvent event) {
        if (event instanceof RunEvent.ModelAsked asked) {
            ModelRequest request = asked.request();
            ObjectNode call = calls.addObject()
                    .put("at", asked.at().toString())
                    .put("model", asked.model())
                    .put("purpose", request.purpose())
                    .put("prompt", request.promptHash())
                    .put("millis", asked.millis());
            ArrayNode said = call.putArray("messages");
            request.messages().forEach(m -> said.add(place(message(m))));
            ArrayNode tools = call.putArray("tools");
            request.tools().forEach(t -> tools.add(t.name()));
            request.form()
                    .ifPresent(form -> call.put("form", form.name())
                            .put("form_hash", Sha256.of(form.schema().toString().getBytes(StandardCharsets.UTF_8))));
            call.set("reply", ModelReplyJson.toJson(asked.reply()));
        }
    }

    private int place(JsonNode message) {
        return places.computeIfAbsent(message, m -> {
            messages.add(m);
            return messages.size() - 1;
        });
    }

    private ObjectNode message(Message message) {
        ObjectNode node = JSON.objectNode();
        if (message instanceof Message.User user) {
            node.put("role", "user").put("text", user.text());
            ArrayNode pictures = node.putArray("pictures");
            user.images().forEach(image -> pictures.add(picture.applyAsInt(image)));
        } else if (message instanceof Message.Assistant assistant) {
            node.put("role", "assistant").put("text", assistant.text());
            node.set("calls", ModelReplyJson.calls(assistant.calls()));
        } else if (message instanceof Message.Tool tool) {
            node.put("role", "tool")
                    .put("text", tool.text())
                    .put("call", tool.call())
                    .put("tool", tool.tool());
        } else {
            node.put("role", "system").put("text", message.text());
        }
        return node;
    }
}
