package org.eyes4j.gguf;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.Pair;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelRequest;

/** A conversation as chat templates know it: what the model is to keep to, then a person and the model in turn. */
final class ChatPrompt {
    private ChatPrompt() {}

    static InferenceParameters of(ModelRequest request) {
        StringBuilder system = new StringBuilder();
        List<Pair<String, String>> turns = new ArrayList<>();
        for (Message message : request.messages()) {
            if (message instanceof Message.System rule) {
                system.append(system.isEmpty() ? "" : "\n\n").append(rule.text());
            } else if (message instanceof Message.Assistant said) {
                turns.add(new Pair<>("assistant", said.text()));
            } else {
                turns.add(new Pair<>("user", message.text()));
            }
        }
        return new InferenceParameters("").setMessages(system.toString(), turns).setUseChatTemplate(true);
    }
}
