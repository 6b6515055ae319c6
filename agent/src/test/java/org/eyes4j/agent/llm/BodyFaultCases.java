package org.eyes4j.agent.llm;

import static org.eyes4j.agent.llm.FaultCase.streamed;
import static org.eyes4j.agent.llm.FaultCase.whole;
import static org.eyes4j.agent.llm.ScriptedEndpoint.Form.ANTHROPIC;
import static org.eyes4j.agent.llm.ScriptedEndpoint.Form.OLLAMA;
import static org.eyes4j.agent.llm.ScriptedEndpoint.Form.OPENAI;
import static org.eyes4j.agent.llm.ScriptedEndpoint.json;

import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;

/** Answers of success that are none. */
final class BodyFaultCases {
    private static final String AGAIN = "Ask in other words.";

    private BodyFaultCases() {}

    static Stream<FaultCase> all() {
        String big = "x".repeat(10 << 20);
        String large = "sent more than the 1.0 MB that an answer may have (max_answer)";
        String cut = "sent something as its answer that is no whole JSON object: ";
        String early = "ended its stream before the answer was whole";
        String inStream = "sent something within its stream that is no whole JSON object: ";
        String role = "answered in the role `user` where `assistant` was expected";
        String nothing = "answered with nothing: neither text nor a tool call";
        Stream<FaultCase> all = Stream.of(Form.values())
                .flatMap(f -> Stream.of(
                        whole(
                                "cut off",
                                f,
                                "{\"choices\": [{\"mess",
                                Trouble.MALFORMED,
                                cut + "{\"choices\": [{\"mess",
                                ""),
                        whole(
                                "no JSON",
                                f,
                                "I am well, thank you.",
                                Trouble.MALFORMED,
                                cut + "I am well, thank you.",
                                ""),
                        whole(
                                "an empty body",
                                f,
                                "",
                                Trouble.MALFORMED,
                                "sent nothing as its answer, where a JSON object was expected",
                                ""),
                        whole("10 MB", f, WireAnswers.whole(f, big, List.of(), "stop"), Trouble.MALFORMED, large, ""),
                        streamed(
                                "10 MB",
                                f,
                                WireAnswers.stream(f, big, List.of(), "stop"),
                                Trouble.MALFORMED,
                                large,
                                ""),
                        streamed(
                                "10 MB in one event",
                                f,
                                f == OLLAMA ? big : "data: " + big,
                                Trouble.MALFORMED,
                                large,
                                ""),
                        streamed("an empty stream", f, "", Trouble.MALFORMED, early, ""),
                        streamed(
                                "a broken event",
                                f,
                                f == OLLAMA ? "{\"message\":" : "data: {\"choices\":\n\n",
                                Trouble.MALFORMED,
                                inStream + (f == OLLAMA ? "{\"message\":" : "{\"choices\":"),
                                ""),
                        whole(
                                "nothing said",
                                f,
                                WireAnswers.whole(f, f == ANTHROPIC ? " ".strip() : "", List.of(), "stop"),
                                Trouble.MALFORMED,
                                f == ANTHROPIC
                                        ? "sent an answer without content; at least one block was expected"
                                        : nothing,
                                ""),
                        streamed(
                                "nothing said",
                                f,
                                WireAnswers.stream(f, "", List.of(), "stop"),
                                Trouble.MALFORMED,
                                nothing,
                                ""),
                        streamed(
                                "nothing but the limit",
                                f,
                                WireAnswers.stream(f, "", List.of(), "length"),
                                Trouble.MALFORMED,
                                "came to its limit of tokens before it said anything",
                                "Raise max_output_tokens in its settings."),
                        whole(
                                "an error with 200",
                                f,
                                "{\"error\":\"out of memory\"}",
                                Trouble.SERVER_ERROR,
                                "sent an error in place of an answer: out of memory",
                                ""),
                        whole(
                                "the wrong role",
                                f,
                                WireAnswers.whole(f, "hi", List.of(), "stop").replace("\"assistant\"", "\"user\""),
                                Trouble.MALFORMED,
                                role,
                                ""),
                        streamed(
                                "the wrong role",
                                f,
                                WireAnswers.stream(f, "hi", List.of(), "stop").replace("\"assistant\"", "\"user\""),
                                Trouble.MALFORMED,
                                role,
                                "")));
        Stream<FaultCase> some = Stream.of(
                whole(
                        "no choices",
                        OPENAI,
                        "{\"choices\":[]}",
                        Trouble.MALFORMED,
                        "sent an answer without choices; one was expected",
                        ""),
                whole(
                        "no message",
                        OPENAI,
                        "{\"choices\":[{}]}",
                        Trouble.MALFORMED,
                        "sent a choice without a message",
                        ""),
                whole(
                        "no message",
                        OLLAMA,
                        "{\"done\":true}",
                        Trouble.MALFORMED,
                        "sent an answer without a message",
                        ""),
                streamed("no choices", OPENAI, WireAnswers.events("{\"choices\":[]}"), Trouble.MALFORMED, early, ""),
                whole(
                        "a refusal",
                        OPENAI,
                        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"refusal\":\"I cannot help with that.\"},"
                                + "\"finish_reason\":\"stop\"}]}",
                        Trouble.REFUSED,
                        "declined: I cannot help with that.",
                        AGAIN),
                streamed(
                        "a refusal",
                        OPENAI,
                        WireAnswers.events(
                                "{\"choices\":[{\"delta\":{\"refusal\":\"I can\"}}]}",
                                "{\"choices\":[{\"delta\":{\"refusal\":\"not.\"},\"finish_reason\":\"stop\"}]}",
                                "[DONE]"),
                        Trouble.REFUSED,
                        "declined: I cannot.",
                        AGAIN),
                whole(
                        "a refusal",
                        ANTHROPIC,
                        WireAnswers.whole(ANTHROPIC, "", List.of(), "content_filter"),
                        Trouble.REFUSED,
                        "declined to answer",
                        AGAIN),
                streamed(
                        "a refusal",
                        ANTHROPIC,
                        WireAnswers.stream(ANTHROPIC, "", List.of(), "content_filter"),
                        Trouble.REFUSED,
                        "declined to answer",
                        AGAIN),
                whole(
                        "a filter",
                        OPENAI,
                        WireAnswers.whole(OPENAI, "", List.of(), "content_filter"),
                        Trouble.FILTERED,
                        "held its answer back: its content filter stopped it",
                        AGAIN),
                streamed(
                        "a filter",
                        OPENAI,
                        WireAnswers.stream(OPENAI, "", List.of(), "content_filter"),
                        Trouble.FILTERED,
                        "held its answer back: its content filter stopped it",
                        AGAIN),
                streamed(
                        "an error within the stream",
                        OPENAI,
                        WireAnswers.events("{\"error\":{\"message\":\"Engine died\",\"code\":500}}"),
                        Trouble.SERVER_ERROR,
                        "answered 500: Engine died (4 tries)",
                        "Try again later."),
                streamed(
                        "overloaded within the stream",
                        ANTHROPIC,
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
                        Trouble.SERVER_ERROR,
                        "answered 500: Overloaded (4 tries)",
                        "Try again later."),
                new FaultCase(
                        "no stream where one was asked for",
                        OPENAI,
                        true,
                        e -> json(200, WireAnswers.whole(OPENAI, "hi", List.of(), "stop")),
                        Trouble.MALFORMED,
                        "answered all at once (application/json) where a stream was asked for",
                        "Say streaming: false in its settings."),
                whole(
                        "a call with broken arguments",
                        OLLAMA,
                        WireAnswers.whole(OLLAMA, "", List.of(new ToolUse("", "detect", "{\"labels\":")), "tool_calls"),
                        Trouble.MALFORMED,
                        "sent something as the arguments of a tool call that is no whole JSON object: {\"labels\":",
                        ""),
                whole(
                        "a call without a function",
                        OPENAI,
                        "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"a\"}]}}]}",
                        Trouble.MALFORMED,
                        "sent a tool call without a function",
                        ""),
                streamed(
                        "a block without a number",
                        ANTHROPIC,
                        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"x\"}}\n\n",
                        Trouble.MALFORMED,
                        "sent a block without its number within its stream",
                        ""));
        return Stream.concat(all, some);
    }
}
