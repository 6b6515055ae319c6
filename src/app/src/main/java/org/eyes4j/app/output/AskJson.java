package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.agent.trace.SpentJson;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.value.RegionJson;

/** {@code ask --json}: the fields that programs rely on. Fields are added, never changed. */
public final class AskJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AskJson() {}

    public static ObjectNode of(Told told) {
        ObjectNode root = JSON.objectNode();
        root.put("run", told.result().run());
        root.put("answer", told.answer().text());
        ArrayNode claims = root.putArray("claims");
        told.answer().claims().forEach(c -> claims.add(claim(c)));
        if (!told.answer().looks().isEmpty()) {
            ArrayNode looks = root.putArray("verification");
            told.answer().looks().forEach(look -> {
                ObjectNode one = looks.addObject()
                        .put("step", look.step())
                        .put("look", lower(look.way()))
                        .put("agrees", look.agrees());
                if (!look.told().isEmpty()) {
                    one.put("told", look.told());
                }
            });
        }
        if (told.answer().removed() > 0) {
            root.put("removed", told.answer().removed());
        }
        ArrayNode regions = root.putArray("regions");
        told.regions().forEach(r -> regions.add(region(r)));
        root.set("plan", PlanCodec.toJson(told.result().plan()));
        if (!told.reply().edits().isEmpty()) {
            ArrayNode edits = root.putArray("plan_edits");
            told.reply().edits().forEach(e -> edits.add(edit(e)));
        }
        ArrayNode steps = root.putArray("steps");
        told.result().steps().forEach(s -> steps.add(step(s)));
        ArrayNode artifacts = root.putArray("artifacts");
        told.files()
                .forEach(f -> artifacts
                        .addObject()
                        .put("id", f.id())
                        .put("kind", f.kind())
                        .put("path", f.path().toString()));
        if (!told.reply().calls().isEmpty()) {
            ArrayNode calls = root.putArray("calls");
            told.reply()
                    .calls()
                    .forEach(c -> calls.addObject()
                            .put("id", c.id())
                            .put("tool", c.tool())
                            .put("arguments", c.arguments()));
        }
        told.reply().form().ifPresent(form -> root.set("form", form));
        root.put("planner", told.planner());
        if (!told.languageModel().isEmpty()) {
            root.put("language_model", told.languageModel());
            root.set("usage", SpentJson.of(told.reply().spent()));
        }
        ArrayNode warnings = root.putArray("warnings");
        told.warnings().forEach(warnings::add);
        return root;
    }

    private static ObjectNode claim(Claim claim) {
        ObjectNode node = JSON.objectNode().put("text", claim.text()).put("status", lower(claim.status()));
        if (claim.isCorrected()) {
            node.put("draft", claim.draft());
        }
        if (!claim.doubts().isEmpty()) {
            ArrayNode doubts = node.putArray("doubts");
            claim.doubts().forEach(doubts::add);
        }
        ArrayNode evidence = node.putArray("evidence");
        for (Evidence e : claim.evidence()) {
            evidence.addObject()
                    .put("kind", lower(e.kind()))
                    .put(e.kind() == Evidence.Type.REGION || e.kind() == Evidence.Type.STEP ? "id" : "value", e.value())
                    .put("step", e.step());
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

    private static ObjectNode region(FoundRegion found) {
        ObjectNode node = RegionJson.region(found.region());
        node.put("image", found.picture().image());
        return node;
    }

    private static ObjectNode step(StepReport step) {
        ObjectNode node = JSON.objectNode().put("id", step.id()).put("tool", step.tool());
        if (!step.model().isEmpty()) {
            node.put("model", step.model());
        }
        node.put("status", lower(step.status())).put("millis", step.millis()).put("cached", step.cached());
        Failure failure = step.failure();
        if (failure != null) {
            node.put("error", failure.explain());
        }
        return node;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
