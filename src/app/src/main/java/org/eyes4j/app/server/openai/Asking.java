package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.app.server.stream.EventStreams;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.ProblemJson;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.Services;
import org.springframework.stereotype.Component;

/** Has questions of either API asked, and waits for them or streams what they come to. A client that goes stops its question. */
@Component("openAiAsking")
class Asking {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Services services;
    private final EventStreams streams;
    private final ClientWatch watch;

    Asking(Services services, EventStreams streams, ClientWatch watch) {
        this.services = services;
        this.streams = streams;
        this.watch = watch;
    }

    /** Members that both APIs share. */
    void complete(ObjectNode order, JsonNode body, JsonNode calling) {
        AgentName agent = AgentName.find(body.path("model").asText(), services.eyes4j());
        order.put("planner", agent.planner().word());
        agent.languageModel().ifPresent(name -> order.put("language_model", name));
        if (!calling.isEmpty()) {
            order.set("calling", calling);
        }
        JsonNode ours = body.path("eyes4j");
        for (String flag : new String[] {"strict", "verify"}) {
            if (ours.path(flag).isBoolean()) {
                order.set(flag, ours.get(flag));
            }
        }
        if (ours.path("model").isTextual()) {
            order.set("model", ours.get("model"));
        }
    }

    Run begin(ObjectNode order, Caller caller) {
        return services.runs().submit("ask", order, caller);
    }

    Told await(Exchange exchange, Caller caller, HttpServletRequest request) {
        Run run = exchange.run();
        watch.watch(request).onRequest(() -> services.runs().cancel(run.id(), caller));
        try {
            run.await(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            services.runs().cancel(run.id(), caller);
        }
        return exchange.told();
    }

    /**
     * Streams an answer.
     *
     * @param form the text of what is sent for an event, and for the end of the run the answer or the problem
     */
    void stream(
            Exchange exchange,
            BiFunction<Event, End, String> form,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Run run = exchange.run();
        watch.watch(request).onRequest(() -> services.runs().cancel(run.id(), caller));
        streams.send(
                run,
                event -> form.apply(event, event.type().equals("run.ended") ? end(exchange, event) : End.NOT_YET),
                () -> services.runs().cancel(run.id(), caller),
                request,
                response);
    }

    /** How a run ended: with an answer or with a problem; neither before it has. */
    record End(
            @org.jspecify.annotations.Nullable Told told,
            @org.jspecify.annotations.Nullable Problem problem) {
        static final End NOT_YET = new End(null, null);
    }

    private static End end(Exchange exchange, Event event) {
        try {
            if (event.data().has("problem")) {
                throw ProblemJson.read(event.data().get("problem"));
            } else if (!event.data().has("result")) {
                throw Problem.of(Problem.Type.CANCELLED, "Stopped before it was answered");
            }
            return new End(exchange.told(event.data().get("result")), null);
        } catch (Problem e) {
            return new End(null, e);
        }
    }
}
