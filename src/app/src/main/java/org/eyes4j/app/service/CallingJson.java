package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.AskRequest.Calling;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelRequest.Form;
import org.eyes4j.agent.llm.ModelRequest.OfferedTool;
import org.eyes4j.agent.planner.Guests;

/**
 * What a program that asks wants besides an answer: {@code {tools: [{name, description, schema}], required?, exchange: [{text?,
 * calls: [{id, tool, arguments}]} | {call, tool, result}], form?: {name, schema}}}.
 */
final class CallingJson {
    private CallingJson() {}

    static Calling read(JsonNode json) {
        if (json.isEmpty()) {
            return Calling.NOTHING;
        }
        List<OfferedTool> tools = new ArrayList<>();
        for (JsonNode tool : json.path("tools")) {
            tools.add(new OfferedTool(
                    tool.path("name").asText(), tool.path("description").asText(), tool.path("schema")));
        }
        List<Message> exchange = new ArrayList<>();
        for (JsonNode message : json.path("exchange")) {
            exchange.add(message(message));
        }
        JsonNode form = json.path("form");
        return new Calling(
                new Guests(tools, json.path("required").asBoolean(), exchange),
                form.isObject()
                        ? Optional.of(new Form(form.path("name").asText(), form.path("schema")))
                        : Optional.empty());
    }

    private static Message message(JsonNode message) {
        if (message.has("result")) {
            return new Message.Tool(
                    message.path("call").asText(),
                    message.path("tool").asText(),
                    message.path("result").asText());
        }
        List<Message.ToolUse> calls = new ArrayList<>();
        for (JsonNode call : message.path("calls")) {
            calls.add(new Message.ToolUse(
                    call.path("id").asText(),
                    call.path("tool").asText(),
                    call.path("arguments").asText()));
        }
        return new Message.Assistant(message.path("text").asText(), calls);
    }
}
