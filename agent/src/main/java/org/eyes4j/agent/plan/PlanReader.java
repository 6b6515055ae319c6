package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** Reads one tree as a plan, going on after each fault so that all are told together. Used once, by one thread. */
final class PlanReader {
    private static final List<String> PLAN_KEYS = List.of("name", "description", "cache", "inputs", "steps", "outputs");
    private static final List<String> INPUT_KEYS =
            List.of("kind", "default", "description", "min", "max", "choices", "max_items", "example");
    private static final List<String> STEP_KEYS = List.of(
            "id",
            "tool",
            "workflow",
            "with",
            "when",
            "for_each",
            "parallel",
            "retry",
            "timeout",
            "on_failure",
            "cache",
            "approve");
    private static final List<String> RETRY_KEYS = List.of("times", "backoff");
    private static final int MAX_STEPS = 1000;
    private static final int MAX_FAULTS = 100;
    private static final int MAX_RETRIES = 10;
    private static final int MAX_PARALLEL = 64;

    private final List<Fault> faults = new ArrayList<>();

    Plan read(JsonNode tree) {
        if (isBounded(tree) && isObject(tree, "", "A plan")) {
            keys(tree, "", "A plan", PLAN_KEYS);
            String name = optionalText(tree, "name", "");
            String description = optionalText(tree, "description", "");
            Map<String, PlanInput> inputs = inputs(tree.path("inputs"));
            boolean cached = cached(tree, "");
            List<PlanStep> steps = steps(tree.path("steps")).stream()
                    .map(step -> cached ? step : step.handled(step.handling().withoutCache()))
                    .toList();
            Map<String, Argument.Ref> outputs = outputs(tree.path("outputs"));
            if (faults.isEmpty()) {
                return new Plan(name, inputs, steps, outputs, description);
            }
        }
        throw new PlanFormatException(faults);
    }

    private Map<String, PlanInput> inputs(JsonNode node) {
        Map<String, PlanInput> inputs = new LinkedHashMap<>();
        if (absent(node) || !isObject(node, "/inputs", "'inputs'")) {
            return inputs;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String where = "/inputs/" + Fault.token(entry.getKey());
            JsonNode value = entry.getValue();
            if (value.isTextual()) {
                kind(value, where).ifPresent(kind -> inputs.put(entry.getKey(), new PlanInput(kind)));
            } else if (value.isObject()) {
                keys(value, where, "An input", INPUT_KEYS);
                String description = optionalText(value, "description", where);
                JsonNode fallback = value.path("default");
                InputRule rule = rule(value, where);
                kind(value.path("kind"), where + "/kind")
                        .ifPresent(kind -> inputs.put(
                                entry.getKey(),
                                new PlanInput(kind, absent(fallback) ? null : fallback, description, rule)));
            } else {
                fault(Code.FORMAT, where, "An input is a kind or {kind, default}, found " + brief(value), "");
            }
        }
        return inputs;
    }

    private InputRule rule(JsonNode node, String where) {
        List<String> choices = new ArrayList<>();
        JsonNode listed = node.path("choices");
        if (!absent(listed)) {
            listed.forEach(choice -> choices.add(choice.asText()));
            boolean right = listed.isArray() && !listed.isEmpty();
            for (JsonNode choice : listed) {
                right &= choice.isTextual();
            }
            if (!right) {
                fault(Code.FORMAT, where + "/choices", "'choices' is a list of texts, found " + brief(listed), "");
            }
        }
        JsonNode most = node.path("max_items");
        if (!absent(most) && !(most.canConvertToInt() && most.isIntegralNumber() && most.intValue() >= 0)) {
            fault(
                    Code.FORMAT,
                    where + "/max_items",
                    "'max_items' is a whole number of at least 0, found " + brief(most),
                    "");
        }
        JsonNode example = node.path("example");
        return new InputRule(
                number(node, "min", where),
                number(node, "max", where),
                choices,
                absent(most) ? null : Integer.valueOf(most.intValue()),
                absent(example) ? null : example);
    }

    private @Nullable Double number(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        if (!absent(value) && !value.isNumber()) {
            fault(Code.FORMAT, where + "/" + key, "'" + key + "' is a number, found " + brief(value), "");
        }
        return absent(value) ? null : Double.valueOf(value.doubleValue());
    }

    private Optional<Kind> kind(JsonNode node, String where) {
        if (!node.isTextual()) {
            fault(Code.FORMAT, where, "An input needs a kind such as \"image\", found " + brief(node), "");
            return Optional.empty();
        }
        try {
            return Optional.of(Kind.parse(node.textValue()));
        } catch (IllegalArgumentException e) {
            fault(Code.FORMAT, where, String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    private List<PlanStep> steps(JsonNode node) {
        List<PlanStep> steps = new ArrayList<>();
        if (!node.isArray()) {
            fault(Code.FORMAT, "/steps", "A plan needs a list 'steps', found " + brief(node), "");
        } else if (node.size() > MAX_STEPS) {
            fault(Code.LIMIT, "/steps", "A plan has at most " + MAX_STEPS + " steps, got " + node.size(), "");
        } else {
            for (int i = 0; i < node.size(); i++) {
                PlanStep step = step(node.get(i), "/steps/" + i);
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        return steps;
    }

    private @Nullable PlanStep step(JsonNode node, String where) {
        if (!isObject(node, where, "A step")) {
            return null;
        }
        keys(node, where, "A step", STEP_KEYS);
        String id = neededText(node, "id", where);
        Plan nested = nested(node, where);
        String tool = tool(node, nested, where);
        Map<String, Argument> with = new LinkedHashMap<>();
        if (!absent(node.path("with")) && isObject(node.get("with"), where + "/with", "'with'")) {
            // null is how language models under strict schemas leave an optional argument out
            node.get("with").properties().stream()
                    .filter(e -> !e.getValue().isNull())
                    .forEach(e -> with.put(
                            argumentName(tool, e.getKey(), node.get("with")),
                            argument(e.getValue(), where + "/with/" + Fault.token(e.getKey()))));
        }
        String when = absent(node.path("when")) ? null : condition(node.get("when"), where + "/when");
        Argument forEach = absent(node.path("for_each")) ? null : iterated(node.get("for_each"), where + "/for_each");
        Duration timeout =
                absent(node.path("timeout")) ? null : duration(node.get("timeout"), where + "/timeout", "A timeout");
        PlanStep.Retry retry = retry(node.path("retry"), where + "/retry");
        JsonNode failing = node.path("on_failure");
        Handling handling = new Handling(
                cached(node, where),
                parallel(node.path("parallel"), where),
                failing.isObject() ? fallback(failing, where + "/on_failure") : null,
                approve(node.path("approve"), where),
                nested);
        PlanStep.OnFailure onFailure =
                failing.isObject() ? PlanStep.OnFailure.SKIP : onFailure(node.path("on_failure"), where);
        return new PlanStep(id, tool, with, when, forEach, timeout, retry, onFailure, handling);
    }

    /** What an argument is called that has another name too: what {@code redact} hides may be written {@code regions}. */
    private static String argumentName(String tool, String name, JsonNode with) {
        return tool.equals("redact") && name.equals("regions") && !with.has("items") ? "items" : name;
    }

    private String tool(JsonNode node, @Nullable Plan nested, String where) {
        JsonNode workflow = node.path("workflow");
        if (absent(workflow)) {
            return neededText(node, "tool", where);
        }
        if (!absent(node.path("tool"))) {
            fault(Code.FORMAT, where + "/workflow", "A step has a 'tool' or a 'workflow', found both", "");
        } else if (workflow.isTextual() && workflow.textValue().matches("[A-Za-z][A-Za-z0-9 _-]{0,63}")) {
            return Plan.toolName(workflow.textValue());
        } else if (nested == null && !workflow.isObject()) {
            fault(
                    Code.FORMAT,
                    where + "/workflow",
                    "'workflow' is the name of a registered workflow, a file beside this one or a workflow itself, found "
                            + brief(workflow),
                    workflow.asText().endsWith(".yaml") ? "files are known only where this workflow is one" : "");
        }
        return PlanStep.WORKFLOW;
    }

    /** The workflow that is written inside a step; its faults are faults of this one. */
    private @Nullable Plan nested(JsonNode node, String where) {
        if (!node.path("workflow").isObject()) {
            return null;
        }
        try {
            return new PlanReader().read(node.get("workflow"));
        } catch (PlanFormatException e) {
            e.faults().forEach(f -> fault(f.code(), where + "/workflow" + f.where(), f.message(), f.hint()));
            return null;
        }
    }

    /** YAML 1.2 has no word {@code off}: it is a text there. */
    private boolean cached(JsonNode node, String where) {
        JsonNode value = node.path("cache");
        boolean on = value.isBoolean() ? value.booleanValue() : value.asText().equals("on");
        if (absent(value) || on) {
            return true;
        }
        if (!value.isBoolean() && !value.asText().equals("off")) {
            fault(Code.FORMAT, where + "/cache", "'cache' is on or off, found " + brief(value), "");
        }
        return false;
    }

    private int parallel(JsonNode value, String where) {
        if (absent(value)) {
            return 0;
        }
        boolean right = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= 1
                && value.intValue() <= MAX_PARALLEL;
        if (!right) {
            fault(
                    Code.FORMAT,
                    where + "/parallel",
                    "'parallel' is a whole number from 1 to " + MAX_PARALLEL + ", found " + brief(value),
                    "");
        }
        return right ? value.intValue() : 0;
    }

    private @Nullable String approve(JsonNode value, String where) {
        if (absent(value)) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(Code.FORMAT, where + "/approve", "'approve' is a question to a person, found " + brief(value), "");
            return null;
        }
        return value.textValue();
    }

    private @Nullable String fallback(JsonNode value, String where) {
        if (value.size() != 1
                || !value.path("use").isTextual()
                || value.get("use").textValue().isBlank()) {
            fault(
                    Code.FORMAT,
                    where,
                    "'on_failure' is \"skip\", \"stop\" or {\"use\": STEP}, found " + brief(value),
                    "");
            return null;
        }
        return value.get("use").textValue().strip();
    }

    private Argument argument(JsonNode node, String where) {
        if (node.isArray()) {
            List<Argument> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                items.add(argument(node.get(i), where + "/" + i));
            }
            boolean plain = items.stream().allMatch(item -> item instanceof Argument.Literal);
            return plain ? new Argument.Literal(node) : new Argument.Items(items);
        }
        if (node.isObject()) {
            for (String key : List.of("ref", "cel")) {
                if (node.has(key)) {
                    return special(node, key, where);
                }
            }
            noneInside(node, where);
        }
        return new Argument.Literal(node);
    }

    private Argument special(JsonNode node, String key, String where) {
        String form = key.equals("ref") ? "{\"ref\": STEP or inputs.NAME}" : "{\"cel\": EXPRESSION}";
        JsonNode value = node.get(key);
        if (node.size() != 1 || !value.isTextual() || value.textValue().isBlank()) {
            fault(Code.FORMAT, where, "Expected " + form + " and nothing beside it, found " + brief(node), "");
            return new Argument.Literal(node);
        }
        return key.equals("ref")
                ? new Argument.Ref(value.textValue().strip())
                : new Argument.Expression(value.textValue());
    }

    private void noneInside(JsonNode node, String where) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                noneAt(node.get(i), where + "/" + i);
            }
        } else {
            node.properties().forEach(e -> noneAt(e.getValue(), where + "/" + Fault.token(e.getKey())));
        }
    }

    private void noneAt(JsonNode node, String where) {
        if (node.isObject() && node.size() == 1 && (node.has("ref") || node.has("cel"))) {
            fault(
                    Code.FORMAT,
                    where,
                    "A reference or expression stands for an argument or an item of its list, not inside an object",
                    "move it up, or build the whole object with {\"cel\": …}");
        } else {
            noneInside(node, where);
        }
    }

    private @Nullable String condition(JsonNode node, String where) {
        JsonNode text = node.isObject() && node.size() == 1 ? node.path("cel") : node;
        if (text.isTextual() && !text.textValue().isBlank()) {
            return text.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "true" : "false";
        }
        fault(Code.FORMAT, where, "A condition is {\"cel\": EXPRESSION}, found " + brief(node), "");
        return null;
    }

    private @Nullable Argument iterated(JsonNode node, String where) {
        if (node.isArray() || node.isObject() && (node.has("ref") || node.has("cel"))) {
            return argument(node, where);
        }
        fault(
                Code.FORMAT,
                where,
                "'for_each' runs over {\"ref\": STEP}, {\"cel\": EXPRESSION} or a list, found " + brief(node),
                "");
        return null;
    }

    private @Nullable Duration duration(JsonNode node, String where, String what) {
        Optional<Duration> read = Durations.read(node);
        if (read.isEmpty()) {
            fault(
                    Code.FORMAT,
                    where,
                    what + " is a number of seconds or a text such as \"500ms\", \"30s\", \"2m\", at most 24h, found "
                            + brief(node),
                    "");
        }
        return read.orElse(null);
    }

    private PlanStep.Retry retry(JsonNode node, String where) {
        if (absent(node) || !isObject(node, where, "'retry'")) {
            return PlanStep.Retry.NONE;
        }
        keys(node, where, "'retry'", RETRY_KEYS);
        JsonNode times = node.path("times");
        boolean right = times.isInt() && times.intValue() >= 0 && times.intValue() <= MAX_RETRIES;
        if (!right) {
            fault(
                    Code.FORMAT,
                    where + "/times",
                    "'times' is a whole number from 0 to " + MAX_RETRIES + ", found " + brief(times),
                    "");
        }
        Duration backoff = absent(node.path("backoff"))
                ? Duration.ofMillis(500)
                : duration(node.get("backoff"), where + "/backoff", "A backoff");
        return right && backoff != null ? new PlanStep.Retry(times.intValue(), backoff) : PlanStep.Retry.NONE;
    }

    private PlanStep.OnFailure onFailure(JsonNode node, String where) {
        if (absent(node)) {
            return PlanStep.OnFailure.SKIP;
        }
        for (PlanStep.OnFailure choice : PlanStep.OnFailure.values()) {
            if (node.isTextual() && node.textValue().equals(choice.name().toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        fault(
                Code.FORMAT,
                where + "/on_failure",
                "'on_failure' is \"skip\" (what depends on it), \"stop\" (the run) or {\"use\": STEP}, found "
                        + brief(node),
                "");
        return PlanStep.OnFailure.SKIP;
    }

    private Map<String, Argument.Ref> outputs(JsonNode node) {
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>();
        if (absent(node) || !isObject(node, "/outputs", "'outputs'")) {
            return outputs;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String where = "/outputs/" + Fault.token(entry.getKey());
            JsonNode value = entry.getValue();
            if (value.isObject() && value.size() == 1 && value.path("ref").isTextual()) {
                outputs.put(
                        entry.getKey(),
                        new Argument.Ref(value.get("ref").textValue().strip()));
            } else {
                String hint = value.isTextual() ? "write {\"ref\": \"" + shorten(value.textValue()) + "\"}" : "";
                fault(Code.FORMAT, where, "An output is {\"ref\": STEP}, found " + brief(value), hint);
            }
        }
        return outputs;
    }

    /** Looks at depth and number of nodes without recursion, so that no tree can exhaust the stack. */
    private boolean isBounded(JsonNode tree) {
        List<JsonNode> level = List.of(tree);
        int nodes = 0;
        for (int depth = 0; !level.isEmpty(); depth++) {
            nodes += level.size();
            if (depth > PlanCodec.MAX_DEPTH || nodes > PlanCodec.MAX_NODES) {
                fault(
                        Code.LIMIT,
                        "",
                        depth > PlanCodec.MAX_DEPTH
                                ? "A plan nests at most " + PlanCodec.MAX_DEPTH + " deep"
                                : "A plan has at most " + PlanCodec.MAX_NODES + " values",
                        "");
                return false;
            }
            List<JsonNode> next = new ArrayList<>();
            level.forEach(node -> node.forEach(next::add));
            level = next;
        }
        return true;
    }

    private void keys(JsonNode node, String where, String what, List<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                fault(
                        Code.UNKNOWN_KEY,
                        where + "/" + Fault.token(key),
                        what + " has no key '" + shorten(key) + "'",
                        Names.hint(key, known));
            }
        });
    }

    private boolean isObject(JsonNode node, String where, String what) {
        if (!node.isObject()) {
            fault(Code.FORMAT, where, what + " is an object, found " + brief(node), "");
        }
        return node.isObject();
    }

    private String neededText(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(Code.FORMAT, where + "/" + key, "A step needs a text '" + key + "', found " + brief(value), "");
            return "";
        }
        return value.textValue();
    }

    private String optionalText(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        if (absent(value)) {
            return "";
        }
        if (!value.isTextual()) {
            fault(Code.FORMAT, where + "/" + key, "'" + key + "' is a text, found " + brief(value), "");
            return "";
        }
        return value.textValue();
    }

    private void fault(Code code, String where, String message, String hint) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new Fault(code, where, message, hint));
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String brief(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shorten(node.toString());
    }

    private static String shorten(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
