package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.llm.Message.ToolUse;

/** What endpoints send on the wire, whole and as streams, in the three forms. */
final class WireAnswers {
    static final int INPUT_TOKENS = 11;
    static final int OUTPUT_TOKENS = 7;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private WireAnswers() {}

    /** @param finish as OpenAI calls it: {@code stop}, {@code tool_calls}, {@code length}, {@code content_filter} */
    static String whole(ScriptedEndpoint.Form form, String text, List<ToolUse> calls, String finish) {
        return switch (form) {
            case OPENAI -> openAi(text, calls, finish);
            case ANTHROPIC -> anthropic(text, calls, finish);
            case OLLAMA -> ollama(text, calls, finish, true).toString();
        };
    }

    static String stream(ScriptedEndpoint.Form form, String text, List<ToolUse> calls, String finish) {
        return switch (form) {
            case OPENAI -> openAiStream(text, calls, finish);
            case ANTHROPIC -> anthropicStream(text, calls, finish);
            case OLLAMA -> ollamaStream(text, calls, finish);
        };
    }

    /** Server-sent events without names. */
    static String events(Object... data) {
        StringBuilder all = new StringBuilder();
        for (Object one : data) {
            all.append("data: ").append(one).append("\n\n");
        }
        return all.toString();
    }

    static ObjectNode openAiChunk(String text, String finish) {
        ObjectNode chunk = JSON.objectNode()
                .put("id", "c1")
                .put("object", "chat.completion.chunk")
                .put("model", "scripted");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        ObjectNode delta = choice.putObject("delta").put("role", "assistant");
        if (!text.isEmpty()) {
            delta.put("content", text);
        }
        choice.put("finish_reason", finish.isEmpty() ? null : finish);
        return chunk;
    }

    private static String openAi(String text, List<ToolUse> calls, String finish) {
        ObjectNode root = JSON.objectNode()
                .put("id", "c1")
                .put("object", "chat.completion")
                .put("model", "scripted");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text);
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(c -> array.addObject()
                    .put("id", c.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", c.tool())
                    .put("arguments", c.arguments()));
        }
        usage(root.putObject("usage"), "prompt_tokens", "completion_tokens")
                .put("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
        return root.toString();
    }

    private static String openAiStream(String text, List<ToolUse> calls, String finish) {
        List<Object> chunks = new ArrayList<>();
        pieces(text).forEach(p -> chunks.add(openAiChunk(p, "")));
        for (int i = 0; i < calls.size(); i++) {
            ToolUse c = calls.get(i);
            boolean first = true;
            for (String piece : c.arguments().isEmpty() ? List.of("") : pieces(c.arguments())) {
                ObjectNode chunk = openAiChunk("", "");
                ObjectNode call = ((ObjectNode) chunk.at("/choices/0/delta"))
                        .putArray("tool_calls")
                        .addObject();
                call.put("index", i);
                ObjectNode function = JSON.objectNode();
                if (first) {
                    call.put("id", c.id()).put("type", "function");
                    function.put("name", c.tool());
                }
                call.set("function", function.put("arguments", piece));
                chunks.add(chunk);
                first = false;
            }
        }
        chunks.add(openAiChunk("", finish));
        ObjectNode last = JSON.objectNode().put("id", "c1").put("model", "scripted");
        last.putArray("choices");
        usage(last.putObject("usage"), "prompt_tokens", "completion_tokens")
                .put("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
        chunks.add(last);
        chunks.add("[DONE]");
        return events(chunks.toArray());
    }

    private static String stopReason(String finish) {
        return switch (finish) {
            case "tool_calls" -> "tool_use";
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }

    private static String anthropic(String text, List<ToolUse> calls, String finish) {
        ObjectNode root = JSON.objectNode()
                .put("id", "m1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "scripted")
                .put("stop_reason", stopReason(finish));
        ArrayNode content = root.putArray("content");
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        calls.forEach(c -> content.addObject()
                .put("type", "tool_use")
                .put("id", c.id())
                .put("name", c.tool())
                .set("input", json(c.arguments())));
        usage(root.putObject("usage"), "input_tokens", "output_tokens");
        return root.toString();
    }

    private static String anthropicStream(String text, List<ToolUse> calls, String finish) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode start = JSON.objectNode().put("type", "message_start");
        ObjectNode message = start.putObject("message")
                .put("id", "m1")
                .put("role", "assistant")
                .put("model", "scripted");
        usage(message.putObject("usage"), "input_tokens", "output_tokens").put("output_tokens", 1);
        events.add(start);
        int index = 0;
        if (!text.isEmpty()) {
            ObjectNode open = block("content_block_start", index);
            open.putObject("content_block").put("type", "text").put("text", "");
            events.add(open);
            for (String piece : pieces(text)) {
                ObjectNode delta = block("content_block_delta", index);
                delta.putObject("delta").put("type", "text_delta").put("text", piece);
                events.add(delta);
            }
            events.add(block("content_block_stop", index++));
        }
        for (ToolUse c : calls) {
            ObjectNode open = block("content_block_start", index);
            open.putObject("content_block")
                    .put("type", "tool_use")
                    .put("id", c.id())
                    .put("name", c.tool())
                    .putObject("input");
            events.add(open);
            for (String piece : pieces(c.arguments())) {
                ObjectNode delta = block("content_block_delta", index);
                delta.putObject("delta").put("type", "input_json_delta").put("partial_json", piece);
                events.add(delta);
            }
            events.add(block("content_block_stop", index++));
        }
        ObjectNode end = JSON.objectNode().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", stopReason(finish));
        end.putObject("usage").put("output_tokens", OUTPUT_TOKENS);
        events.add(end);
        events.add(JSON.objectNode().put("type", "message_stop"));
        StringBuilder all = new StringBuilder();
        events.forEach(e -> all.append("event: ")
                .append(e.get("type").asText())
                .append("\ndata: ")
                .append(e)
                .append("\n\n"));
        return all.toString();
    }

    private static ObjectNode block(String type, int index) {
        return JSON.objectNode().put("type", type).put("index", index);
    }

    private static ObjectNode ollama(String text, List<ToolUse> calls, String finish, boolean done) {
        ObjectNode root = JSON.objectNode().put("model", "scripted").put("created_at", "2026-01-01T00:00:00Z");
        ObjectNode message = root.putObject("message").put("role", "assistant").put("content", text);
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(c -> array.addObject()
                    .putObject("function")
                    .put("name", c.tool())
                    .set("arguments", json(c.arguments())));
        }
        root.put("done", done);
        if (done) {
            root.put("done_reason", finish.equals("length") ? "length" : "stop");
            usage(root, "prompt_eval_count", "eval_count");
        }
        return root;
    }

    private static String ollamaStream(String text, List<ToolUse> calls, String finish) {
        StringBuilder all = new StringBuilder();
        pieces(text).forEach(p -> all.append(ollama(p, List.of(), "", false)).append('\n'));
        calls.forEach(c -> all.append(ollama("", List.of(c), "", false)).append('\n'));
        return all.append(ollama("", List.of(), finish, true)).append('\n').toString();
    }

    private static ObjectNode usage(ObjectNode into, String input, String output) {
        return into.put(input, INPUT_TOKENS).put(output, OUTPUT_TOKENS);
    }

    /** An object where it is one, else the text itself: what a model that errs would send. */
    private static JsonNode json(String text) {
        JsonNode parsed = WireJson.tryParse(text);
        return parsed == null ? JSON.textNode(text) : parsed;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int size = Math.max(9, text.length() / 50);
        for (int at = 0; at < text.length(); at += size) {
            pieces.add(text.substring(at, Math.min(text.length(), at + size)));
        }
        return pieces;
    }
}
