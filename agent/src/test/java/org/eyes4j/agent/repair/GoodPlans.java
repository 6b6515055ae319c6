package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;

/** Plans without a fault: what the offline planner makes of the kept questions, and some written by hand. */
public final class GoodPlans {
    /** A plan and the request that it answers. */
    public record Good(String request, Plan plan) {}

    private static final List<Good> BY_HAND = List.of(
            hand("Describe each thing in the picture and join what you say.", """
                    {"inputs": {"image1": "image"}, "steps": [
                     {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}}},
                     {"id": "pieces", "tool": "crop_each", "with": {"image": {"ref": "inputs.image1"}, "items": {"ref": "find"}}},
                     {"id": "said", "tool": "describe", "with": {"image": {"ref": "item"}}, "for_each": {"ref": "pieces"}},
                     {"id": "all", "tool": "concat", "with": {"texts": {"ref": "said"}, "separator": "; "}}],
                     "outputs": {"result": {"ref": "all"}}}"""),
            hand("Blur every face, and save the picture.", """
                    {"inputs": {"image1": "image"}, "steps": [
                     {"id": "faces", "tool": "detect_faces", "with": {"image": {"ref": "inputs.image1"}}},
                     {"id": "blurred", "tool": "redact", "with": {"image": {"ref": "inputs.image1"}, "items": {"ref": "faces"}, "how": "pixelate"}},
                     {"id": "kept", "tool": "save", "with": {"value": {"ref": "blurred"}, "name": "blurred", "format": "png"}}],
                     "outputs": {"picture": {"ref": "blurred"}}}"""),
            hand("Outline the two largest cups and draw them.", """
                    {"inputs": {"image1": "image"}, "steps": [
                     {"id": "cups", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"], "threshold": 0.3}},
                     {"id": "large", "tool": "select", "with": {"items": {"ref": "cups"}, "where": {"cel": "item.score > 0.5 && item.label == 'cup'"}, "order_by": {"cel": "item.area"}, "descending": true, "limit": 2}},
                     {"id": "boxes", "tool": "boxes_of", "with": {"items": {"ref": "large"}}},
                     {"id": "outlined", "tool": "segment", "with": {"image": {"ref": "inputs.image1"}, "prompts": {"ref": "boxes"}}},
                     {"id": "drawn", "tool": "draw", "with": {"image": {"ref": "inputs.image1"}, "items": {"ref": "outlined"}, "labels": false}}],
                     "outputs": {"result": {"ref": "drawn"}}}"""),
            hand("If there are more than two cats, read the text to the left of the first.", """
                    {"inputs": {"image1": "image"}, "steps": [
                     {"id": "cats", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cat"]}},
                     {"id": "lines", "tool": "read_text", "with": {"image": {"ref": "inputs.image1"}}, "when": {"cel": "cats.count > 2"}},
                     {"id": "first", "tool": "select", "with": {"items": {"ref": "cats"}, "index": 0}},
                     {"id": "beside", "tool": "relate", "with": {"items": {"ref": "lines"}, "anchor": {"ref": "first"}, "relation": "left_of"}},
                     {"id": "said", "tool": "text_of", "with": {"items": {"ref": "beside"}}}],
                     "outputs": {"result": {"ref": "said"}}}"""),
            hand("What changed between the two pictures, and is the cat still there?", """
                    {"inputs": {"image1": "image", "image2": "image"}, "steps": [
                     {"id": "change", "tool": "compare", "with": {"image": {"ref": "inputs.image1"}, "other": {"ref": "inputs.image2"}}},
                     {"id": "cat", "tool": "detect", "with": {"image": {"ref": "inputs.image2"}, "labels": ["cat"]}},
                     {"id": "there", "tool": "exists", "with": {"items": {"ref": "cat"}}}],
                     "outputs": {"change": {"ref": "change"}, "there": {"ref": "there"}}}"""),
            hand("Cut out the first cup in the crop of the cat.", """
                    {"inputs": {"image1": "image"}, "steps": [
                     {"id": "cat", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cat"]}},
                     {"id": "piece", "tool": "crop", "with": {"image": {"ref": "inputs.image1"}, "items": {"ref": "cat"}, "padding": 8}},
                     {"id": "cup", "tool": "detect", "with": {"image": {"ref": "piece"}, "labels": ["cup"]}},
                     {"id": "outline", "tool": "segment", "with": {"image": {"ref": "piece"}, "regions": {"ref": "cup"}}},
                     {"id": "cut", "tool": "cutout", "with": {"image": {"ref": "piece"}, "items": {"ref": "outline"}, "index": 0}}],
                     "outputs": {"result": {"ref": "cut"}}}"""));

    private GoodPlans() {}

    /** Every plan without an error that there is for these tools: those by hand, and of the questions as people type them. */
    public static List<Good> all(ToolRegistry tools) {
        List<Good> plans = new ArrayList<>(BY_HAND);
        plans.addAll(of("questions-typed.tsv", tools));
        return sound(plans, tools);
    }

    /** The offline planner's plans for a file of questions. */
    public static List<Good> of(String questions, ToolRegistry tools) {
        List<Good> plans = new ArrayList<>();
        OfflinePlanner planner = new OfflinePlanner();
        for (String line : Lines.of(OfflinePlanner.class, questions)) {
            String question = line.split("\t")[2];
            Map<String, Kind> inputs = new LinkedHashMap<>(Map.of("image1", Kind.IMAGE));
            if (question.matches("(?i).*(compare|differ|chang|two images|which picture|哪张图|哪張圖|比較這|比较这).*")) {
                inputs.put("image2", Kind.IMAGE);
            }
            if (planner.plan(new TaskRequest(question, inputs), tools, ToolContext.detached())
                    instanceof Planning.Ready ready) {
                plans.add(new Good(question, ready.plan()));
            }
        }
        return sound(plans, tools);
    }

    private static List<Good> sound(List<Good> plans, ToolRegistry tools) {
        PlanChecker checker = new PlanChecker(new Expressions());
        for (Good good : plans) {
            List<Fault> faults = checker.check(good.plan(), tools, PlanLimits.DEFAULT);
            if (faults.stream().anyMatch(Fault::isError)) {
                throw new IllegalStateException("No good plan for \"" + good.request() + "\": " + faults);
            }
        }
        return plans;
    }

    private static Good hand(String request, String json) {
        return new Good(request, PlanCodec.parse(json));
    }
}
