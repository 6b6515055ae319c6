package org.eyes4j.agent.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** Breaks plans at random, one sort of fault at a time, as language models do. */
final class PlanBreaker {
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "image", "picture",
            "items", "detections",
            "labels", "classes",
            "other", "second_image",
            "index", "idx",
            "where", "condition",
            "how", "method",
            "threshold", "min_score",
            "relation", "direction");
    private static final Map<String, String> OTHER_TOOLS = Map.of(
            "detect", "object_detection",
            "read_text", "text_reading",
            "count", "counter",
            "segment", "segmentation",
            "crop", "crop_image",
            "detect_faces", "face_detection",
            "describe", "image_description",
            "colours", "colour_naming",
            "select", "selector",
            "text_of", "get_text");

    private final ToolRegistry tools;
    private final Random random;

    PlanBreaker(ToolRegistry tools, Random random) {
        this.tools = tools;
        this.random = random;
    }

    /** The plan with one fault more of that sort; empty where this plan has no place for it. */
    Optional<Plan> broken(Plan plan, Code code) {
        ObjectNode json = (ObjectNode) PlanCodec.toJson(plan).deepCopy();
        boolean done = !plan.steps().isEmpty()
                && switch (code) {
                    case UNKNOWN_TOOL -> tool(json);
                    case UNKNOWN_ARGUMENT -> argument(json);
                    case MISSING_ARGUMENT -> missing(json);
                    case UNKNOWN_REFERENCE -> reference(json);
                    case KIND -> kind(json);
                    case BAD_LITERAL -> literal(json);
                    case BAD_EXPRESSION -> expression(json);
                    case CYCLE -> cycle(json);
                    case BAD_ID -> id(json);
                    case DUPLICATE_ID -> duplicate(json);
                    case NOT_A_LIST -> loop(json);
                    case RETRY -> retry(json);
                    case UNUSED_STEP -> unused(json);
                    case NO_OUTPUT -> outputs(json);
                    default -> false;
                };
        return done ? Optional.of(PlanCodec.fromJson(json)) : Optional.empty();
    }

    private boolean tool(ObjectNode plan) {
        ObjectNode step = any(steps(plan));
        String name = step.path("tool").asText();
        String other = OTHER_TOOLS.get(name);
        step.put("tool", other != null && random.nextBoolean() ? other : slip(name));
        return true;
    }

    private boolean argument(ObjectNode plan) {
        ObjectNode step = any(steps(plan));
        ObjectNode with = (ObjectNode) step.path("with");
        if (with.isEmpty()) {
            return false;
        }
        String name = any(names(with));
        String other = OTHER_WORDS.get(name);
        JsonNode value = with.remove(name);
        with.set(other != null && random.nextBoolean() ? other : slip(name), value);
        return true;
    }

    private boolean missing(ObjectNode plan) {
        List<Runnable> choices = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            for (Port port : ports(step)) {
                if (port.required()) {
                    choices.add(() -> ((ObjectNode) step.path("with")).remove(port.name()));
                }
            }
        }
        return run(choices);
    }

    private boolean reference(ObjectNode plan) {
        List<ObjectNode> refs = refs(plan);
        if (refs.isEmpty()) {
            return false;
        }
        ObjectNode ref = any(refs);
        String target = ref.path("ref").asText();
        boolean input = target.startsWith("inputs.");
        ref.put(
                "ref",
                switch (random.nextInt(4)) {
                    case 0 -> input ? target.substring("inputs.".length()) : target + ".output";
                    case 1 -> input ? "inputs." + slip(target.substring(7)) : slip(target);
                    case 2 -> input ? "inputs.photo" : "step_" + (1 + index(plan, target));
                    default -> "${" + target + "}";
                });
        return true;
    }

    private boolean kind(ObjectNode plan) {
        List<Runnable> choices = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            for (Port port : ports(step)) {
                JsonNode argument = step.path("with").path(port.name());
                if (argument.path("ref").isTextual()) {
                    for (String other : targets(plan)) {
                        Kind given = kindOf(plan, other);
                        if (!port.kind().accepts(given)
                                && !reaches(plan, other, step.path("id").asText())) {
                            choices.add(() -> ((ObjectNode) argument).put("ref", other));
                        }
                    }
                }
            }
        }
        return run(choices);
    }

    private boolean literal(ObjectNode plan) {
        List<Runnable> choices = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            ObjectNode with = (ObjectNode) step.path("with");
            for (Port port : ports(step)) {
                JsonNode argument = with.path(port.name());
                if (argument.isNumber()) {
                    choices.add(() -> with.put(port.name(), argument.asText()));
                } else if (argument.isBoolean()) {
                    choices.add(() -> with.put(port.name(), argument.asText()));
                } else if (argument.isTextual() && !port.choices().isEmpty()) {
                    choices.add(
                            () -> with.put(port.name(), slip(argument.asText()).toUpperCase(java.util.Locale.ROOT)));
                } else if (argument.path("ref").isTextual() && port.kind() != Kind.ANY) {
                    String target = argument.path("ref").asText();
                    if (!target.equals("item")) {
                        choices.add(() -> with.put(
                                port.name(),
                                random.nextBoolean() ? target.replace("inputs.", "") : "<" + target + ">"));
                    }
                }
            }
        }
        return run(choices);
    }

    private boolean expression(ObjectNode plan) {
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            step.path("with").forEach(a -> add(a, all));
            add(step.path("when"), all);
        }
        if (all.isEmpty()) {
            return false;
        }
        ObjectNode cel = any(all);
        String text = cel.path("cel").asText();
        List<String> worse = new ArrayList<>(List.of(
                text.replace("&&", "and"),
                text.replace("||", "or"),
                text.replace("==", "="),
                text.replace("item.", "itm."),
                text.replace("item.", ""),
                text.replace("size(", "len("),
                "{{" + text + "}}"));
        worse.removeIf(text::equals);
        cel.put("cel", any(worse));
        return true;
    }

    private boolean cycle(ObjectNode plan) {
        List<Runnable> choices = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            String id = step.path("id").asText();
            for (Port port : ports(step)) {
                JsonNode argument = step.path("with").path(port.name());
                if (argument.path("ref").isTextual()) {
                    choices.add(() -> ((ObjectNode) argument).put("ref", id));
                    for (ObjectNode later : steps(plan)) {
                        String other = later.path("id").asText();
                        if (!other.equals(id) && reaches(plan, other, id)) {
                            choices.add(() -> ((ObjectNode) argument).put("ref", other));
                        }
                    }
                }
            }
        }
        return run(choices);
    }

    private boolean id(ObjectNode plan) {
        ObjectNode step = any(steps(plan));
        String old = step.path("id").asText();
        String bad = any(List.of("1" + old, old + "-x", "size", "item", old + " !", "第一步"));
        if (usedInExpressions(plan, old)) {
            return false;
        }
        step.put("id", bad);
        refs(plan).stream().filter(r -> r.path("ref").asText().equals(old)).forEach(r -> r.put("ref", bad));
        return !bad.equals("item");
    }

    private boolean duplicate(ObjectNode plan) {
        List<ObjectNode> steps = steps(plan);
        if (steps.size() < 2) {
            return false;
        }
        int first = random.nextInt(steps.size() - 1);
        String id = steps.get(first).path("id").asText();
        ObjectNode second = steps.get(first + 1);
        String old = second.path("id").asText();
        if (usedInExpressions(plan, old) || usedInExpressions(plan, id)) {
            return false;
        }
        second.put("id", id);
        refs(plan).stream().filter(r -> r.path("ref").asText().equals(old)).forEach(r -> r.put("ref", id));
        return true;
    }

    private boolean loop(ObjectNode plan) {
        List<ObjectNode> steps = steps(plan);
        steps.removeIf(s -> s.has("for_each"));
        if (steps.isEmpty() || plan.path("inputs").isEmpty()) {
            return false;
        }
        any(steps).putObject("for_each").put("ref", "inputs." + any(names((ObjectNode) plan.path("inputs"))));
        return true;
    }

    private boolean retry(ObjectNode plan) {
        List<ObjectNode> effects = steps(plan);
        effects.removeIf(s -> tools.specification(s.path("tool").asText())
                .filter(t -> t.is(ToolSpecification.Trait.EFFECT))
                .isEmpty());
        if (effects.isEmpty()) {
            return false;
        }
        any(effects).putObject("retry").put("times", 2);
        return true;
    }

    private boolean unused(ObjectNode plan) {
        if (plan.path("outputs").size() > 1 && random.nextBoolean()) {
            ObjectNode outputs = (ObjectNode) plan.path("outputs");
            outputs.remove(any(names(outputs)));
            return true;
        }
        List<Runnable> choices = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            for (Port port : ports(step)) {
                boolean ref = step.path("with").path(port.name()).path("ref").isTextual();
                if (ref && !port.required()) {
                    choices.add(() -> ((ObjectNode) step.path("with")).remove(port.name()));
                }
            }
        }
        return run(choices);
    }

    private boolean outputs(ObjectNode plan) {
        plan.putObject("outputs");
        return true;
    }

    // What there is in a plan.

    private static List<ObjectNode> steps(ObjectNode plan) {
        List<ObjectNode> steps = new ArrayList<>();
        plan.path("steps").forEach(s -> steps.add((ObjectNode) s));
        return steps;
    }

    private List<Port> ports(ObjectNode step) {
        return tools.specification(step.path("tool").asText()).map(ToolSpecification::inputs).orElse(List.of()).stream()
                .filter(p -> step.path("with").has(p.name()))
                .toList();
    }

    private static List<ObjectNode> refs(ObjectNode plan) {
        List<ObjectNode> refs = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            step.path("with").forEach(a -> ref(a, refs));
            ref(step.path("for_each"), refs);
        }
        plan.path("outputs").forEach(o -> ref(o, refs));
        return refs;
    }

    private static void ref(JsonNode node, List<ObjectNode> refs) {
        if (node instanceof ArrayNode list) {
            list.forEach(item -> ref(item, refs));
        } else if (node.path("ref").isTextual() && !node.path("ref").asText().equals("item")) {
            refs.add((ObjectNode) node);
        }
    }

    private static void add(JsonNode node, List<ObjectNode> expressions) {
        if (node.path("cel").isTextual()) {
            expressions.add((ObjectNode) node);
        }
    }

    private static boolean usedInExpressions(ObjectNode plan, String id) {
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode step : steps(plan)) {
            step.path("with").forEach(a -> add(a, all));
            add(step.path("when"), all);
            add(step.path("for_each"), all);
        }
        return all.stream().anyMatch(c -> c.path("cel").asText().contains(id));
    }

    private static List<String> targets(ObjectNode plan) {
        List<String> targets = new ArrayList<>();
        names((ObjectNode) plan.path("inputs")).forEach(n -> targets.add("inputs." + n));
        steps(plan).forEach(s -> targets.add(s.path("id").asText()));
        return targets;
    }

    private Kind kindOf(ObjectNode plan, String target) {
        if (target.startsWith("inputs.")) {
            return Kind.IMAGE;
        }
        for (ObjectNode step : steps(plan)) {
            if (step.path("id").asText().equals(target)) {
                Kind kind = tools.specification(step.path("tool").asText())
                        .map(ToolSpecification::output)
                        .orElse(Kind.ANY);
                return step.has("for_each") ? Kind.listOf(kind) : kind;
            }
        }
        return Kind.ANY;
    }

    /** Whether a step waits, itself or through others, for the other. */
    private static boolean reaches(ObjectNode plan, String from, String to) {
        return reaches(plan, from, to, new java.util.HashSet<>());
    }

    private static boolean reaches(ObjectNode plan, String from, String to, java.util.Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        for (ObjectNode step : steps(plan)) {
            if (step.path("id").asText().equals(from)) {
                List<ObjectNode> refs = new ArrayList<>();
                step.path("with").forEach(a -> ref(a, refs));
                ref(step.path("for_each"), refs);
                return refs.stream().map(r -> r.path("ref").asText()).anyMatch(r -> reaches(plan, r, to, seen));
            }
        }
        return false;
    }

    private static int index(ObjectNode plan, String id) {
        int index = 0;
        for (ObjectNode step : steps(plan)) {
            if (step.path("id").asText().equals(id)) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private static List<String> names(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private boolean run(List<Runnable> choices) {
        if (choices.isEmpty()) {
            return false;
        }
        any(choices).run();
        return true;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A slip of the pen: a letter lost, doubled or two swapped; or another way of joining words. */
    private String slip(String name) {
        StringBuilder text = new StringBuilder(name);
        int at = name.length() < 3 ? 0 : 1 + random.nextInt(name.length() - 2);
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, name.charAt(at));
            case 1 -> {
                if (name.length() > 3) {
                    text.deleteCharAt(at);
                } else {
                    text.append(name.charAt(name.length() - 1));
                }
            }
            case 2 -> {
                text.setCharAt(at, name.charAt(Math.min(at + 1, name.length() - 1)));
                text.setCharAt(Math.min(at + 1, name.length() - 1), name.charAt(at));
            }
            default -> text.append("_x");
        }
        return text.toString().equals(name) ? TextNode.valueOf(name + "2").textValue() : text.toString();
    }
}
