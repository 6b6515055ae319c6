package org.eyes4j.agent.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eyes4j.agent.llm.ModelReply.Finish;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.jspecify.annotations.Nullable;

/** LangChain4j's answer in eyes4j's words. */
final class ReplyReader {
    private ReplyReader() {}

    /** @throws WireFault if the answer says nothing at all */
    static ModelReply.Said read(ChatResponse response, ModelRequest request) {
        AiMessage message = response.aiMessage();
        String text = Thoughts.without(Objects.requireNonNullElse(message.text(), ""));
        List<Message.ToolUse> calls = calls(message.toolExecutionRequests(), request);
        Finish finish = finish(response.finishReason(), !calls.isEmpty());
        if (text.isEmpty() && calls.isEmpty()) {
            throw finish == Finish.LENGTH
                    ? WireFault.lasting(
                            Trouble.MALFORMED,
                            "came to its limit of tokens before it said anything",
                            "Raise max_output_tokens in its settings.")
                    : WireFault.malformed("answered with nothing: neither text nor a tool call");
        }
        return new ModelReply.Said(text, calls, finish, usage(response.tokenUsage()));
    }

    private static Finish finish(@Nullable FinishReason reason, boolean called) {
        if (reason == FinishReason.LENGTH) {
            return Finish.LENGTH;
        }
        if (called) {
            return Finish.TOOL_CALLS;
        }
        return reason == FinishReason.STOP || reason == FinishReason.TOOL_EXECUTION ? Finish.STOP : Finish.OTHER;
    }

    private static Usage usage(@Nullable TokenUsage usage) {
        return usage == null
                ? Usage.UNKNOWN
                : new Usage(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    /** Calls with ids that no other call of this conversation has: answers are told apart by them. */
    private static List<Message.ToolUse> calls(@Nullable List<ToolExecutionRequest> asked, ModelRequest request) {
        Set<String> taken = new HashSet<>();
        for (Message message : request.messages()) {
            if (message instanceof Message.Assistant said) {
                said.calls().forEach(c -> taken.add(c.id()));
            }
        }
        List<Message.ToolUse> calls = new ArrayList<>();
        for (ToolExecutionRequest call : asked == null ? List.<ToolExecutionRequest>of() : asked) {
            String given = Objects.requireNonNullElse(call.id(), "");
            String wished = given.isBlank() ? "call" : given;
            String id = wished;
            for (int n = 2; taken.contains(id); n++) {
                id = wished + "-" + n;
            }
            taken.add(id);
            calls.add(new Message.ToolUse(
                    id, Objects.requireNonNullElse(call.name(), ""), Objects.requireNonNullElse(call.arguments(), "")));
        }
        return calls;
    }
}
