package org.eyes4j.agent.dialogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.tools.Cancellation;

/** A language model that says what a test wrote, in turn, and remembers what it was asked. */
final class ScriptedModel implements LanguageModel {
    private final Deque<Function<ModelRequest, ModelReply>> script = new ArrayDeque<>();
    private final List<ModelRequest> requests = new ArrayList<>();
    private Abilities abilities = new Abilities(true, true, true, true, 32_000);

    ScriptedModel can(Abilities other) {
        abilities = other;
        return this;
    }

    ScriptedModel says(String text) {
        return replies(
                request -> new ModelReply.Said(text, List.of(), ModelReply.Finish.STOP, new ModelReply.Usage(10, 5)));
    }

    ScriptedModel calls(Message.ToolUse... calls) {
        return replies(request ->
                new ModelReply.Said("", List.of(calls), ModelReply.Finish.TOOL_CALLS, new ModelReply.Usage(10, 5)));
    }

    ScriptedModel fails(ModelReply.Trouble trouble, String message) {
        return replies(request -> new ModelReply.Failed(trouble, message, "", ""));
    }

    ScriptedModel replies(Function<ModelRequest, ModelReply> reply) {
        script.add(reply);
        return this;
    }

    List<ModelRequest> requests() {
        return requests;
    }

    /** All that was said to it in a call. */
    String prompt(int call) {
        StringBuilder text = new StringBuilder();
        requests.get(call).messages().forEach(m -> text.append(m.text()).append('\n'));
        return text.toString();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
        requests.add(request);
        Function<ModelRequest, ModelReply> next = script.poll();
        if (next == null) {
            throw new AssertionError("The script is over; asked was: " + request.messages());
        }
        return next.apply(request);
    }
}
