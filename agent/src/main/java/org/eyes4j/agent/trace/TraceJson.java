package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.RegionJson;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Writes one run as JSON, its pictures beside it. Used once, by one thread. */
final class TraceJson {
    /** Raised when a reader of an older form could not make sense of a newer one. */
    static final int FORM = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_PICTURES_A_VALUE = 24;
    private static final int MOST_VALUE_CHARACTERS = 8_000_000;

    private final RunRecord run;
    private final ArtifactStore artifacts;
    private final Map<Raster, String> kept = new IdentityHashMap<>();
    private final ArrayNode pictures = JSON.arrayNode();

    TraceJson(RunRecord run, ArtifactStore artifacts) {
        this.run = run;
        this.artifacts = artifacts;
    }

    ObjectNode write() {
        Instant started =
                run.events().isEmpty() ? Instant.EPOCH : run.events().get(0).at();
        ObjectNode root = JSON.objectNode()
                .put("form", FORM)
                .put("run", run.result().run())
                .put("started", started.toString())
                .put("millis", millis())
                .put("question", run.question())
                .put("planner", run.planner());
        ModelCallsJson models = new ModelCallsJson(this::picture);
        run.events().forEach(models::add);
        if (!models.calls().isEmpty()) {
            root.put("language_model", models.calls().get(0).path("model").asText());
        }
        root.set("answer", answer());
        ArrayNode edits = root.putArray("plan_edits");
        run.events().stream()
                .filter(e -> e instanceof RunEvent.PlanMended)
                .forEach(e -> edits.add(edit(((RunEvent.PlanMended) e).edit())));
        root.set("plan", PlanCodec.toJson(run.result().plan()));
        ObjectNode inputs = root.putObject("inputs");
        run.result().inputs().forEach((name, value) -> inputs.set(name, value(value)));
        ArrayNode steps = root.putArray("steps");
        Map<String, Instant> begun = begun();
        run.result().steps().forEach(step -> steps.add(step(step, started, begun.get(step.id()))));
        ArrayNode regions = root.putArray("regions");
        FoundRegion.of(run.result())
                .forEach(found -> regions.add(RegionJson.region(found.region())
                        .put("image", found.picture().image())));
        root.set("messages", models.messages());
        root.set("model_calls", models.calls());
        root.set("pictures", pictures);
        ArrayNode events = root.putArray("events");
        run.events().forEach(event -> events.add(event(event)));
        if (run.spent().calls() > 0) {
            root.set("usage", SpentJson.of(run.spent()));
        }
        ArrayNode warnings = root.putArray("warnings");
        run.warnings().forEach(warnings::add);
        return root;
    }

    private long millis() {
        return run.events().stream()
                .filter(e -> e instanceof RunEvent.RunDone)
                .mapToLong(e -> ((RunEvent.RunDone) e).millis())
                .findFirst()
                .orElse(0);
    }

    private Map<String, Instant> begun() {
        Map<String, Instant> begun = new HashMap<>();
        for (RunEvent event : run.events()) {
            if (event instanceof RunEvent.StepStarted started) {
                begun.put(started.step(), started.at());
            }
        }
        return begun;
    }

    private ObjectNode answer() {
        ObjectNode node = JSON.objectNode().put("text", run.answer().text());
        if (!run.answer().looks().isEmpty()) {
            ArrayNode looks = node.putArray("verification");
            run.answer()
                    .looks()
                    .forEach(look -> looks.addObject()
                            .put("step", look.step())
                            .put("look", lower(look.way()))
                            .put("agrees", look.agrees())
                            .put("told", look.told()));
        }
        if (run.answer().removed() > 0) {
            node.put("removed", run.answer().removed())
                    .put("notice", run.answer().notice());
        }
        ArrayNode claims = node.putArray("claims");
        for (Claim claim : run.answer().claims()) {
            ObjectNode one = claims.addObject().put("text", claim.text()).put("status", lower(claim.status()));
            if (claim.isCorrected()) {
                one.put("draft", claim.draft());
            }
            if (!claim.doubts().isEmpty()) {
                ArrayNode doubts = one.putArray("doubts");
                claim.doubts().forEach(doubts::add);
            }
            ArrayNode evidence = one.putArray("evidence");
            for (Evidence e : claim.evidence()) {
                evidence.addObject()
                        .put("kind", lower(e.kind()))
                        .put("value", e.value())
                        .put("step", e.step());
            }
        }
        return node;
    }

    private ObjectNode step(
            StepReport step, Instant runStarted, @org.jspecify.annotations.Nullable Instant stepStarted) {
        ObjectNode node = JSON.objectNode()
                .put("id", step.id())
                .put("tool", step.tool())
                .put("model", step.model())
                .put("status", lower(step.status()))
                .put("millis", step.millis())
                .put("cached", step.cached());
        if (stepStarted != null) {
            node.put("after", Duration.between(runStarted, stepStarted).toMillis());
        }
        ArrayNode warnings = node.putArray("warnings");
        step.warnings().forEach(warnings::add);
        Failure failure = step.failure();
        if (failure != null) {
            node.set("failure", failure(failure));
        }
        Value value = run.result().values().get(step.id());
        if (value != null) {
            node.set("value", value(value));
        }
        return node;
    }

    private static ObjectNode failure(Failure failure) {
        return JSON.objectNode()
                .put("kind", lower(failure.kind()))
                .put("message", failure.message())
                .put("hint", failure.hint());
    }

    private ObjectNode value(Value value) {
        ObjectNode node = JSON.objectNode().put("kind", value.kind().toString());
        JsonNode json = ValueJson.toJson(value);
        if (json.toString().length() <= MOST_VALUE_CHARACTERS) {
            node.set("value", json);
        } else {
            node.put("left_out", "larger than a trace keeps");
        }
        if (value instanceof Value.Number number && !number.unit().isEmpty()) {
            node.put("unit", number.unit());
        }
        List<Value.Image> images = new ArrayList<>();
        images(value, images);
        if (!images.isEmpty()) {
            ArrayNode shown = node.putArray("pictures");
            images.stream().limit(MOST_PICTURES_A_VALUE).forEach(image -> shown.add(picture(image)));
        }
        return node;
    }

    private static void images(Value value, List<Value.Image> images) {
        if (value instanceof Value.Image image) {
            images.add(image);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> images(item, images));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(field -> images(field, images));
        }
    }

    /** Keeps a picture, once, and gives its place among all pictures of the run. */
    private int picture(Value.Image image) {
        String id = kept.computeIfAbsent(image.raster(), raster -> {
            Preview preview = Preview.of(raster);
            return artifacts.put(preview.bytes(), preview.mediaType()).id();
        });
        ObjectNode frame = ValueJson.frame(image.frame());
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).path("artifact").asText().equals(id)
                    && pictures.get(i).path("frame").equals(frame)) {
                return i;
            }
        }
        ObjectNode picture = pictures.addObject().put("artifact", id);
        picture.set("frame", frame);
        return pictures.size() - 1;
    }

    private static ObjectNode event(RunEvent event) {
        ObjectNode node = JSON.objectNode().put("at", event.at().toString()).put("event", name(event));
        if (event instanceof RunEvent.PlanProgress progress) {
            return node.put("message", progress.message());
        } else if (event instanceof RunEvent.ModelAsked asked) {
            return node.put("model", asked.model())
                    .put("millis", asked.millis())
                    .put("purpose", asked.request().purpose())
                    .put("prompt", asked.request().promptHash());
        } else if (event instanceof RunEvent.PlanMended mended) {
            return node.setAll(edit(mended.edit()));
        } else if (event instanceof RunEvent.StepStarted started) {
            return node.put("step", started.step()).put("items", started.items());
        } else if (event instanceof RunEvent.StepProgress progress) {
            return node.put("step", progress.step()).put("message", progress.message());
        } else if (event instanceof RunEvent.StepDone done) {
            return node.put("step", done.step());
        } else if (event instanceof RunEvent.StepFailed failed) {
            node.put("step", failed.step()).set("failure", failure(failed.failure()));
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            node.put("step", skipped.step()).set("failure", failure(skipped.reason()));
        } else if (event instanceof RunEvent.ApprovalAsked asked) {
            return node.put("step", asked.step()).put("question", asked.question());
        } else if (event instanceof RunEvent.ApprovalGiven given) {
            return node.put("step", given.step())
                    .put("approved", given.approved())
                    .put("reason", given.reason());
        } else if (event instanceof RunEvent.RunDone done) {
            return node.put("millis", done.millis())
                    .put("done", done.done())
                    .put("failed", done.failed())
                    .put("skipped", done.skipped());
        }
        return node;
    }

    private static ObjectNode edit(Edit edit) {
        return JSON.objectNode()
                .put("step", edit.step())
                .put("sort", lower(edit.sort()))
                .put("reason", edit.reason())
                .put("confidence", edit.confidence());
    }

    private static String name(RunEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
