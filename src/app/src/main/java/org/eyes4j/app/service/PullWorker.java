package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.vision.store.PullEvent;
import org.eyes4j.vision.store.PullListener;
import org.eyes4j.vision.store.StoreModelProvider;
import org.eyes4j.wiring.Eyes4j;

/** Installs models: {@code {models: [name]}}. Asks for the scope admin. */
final class PullWorker implements Worker {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Eyes4j eyes4j;
    private final Quotas quotas;

    PullWorker(Eyes4j eyes4j, Quotas quotas) {
        this.eyes4j = eyes4j;
        this.quotas = quotas;
    }

    @Override
    public String kind() {
        return "pull";
    }

    @Override
    public void check(JsonNode json, Caller caller) {
        caller.demand(Caller.Scope.ADMIN);
        Order order = Order.of(json, "models");
        if (order.texts("models").isEmpty()) {
            throw Problem.at("/models", "Say which models");
        }
        order.texts("models").forEach(name -> eyes4j.catalogue().find(name));
        quotas.demand(Quotas.Kind.PULL_BYTES, caller);
    }

    @Override
    public JsonNode perform(JsonNode json, Task task) {
        ObjectNode result = JSON.objectNode();
        ArrayNode installed = result.putArray("installed");
        for (String name : Order.of(json, "models").texts("models")) {
            ModelManifest model = eyes4j.catalogue().find(name);
            quotas.demand(Quotas.Kind.PULL_BYTES, task.caller());
            Map<String, Long> fetched = new ConcurrentHashMap<>();
            try {
                eyes4j.store().pull(model, listener(name, task, fetched), task.cancellation());
            } finally {
                long bytes =
                        fetched.values().stream().mapToLong(Long::longValue).sum();
                quotas.spend(Quotas.Kind.PULL_BYTES, task.caller().name(), bytes);
            }
            installed.add(name);
        }
        return result;
    }

    private static PullListener listener(String model, Task task, Map<String, Long> fetched) {
        return event -> {
            String text = StoreModelProvider.line(event);
            ObjectNode node = JSON.objectNode().put("model", model);
            if (!text.isEmpty()) {
                node.put("message", text);
            }
            if (event instanceof PullEvent.Progress progress) {
                fetched.merge(progress.file(), progress.done(), Math::max);
            }
            if (event instanceof PullEvent.Progress progress && progress.total() > 0) {
                node.put("done", progress.done()).put("total", progress.total());
            }
            task.tell("pull.progress", node);
        };
    }
}
