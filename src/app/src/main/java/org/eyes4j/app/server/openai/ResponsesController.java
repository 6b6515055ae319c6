package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.Services;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/responses}: like chat completions, with the conversation kept here, under the id of the previous response. */
@RestController
class ResponsesController {
    private static final String PREFIX = "resp_";

    private final Services services;
    private final Pictures pictures;
    private final Asking asking;

    ResponsesController(Services services, Pictures pictures, Asking asking) {
        this.services = services;
        this.pictures = pictures;
        this.asking = asking;
    }

    @PostMapping("/v1/responses")
    @Nullable
    ResponseEntity<JsonNode> respond(
            @RequestBody JsonNode body, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!body.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a JSON object");
        }
        if (body.path("background").asBoolean()) {
            throw Problem.at("background", "Not done here; POST /api/v1/runs begins a run in the background");
        }
        ObjectNode calling = Wanted.read(
                body.path("tools"),
                body.path("tool_choice"),
                false,
                body.path("text").path("format"),
                "text.format");
        List<Said> said = new ResponseItems(pictures, caller).read(body.path("input"));
        String previous = body.path("previous_response_id").asText("");
        ObjectNode order =
                previous.isEmpty() || body.path("previous_response_id").isNull()
                        ? first(said, calling, body)
                        : next(find(previous, caller).row(), said, calling);
        if (body.path("instructions").isTextual()) {
            String system = "Instructions of the program that asks:\n"
                    + body.get("instructions").textValue() + "\n";
            order.put("instructions", system + order.path("instructions").asText());
        }
        asking.complete(order, body, calling);
        Exchange exchange = new Exchange(
                asking.begin(order, caller),
                Instant.now().getEpochSecond(),
                calling.has("form"),
                body.path("eyes4j").path("annotations").asBoolean(),
                told -> {});
        ResponseReply reply = new ResponseReply(exchange.run().id(), exchange.created(), body);
        if (!body.path("stream").asBoolean()) {
            return ResponseEntity.ok(reply.whole(asking.await(exchange, caller, request)));
        }
        AtomicInteger sequence = new AtomicInteger();
        asking.stream(exchange, (event, end) -> sent(reply, event.seq(), end, sequence), caller, request, response);
        return null;
    }

    private ObjectNode first(List<Said> said, ObjectNode calling, JsonNode body) {
        Asked asked = Asked.of(said);
        Wanted.exchange(calling, asked.after());
        ObjectNode order = asked.wholeOrder();
        if (body.path("store").asBoolean(true)) {
            order.put("session", services.conversations().newId());
        }
        return order;
    }

    /** A new question of the conversation, or what its calls came to. */
    private static ObjectNode next(RunRow before, List<Said> said, ObjectNode calling) {
        JsonNode result = before.result() == null ? JsonNodeFactory.instance.objectNode() : before.result();
        boolean waits = !result.path("calls").isEmpty();
        if (!waits) {
            Asked asked = Asked.of(said);
            Wanted.exchange(calling, asked.after());
            ObjectNode order = asked.order();
            demandSession(before, order);
            return order;
        }
        List<Said> exchange = new ArrayList<>();
        for (JsonNode message : before.order().path("calling").path("exchange")) {
            exchange.add(
                    message.has("result")
                            ? new Said(
                                    "tool",
                                    message.path("result").asText(),
                                    List.of(),
                                    List.of(),
                                    message.path("call").asText())
                            : new Said(
                                    "assistant",
                                    message.path("text").asText(),
                                    List.of(),
                                    calls(message.path("calls")),
                                    ""));
        }
        exchange.add(new Said("assistant", "", List.of(), calls(result.path("calls")), ""));
        exchange.addAll(said);
        Wanted.exchange(calling, exchange);
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("question", "pictures", "session", "instructions")) {
            if (before.order().has(member)) {
                order.set(member, before.order().get(member));
            }
        }
        return order;
    }

    private static void demandSession(RunRow before, ObjectNode order) {
        if (!before.order().path("session").isTextual()) {
            throw Problem.at(
                    "previous_response_id", "That response was not stored ('store': false), so nothing can follow it");
        }
        order.set("session", before.order().get("session"));
    }

    private static List<Said.Call> calls(JsonNode calls) {
        List<Said.Call> all = new ArrayList<>();
        for (JsonNode call : calls) {
            all.add(new Said.Call(
                    call.path("id").asText(),
                    call.path("tool").asText(),
                    call.path("arguments").asText()));
        }
        return all;
    }

    private static String sent(ResponseReply reply, long seq, Asking.End end, AtomicInteger sequence) {
        StringBuilder text = new StringBuilder();
        if (seq == 1) {
            for (String type : List.of("response.created", "response.in_progress")) {
                ObjectNode event = ResponseReply.event(type);
                event.set("response", reply.begun());
                write(event, sequence, text);
            }
        }
        Told told = end.told();
        Problem problem = end.problem();
        if (told != null) {
            reply.events(told).forEach(event -> write(event, sequence, text));
        } else if (problem != null) {
            ObjectNode event = ResponseReply.event("response.failed");
            event.set("response", reply.failed(problem));
            write(event, sequence, text);
        }
        return text.isEmpty() ? ":\n\n" : text.toString();
    }

    private static void write(ObjectNode event, AtomicInteger sequence, StringBuilder text) {
        event.put("sequence_number", sequence.getAndIncrement());
        text.append("event: ").append(event.path("type").asText());
        text.append("\ndata: ").append(event).append("\n\n");
    }

    private Run find(String id, Caller caller) {
        if (!id.startsWith(PREFIX)) {
            throw Problem.notFound("response", id);
        }
        Run run = services.runs().find(id.substring(PREFIX.length()), caller);
        if (!run.row().kind().equals("ask")) {
            throw Problem.notFound("response", id);
        }
        return run;
    }

    @GetMapping("/v1/responses/{id}")
    JsonNode get(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        Run run = find(id, caller);
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", "eyes4j");
        Exchange exchange = new Exchange(run, run.row().created().getEpochSecond(), false, false, told -> {});
        ResponseReply reply = new ResponseReply(run.id(), exchange.created(), request);
        return run.row().status().isOver() ? reply.whole(exchange.told()) : reply.begun();
    }

    @DeleteMapping("/v1/responses/{id}")
    JsonNode delete(@PathVariable String id, Caller caller) {
        Run run = find(id, caller);
        services.runs().remove(run.id(), caller);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "response.deleted")
                .put("deleted", true);
    }
}
