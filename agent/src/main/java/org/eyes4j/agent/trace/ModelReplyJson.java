package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply;

/** Replies of language models as a trace keeps them, and back, so that a run can be played again. */
public final class ModelReplyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ModelReplyJson() {}

    public static ObjectNode toJson(ModelReply reply) {
        if (reply instanceof ModelReply.Failed failed) {
            return JSON.objectNode()
                    .put("trouble", lower(failed.trouble()))
                    .put("message", failed.message())
                    .put("hint", failed.hint())
                    .put("partial", failed.partial());
        }
        ModelReply.Said said = (ModelReply.Said) reply;
        ObjectNode node = JSON.objectNode().put("text", said.text()).put("finish", lower(said.finish()));
        node.set("calls", calls(said.calls()));
        return node.put("input_tokens", said.usage().input())
                .put("output_tokens", said.usage().output());
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ModelReply fromJson(JsonNode node) {
        if (node.has("trouble")) {
            return new ModelReply.Failed(
                    word(ModelReply.Trouble.class, node.path("trouble")),
                    node.path("message").asText(),
                    node.path("hint").asText(),
                    node.path("partial").asText());
        }
        List<ToolUse> calls = new ArrayList<>();
        node.path("calls")
                .forEach(c -> calls.add(new ToolUse(
                        c.path("id").asText(),
                        c.path("tool").asText(),
                        c.path("arguments").asText())));
        return new ModelReply.Said(
                node.path("text").asText(),
                calls,
                word(ModelReply.Finish.class, node.path("finish")),
                new ModelReply.Usage(
                        node.path("input_tokens").asLong(),
                        node.path("output_tokens").asLong()));
    }

    static ArrayNode calls(List<ToolUse> calls) {
        ArrayNode array = JSON.arrayNode();
        calls.forEach(
                c -> array.addObject().put("id", c.id()).put("tool", c.tool()).put("arguments", c.arguments()));
        return array;
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode node) {
        try {
            return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A reply of a language model has one of "
                    + List.of(type.getEnumConstants()) + ", got '" + node.asText() + "'");
        }
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
