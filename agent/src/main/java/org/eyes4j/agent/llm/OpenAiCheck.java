package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import org.eyes4j.agent.llm.ModelReply.Trouble;

/** Chat completions, as OpenAI and those who follow it send them. */
final class OpenAiCheck implements WireCheck {
    private final StatusFaults faults;
    private final StringBuilder refusal = new StringBuilder();
    private String finish = "";
    private boolean done;

    OpenAiCheck(StatusFaults faults) {
        this.faults = faults;
    }

    @Override
    public String whole(String body) {
        ObjectNode answer = WireJson.object(body, "as its answer");
        demandNoError(answer);
        if (!(answer.path("choices") instanceof ArrayNode choices) || choices.isEmpty()) {
            throw WireFault.malformed("sent an answer without choices; one was expected");
        }
        JsonNode choice = choices.get(0);
        if (!(choice.path("message") instanceof ObjectNode message)) {
            throw WireFault.malformed("sent a choice without a message");
        }
        demandAssistant(message);
        refusal.append(message.path("refusal").asText(""));
        finish = choice.path("finish_reason").asText("");
        demandGiven();
        mendCalls(message);
        // LangChain4j takes one choice and no more.
        ArrayNode one = answer.arrayNode().add(choice);
        answer.set("choices", one);
        return answer.toString();
    }

    @Override
    public ServerSentEvent event(ServerSentEvent event) {
        if (event.data().equals("[DONE]")) {
            done = true;
            return event;
        }
        ObjectNode part = WireJson.object(event.data(), "within its stream");
        demandNoError(part);
        JsonNode choice = part.path("choices").path(0);
        if (choice.path("delta") instanceof ObjectNode delta) {
            demandAssistant(delta);
            refusal.append(delta.path("refusal").asText(""));
            mendCalls(delta);
        }
        String reason = choice.path("finish_reason").asText("");
        if (!reason.isEmpty() && !reason.equals("null")) {
            finish = reason;
        }
        return new ServerSentEvent(null, part.toString());
    }

    @Override
    public void end() {
        if (!done && finish.isEmpty()) {
            throw WireFault.malformed("ended its stream before the answer was whole");
        }
        demandGiven();
    }

    private void demandNoError(ObjectNode answer) {
        if (answer.hasNonNull("error")) {
            throw faults.ofError(answer);
        }
    }

    private static void demandAssistant(ObjectNode message) {
        String role = message.path("role").asText("");
        if (!role.isEmpty() && !role.equals("null") && !role.equals("assistant")) {
            throw WireFault.malformed(
                    "answered in the role `" + WireJson.excerpt(role) + "` where `assistant` was expected");
        }
    }

    private void demandGiven() {
        if (!refusal.toString().isBlank() && !refusal.toString().equals("null")) {
            throw WireFault.lasting(
                    Trouble.REFUSED, "declined: " + WireJson.excerpt(refusal.toString()), "Ask in other words.");
        }
        if (finish.equals("content_filter")) {
            throw WireFault.lasting(
                    Trouble.FILTERED, "held its answer back: its content filter stopped it", "Ask in other words.");
        }
    }

    /** Some endpoints leave the type of a call out, or send its arguments as an object. */
    private static void mendCalls(ObjectNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            if (!(call instanceof ObjectNode c)) {
                throw WireFault.malformed("sent a tool call that is no JSON object");
            }
            if (!(c.path("function") instanceof ObjectNode function)) {
                throw WireFault.malformed("sent a tool call without a function");
            }
            if (!c.hasNonNull("type")) {
                c.put("type", "function");
            }
            if (function.path("arguments").isObject()) {
                function.put("arguments", function.path("arguments").toString());
            }
        }
    }
}
