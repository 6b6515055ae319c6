package org.eyes4j.agent.planner;

import java.util.List;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelRequest.OfferedTool;

/**
 * Tools of whoever asks, who runs them: a language model may wish to call them, and the request comes again with what they
 * gave.
 *
 * @param tools under names of their own; one that is called as a tool of ours stands in its place
 * @param required whether one of them must be called
 * @param exchange calls that were wished before, and what they came to, in order
 */
public record Guests(List<OfferedTool> tools, boolean required, List<Message> exchange) {
    public static final Guests NONE = new Guests(List.of(), false, List.of());

    public Guests {
        tools = List.copyOf(tools);
        exchange = List.copyOf(exchange);
    }

    public boolean isEmpty() {
        return tools.isEmpty() && exchange.isEmpty();
    }

    public boolean offers(String tool) {
        return tools.stream().anyMatch(t -> t.name().equals(tool));
    }
}
