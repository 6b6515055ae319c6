package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;

/** Several calls of tools: {@code {calls: [{tool, arguments, model?}]}}. Tells {@code call.done} after each. */
final class BatchWorker implements Worker {
    private final Batch batch;
    private final Artifacts artifacts;
    private final CallShelf made;

    BatchWorker(Batch batch, Artifacts artifacts, CallShelf made) {
        this.artifacts = artifacts;
        this.made = made;
        this.batch = batch;
    }

    @Override
    public String kind() {
        return "batch";
    }

    @Override
    public void check(JsonNode order, Caller caller) {
        batch.check(order);
    }

    @Override
    public JsonNode settled(JsonNode order, Caller caller) {
        return batch.settled(order, caller);
    }

    @Override
    public JsonNode perform(JsonNode order, Task task) {
        return batch.perform(
                order,
                task.caller(),
                task.cancellation(),
                told -> task.tell("call.done", told),
                artifacts.journal(task.run(), made));
    }
}
