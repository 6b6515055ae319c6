package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import org.eyes4j.agent.llm.ModelReply.Trouble;

/** Messages, as Anthropic sends them. */
final class AnthropicCheck implements WireCheck {
    private final StatusFaults faults;
    private String stop = "";
    private boolean done;

    AnthropicCheck(StatusFaults faults) {
        this.faults = faults;
    }

    @Override
    public String whole(String body) {
        ObjectNode answer = WireJson.object(body, "as its answer");
        demandNoError(answer);
        demandAssistant(answer);
        stop = answer.path("stop_reason").asText("");
        demandGiven();
        if (!(answer.path("content") instanceof ArrayNode content) || content.isEmpty()) {
            throw WireFault.malformed("sent an answer without content; at least one block was expected");
        }
        return answer.toString();
    }

    @Override
    public ServerSentEvent event(ServerSentEvent event) {
        if (event.data().equals("[DONE]")) {
            return event;
        }
        ObjectNode part = WireJson.object(event.data(), "within its stream");
        String type = part.path("type").asText(event.event() == null ? "" : event.event());
        switch (type) {
            case "error" -> throw faults.ofError(part);
            case "message_start" -> {
                if (part.path("message") instanceof ObjectNode message) {
                    demandAssistant(message);
                }
            }
            case "content_block_start", "content_block_delta", "content_block_stop" -> {
                if (!part.path("index").isInt()) {
                    throw WireFault.malformed("sent a block without its number within its stream");
                }
            }
            case "message_delta" -> {
                String reason = part.path("delta").path("stop_reason").asText("");
                stop = reason.isEmpty() || reason.equals("null") ? stop : reason;
            }
            case "message_stop" -> done = true;
            default -> {
                // Kinds of events are added over time; what is not known is not needed.
            }
        }
        return new ServerSentEvent(type, part.toString());
    }

    @Override
    public void end() {
        if (!done) {
            throw WireFault.malformed("ended its stream before the answer was whole");
        }
        demandGiven();
    }

    private void demandNoError(ObjectNode answer) {
        if (answer.path("type").asText().equals("error") || answer.hasNonNull("error")) {
            throw faults.ofError(answer);
        }
    }

    private static void demandAssistant(ObjectNode message) {
        String role = message.path("role").asText("assistant");
        if (!role.equals("assistant")) {
            throw WireFault.malformed(
                    "answered in the role `" + WireJson.excerpt(role) + "` where `assistant` was expected");
        }
    }

    private void demandGiven() {
        if (stop.equals("refusal")) {
            throw WireFault.lasting(Trouble.REFUSED, "declined to answer", "Ask in other words.");
        }
    }
}
