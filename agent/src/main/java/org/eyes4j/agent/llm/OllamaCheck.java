package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;

/** Chat answers, as Ollama sends them: one object, or one a line. */
final class OllamaCheck implements WireCheck {
    private final StatusFaults faults;
    private int calls;
    private boolean done;

    OllamaCheck(StatusFaults faults) {
        this.faults = faults;
    }

    @Override
    public String whole(String body) {
        return checked(WireJson.object(body, "as its answer")).toString();
    }

    @Override
    public ServerSentEvent event(ServerSentEvent event) {
        return new ServerSentEvent(
                null,
                checked(WireJson.object(event.data(), "within its stream")).toString());
    }

    @Override
    public void end() {
        if (!done) {
            throw WireFault.malformed("ended its stream before the answer was whole");
        }
    }

    private ObjectNode checked(ObjectNode part) {
        if (part.hasNonNull("error")) {
            throw faults.ofError(part);
        }
        if (!(part.path("message") instanceof ObjectNode message)) {
            throw WireFault.malformed("sent an answer without a message");
        }
        String role = message.path("role").asText("assistant");
        if (!role.equals("assistant")) {
            throw WireFault.malformed(
                    "answered in the role `" + WireJson.excerpt(role) + "` where `assistant` was expected");
        }
        done |= part.path("done").asBoolean();
        message.path("tool_calls").forEach(this::mend);
        return part;
    }

    /** Each call gets a number of its own: LangChain4j joins those without one. */
    private void mend(JsonNode call) {
        if (!(call.path("function") instanceof ObjectNode function)) {
            throw WireFault.malformed("sent a tool call without a function");
        }
        JsonNode arguments = function.path("arguments");
        if (arguments.isTextual()) {
            function.set("arguments", WireJson.object(arguments.asText(), "as the arguments of a tool call"));
        } else if (arguments.isMissingNode() || arguments.isNull()) {
            function.putObject("arguments");
        } else if (!arguments.isObject()) {
            throw WireFault.malformed("sent something as the arguments of a tool call that is no whole JSON object: "
                    + WireJson.excerpt(arguments.toString()));
        }
        function.put("index", calls++);
    }
}
