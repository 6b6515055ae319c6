package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.agent.conduct.Spent;

/** What language models were asked, as JSON: {@code model_calls, input_tokens, output_tokens, estimated?, cost?, currency?}. */
public final class SpentJson {
    private SpentJson() {}

    public static ObjectNode of(Spent spent) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("model_calls", spent.calls())
                .put("input_tokens", spent.usage().input())
                .put("output_tokens", spent.usage().output());
        if (spent.estimated()) {
            node.put("estimated", true);
        }
        if (!spent.currency().isEmpty()) {
            node.put("cost", spent.cost()).put("currency", spent.currency());
        }
        return node;
    }
}
