package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.service.Problem;

/**
 * A response, whole or as the events that it is streamed in.
 *
 * @param run the run behind it
 * @param created seconds since 1970
 * @param request what was asked
 */
record ResponseReply(String run, long created, JsonNode request) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static String id(String run) {
        return "resp_" + run;
    }

    /** A response at work, without output. */
    ObjectNode begun() {
        return head("in_progress");
    }

    ObjectNode failed(Problem problem) {
        ObjectNode root = head("failed");
        root.putObject("error").put("code", "server_error").put("message", problem.detail());
        return root;
    }

    ObjectNode whole(Told told) {
        ObjectNode root = head("completed");
        ArrayNode output = root.putArray("output");
        if (!told.pieces().isEmpty() || told.calls().isEmpty()) {
            output.add(message(told, "completed"));
        }
        int i = 0;
        for (JsonNode call : told.calls()) {
            output.add(call(call, i++, "completed"));
        }
        ObjectNode usage = root.putObject("usage").put("input_tokens", told.inputTokens());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", told.outputTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", told.inputTokens() + told.outputTokens());
        root.set("eyes4j", told.extension());
        return root;
    }

    /** Everything that is streamed once the answer is known, after {@code response.in_progress}. */
    List<ObjectNode> events(Told told) {
        List<ObjectNode> events = new ArrayList<>();
        int index = 0;
        if (!told.pieces().isEmpty() || told.calls().isEmpty()) {
            ObjectNode empty = message(told, "in_progress");
            empty.putArray("content");
            events.add(item("response.output_item.added", index, empty));
            ObjectNode part = part("", JSON.arrayNode());
            events.add(place("response.content_part.added", index).set("part", part));
            for (String piece : told.pieces()) {
                ObjectNode delta = place("response.output_text.delta", index).put("delta", piece);
                delta.putArray("logprobs");
                events.add(delta);
            }
            ObjectNode done = place("response.output_text.done", index).put("text", told.text());
            done.putArray("logprobs");
            events.add(done);
            events.add(place("response.content_part.done", index).set("part", part(told.text(), told.citations(true))));
            events.add(item("response.output_item.done", index, message(told, "completed")));
            index++;
        }
        int i = 0;
        for (JsonNode call : told.calls()) {
            ObjectNode item = call(call, i, "in_progress").put("arguments", "");
            String id = item.path("id").asText();
            String arguments = call.path("arguments").asText();
            events.add(item("response.output_item.added", index, item));
            events.add(event("response.function_call_arguments.delta")
                    .put("item_id", id)
                    .put("output_index", index)
                    .put("delta", arguments));
            events.add(event("response.function_call_arguments.done")
                    .put("item_id", id)
                    .put("output_index", index)
                    .put("name", call.path("tool").asText())
                    .put("arguments", arguments));
            events.add(item("response.output_item.done", index, call(call, i, "completed")));
            index++;
            i++;
        }
        events.add(event("response.completed").set("response", whole(told)));
        return events;
    }

    static ObjectNode event(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode item(String type, int index, ObjectNode item) {
        ObjectNode event = event(type).put("output_index", index);
        event.set("item", item);
        return event;
    }

    private ObjectNode place(String type, int index) {
        return event(type)
                .put("item_id", "msg_" + run)
                .put("output_index", index)
                .put("content_index", 0);
    }

    private ObjectNode message(Told told, String status) {
        ObjectNode item = JSON.objectNode()
                .put("id", "msg_" + run)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        item.putArray("content").add(part(told.text(), told.citations(true)));
        return item;
    }

    private static ObjectNode part(String text, ArrayNode annotations) {
        ObjectNode part = JSON.objectNode().put("type", "output_text").put("text", text);
        part.set("annotations", annotations);
        part.putArray("logprobs");
        return part;
    }

    private ObjectNode call(JsonNode call, int index, String status) {
        return JSON.objectNode()
                .put("id", "fc_" + run + "_" + index)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.path("id").asText())
                .put("name", call.path("tool").asText())
                .put("arguments", call.path("arguments").asText());
    }

    private ObjectNode head(String status) {
        ObjectNode root = JSON.objectNode()
                .put("id", id(run))
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details");
        copy(root, "instructions", JSON.nullNode());
        root.putNull("max_output_tokens");
        root.put("model", request.path("model").asText());
        root.putArray("output");
        root.put("parallel_tool_calls", true);
        copy(root, "previous_response_id", JSON.nullNode());
        root.set("reasoning", JSON.objectNode().putNull("effort").putNull("summary"));
        root.put("store", request.path("store").asBoolean(true));
        root.put("temperature", 1.0);
        copy(root, "text", JSON.objectNode().set("format", JSON.objectNode().put("type", "text")));
        copy(root, "tool_choice", JSON.textNode("auto"));
        copy(root, "tools", JSON.arrayNode());
        root.put("top_p", 1.0).put("truncation", "disabled").putNull("usage").putNull("user");
        copy(root, "metadata", JSON.objectNode());
        return root;
    }

    private void copy(ObjectNode root, String member, JsonNode standard) {
        JsonNode given = request.path(member);
        root.set(member, given.isMissingNode() || given.isNull() ? standard : given);
    }
}
