package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/chat/completions}. */
@RestController
class ChatController {
    private final Pictures pictures;
    private final Chains chains;
    private final Asking asking;
    private final OpenAiErrors errors;

    ChatController(Pictures pictures, Chains chains, Asking asking, OpenAiErrors errors) {
        this.pictures = pictures;
        this.chains = chains;
        this.asking = asking;
        this.errors = errors;
    }

    @PostMapping("/v1/chat/completions")
    @Nullable
    ResponseEntity<JsonNode> complete(
            @RequestBody JsonNode body, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refuseWhatIsNotDone(body);
        Asked asked = Asked.of(new ChatMessages(pictures, caller).read(body.path("messages")));
        ObjectNode calling = Wanted.read(
                body.path("tools"), body.path("tool_choice"), true, body.path("response_format"), "response_format");
        Wanted.exchange(calling, asked.after());
        boolean kept = body.path("store").asBoolean(true);
        Optional<String> known =
                kept && !asked.before().isEmpty() ? chains.find(asked.before(), caller) : Optional.empty();
        ObjectNode order = known.isPresent() ? asked.order() : asked.wholeOrder();
        asking.complete(order, body, calling);
        String session = known.orElseGet(() -> kept ? chains.begin() : "");
        if (kept) {
            order.put("session", session);
        }
        Exchange exchange = new Exchange(
                asking.begin(order, caller),
                Instant.now().getEpochSecond(),
                calling.has("form"),
                body.path("eyes4j").path("annotations").asBoolean(),
                told -> {
                    if (kept && told.calls().isEmpty()) {
                        chains.said(session, withAnswer(asked, told), caller);
                    }
                });
        ChatReply reply = new ChatReply(
                exchange.run().id(), exchange.created(), body.path("model").asText());
        if (!body.path("stream").asBoolean()) {
            return ResponseEntity.ok(reply.whole(asking.await(exchange, caller, request)));
        }
        boolean usage = body.path("stream_options").path("include_usage").asBoolean();
        asking.stream(exchange, (event, end) -> sent(reply, end, usage), caller, request, response);
        return null;
    }

    private String sent(ChatReply reply, Asking.End end, boolean usage) {
        Told told = end.told();
        Problem problem = end.problem();
        StringBuilder text = new StringBuilder();
        if (told != null) {
            reply.chunks(told, usage)
                    .forEach(c -> text.append("data: ").append(c).append("\n\n"));
        } else if (problem != null) {
            text.append("data: ").append(errors.body(problem)).append("\n\n");
        } else {
            // Clients skip comments; they show that there is someone at work.
            return ":\n\n";
        }
        return text.append("data: [DONE]\n\n").toString();
    }

    private static List<Said> withAnswer(Asked asked, Told told) {
        List<Said> all = new ArrayList<>(asked.before());
        all.add(asked.question());
        all.add(Said.of("assistant", told.text()));
        return all;
    }

    private static void refuseWhatIsNotDone(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a JSON object");
        }
        if (body.path("n").asInt(1) != 1) {
            throw Problem.at("n", "One answer is given at a time; leave 'n' out");
        }
        if (body.path("logprobs").asBoolean()) {
            throw Problem.at(
                    "logprobs", "There are no log probabilities of an answer that is composed of what was found");
        }
        if (body.hasNonNull("audio") || body.path("modalities").toString().contains("audio")) {
            throw Problem.at("modalities", "Answers are text");
        }
        if (body.hasNonNull("functions")) {
            throw Problem.at("functions", "Give 'tools' instead: [{type: 'function', function: {…}}]");
        }
    }
}
