package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/**
 * What happens in a run as clients hear of it: {@code plan.progress, model.asked, model.delta, plan.mended, plan, step.started,
 * step.progress, step.done, step.failed, step.skipped, plan.done}, between {@code run.queued, run.running} (and
 * {@code run.resumed} where another server had begun it) and {@code run.ended}. Pixels are not in it: {@code picture} says that a step has one to show.
 */
public final class RunEventJson implements Consumer<RunEvent> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final BiConsumer<String, JsonNode> events;

    public RunEventJson(BiConsumer<String, JsonNode> events) {
        this.events = events;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.PlanProgress e) {
            tell("plan.progress", JSON.objectNode().put("message", e.message()));
        } else if (event instanceof RunEvent.ModelAsked e) {
            tell(
                    "model.asked",
                    JSON.objectNode()
                            .put("model", e.model())
                            .put("purpose", e.request().purpose())
                            .put("millis", e.millis()));
        } else if (event instanceof RunEvent.ModelWrites e) {
            tell(
                    "model.delta",
                    JSON.objectNode()
                            .put("model", e.model())
                            .put("purpose", e.purpose())
                            .put("text", e.text()));
        } else if (event instanceof RunEvent.PlanMended e) {
            tell(
                    "plan.mended",
                    JSON.objectNode()
                            .put("step", e.edit().step())
                            .put("sort", lower(e.edit().sort()))
                            .put("reason", e.edit().reason())
                            .put("confidence", e.edit().confidence()));
        } else if (event instanceof RunEvent.RunStarted e) {
            ObjectNode node = JSON.objectNode();
            node.set("plan", PlanCodec.toJson(e.plan()));
            tell("plan", node);
        } else if (event instanceof RunEvent.StepStarted e) {
            tell("step.started", step(e.step()).put("tool", e.tool()).put("items", e.items()));
        } else if (event instanceof RunEvent.StepProgress e) {
            tell("step.progress", step(e.step()).put("message", e.message()));
        } else if (event instanceof RunEvent.StepDone e) {
            tell("step.done", done(e));
        } else if (event instanceof RunEvent.StepFailed e) {
            tell(
                    "step.failed",
                    step(e.step())
                            .put("millis", e.millis())
                            .put("kind", lower(e.failure().kind()))
                            .put("error", e.failure().explain()));
        } else if (event instanceof RunEvent.StepSkipped e) {
            tell("step.skipped", step(e.step()).put("reason", e.reason().explain()));
        } else if (event instanceof RunEvent.ApprovalAsked e) {
            tell(
                    "approval.asked",
                    step(e.step())
                            .put("tool", e.tool())
                            .put("question", e.question())
                            .put("items", e.items()));
        } else if (event instanceof RunEvent.ApprovalGiven e) {
            tell("approval.given", step(e.step()).put("approved", e.approved()).put("reason", e.reason()));
        } else if (event instanceof RunEvent.RunDone e) {
            tell(
                    "plan.done",
                    JSON.objectNode()
                            .put("millis", e.millis())
                            .put("done", e.done())
                            .put("failed", e.failed())
                            .put("skipped", e.skipped()));
        }
    }

    private static ObjectNode done(RunEvent.StepDone event) {
        StepReport report = event.report();
        ObjectNode node = step(event.step()).put("tool", report.tool());
        if (!report.model().isEmpty()) {
            node.put("model", report.model());
        }
        node.put("millis", report.millis()).put("cached", report.cached());
        node.put("kind", event.value().kind().toString());
        node.put("picture", hasPicture(event.value()));
        node.set("value", ValueJson.toJson(event.value()));
        return node;
    }

    /** Whether a value can be shown as a picture: it is one, or lies in one. */
    private static boolean hasPicture(Value value) {
        return value instanceof Value.Image
                || value instanceof Value.Detections
                || value instanceof Value.Masks
                || value instanceof Value.Keypoints
                || value instanceof Value.DepthMap
                || (value instanceof Value.ListOf list
                        && !list.items().isEmpty()
                        && hasPicture(list.items().get(0)));
    }

    private static ObjectNode step(String id) {
        return JSON.objectNode().put("step", id);
    }

    private void tell(String type, ObjectNode data) {
        events.accept(type, data);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
