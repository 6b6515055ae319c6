package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.name.Names;
import org.jspecify.annotations.Nullable;

/**
 * Brings plans of other shapes into a plan's own form: other names of keys, calls as OpenAI writes them, HuggingGPT's
 * tasks, steps without ids. Each change of shape is noted. Used once, by one thread.
 */
final class PlanShape {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> STEP_KEYS =
            List.of("id", "tool", "with", "when", "for_each", "retry", "timeout", "on_failure");
    private static final Map<String, List<String>> STEP_ALIASES = Map.of(
            "id", List.of("step_id", "step", "key", "index", "call_id", "idx", "output_name", "save_as"),
            "tool", List.of("tool_name", "function", "action", "task", "api", "call", "name", "function_name", "model"),
            "with",
                    List.of(
                            "args",
                            "arguments",
                            "parameters",
                            "params",
                            "input",
                            "inputs",
                            "tool_input",
                            "action_input",
                            "kwargs",
                            "tool_args"),
            "when", List.of("if", "condition", "only_if"),
            "for_each", List.of("foreach", "forEach", "loop", "each", "over", "map_over"),
            "timeout", List.of("time_limit"),
            "retry", List.of("retries"),
            "on_failure", List.of("on_error", "onFailure"));
    private static final List<String> STEPS = List.of(
            "steps", "plan", "tasks", "actions", "tool_calls", "calls", "nodes", "task_list", "workflow", "task_nodes");
    private static final List<String> OUTPUTS = List.of("outputs", "output", "result", "results", "returns", "return");

    private final Set<String> notes;
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();

    PlanShape(Set<String> notes) {
        this.notes = notes;
    }

    /** Whether a value could be a plan of any shape. */
    static boolean isLikely(JsonNode tree) {
        if (tree.isArray()) {
            return !tree.isEmpty() && isStep(tree.get(0));
        }
        return tree.isObject() && (STEPS.stream().anyMatch(key -> tree.path(key).isContainerNode()) || isStep(tree));
    }

    private static boolean isStep(JsonNode node) {
        return node.isObject()
                && (node.has("tool")
                        || STEP_ALIASES.getOrDefault("tool", List.of()).stream().anyMatch(node::has));
    }

    /** The plan's own form, as far as it can be told; what cannot be stays for the strict reader to tell. */
    JsonNode shaped(JsonNode tree) {
        JsonNode found = tree;
        for (int i = 0; i < 3 && found.isObject(); i++) {
            JsonNode inner = found.path("plan");
            if (inner.isObject() && (inner.has("steps") || inner.has("plan"))) {
                note("the plan was taken out of '" + "plan" + "'");
                found = inner;
            }
        }
        if (found.isArray()) {
            note("a list of steps was read as a plan");
            found = JSON.objectNode().set("steps", found);
        } else if (found.isObject() && STEPS.stream().noneMatch(found::has) && isStep(found)) {
            note("one step was read as a plan");
            found = JSON.objectNode().set("steps", JSON.arrayNode().add(found));
        }
        return found instanceof ObjectNode object ? plan(object) : found;
    }

    private ObjectNode plan(ObjectNode tree) {
        ObjectNode plan = JSON.objectNode();
        JsonNode name = tree.path("name");
        if (name.isTextual()) {
            plan.set("name", name);
        }
        inputs(tree.path("inputs")).ifPresent(given -> {
            plan.set("inputs", given);
            given.fieldNames().forEachRemaining(inputs::add);
        });
        JsonNode steps = JSON.missingNode();
        for (String key : STEPS) {
            if (tree.has(key)) {
                steps = tree.get(key);
                if (!key.equals("steps")) {
                    note("'" + key + "' was read as 'steps'");
                }
                break;
            }
        }
        if (steps.isObject() && !steps.has("tool")) {
            steps = named(steps);
        }
        List<ObjectNode> shaped = new ArrayList<>();
        if (steps.isArray()) {
            steps.forEach(step -> shaped.add(step(step, shaped.size())));
            references(shaped);
            ArrayNode all = plan.putArray("steps");
            shaped.forEach(all::add);
        } else if (!steps.isMissingNode()) {
            plan.set("steps", steps);
        }
        for (String key : OUTPUTS) {
            if (tree.has(key) && !plan.has("outputs")) {
                if (!key.equals("outputs")) {
                    note("'" + key + "' was read as 'outputs'");
                }
                plan.set("outputs", outputs(tree.get(key)));
            }
        }
        tree.fieldNames().forEachRemaining(key -> {
            if (!STEPS.contains(key)
                    && !OUTPUTS.contains(key)
                    && !List.of("name", "inputs").contains(key)) {
                note("'" + brief(key) + "', which a plan does not have, was left out");
            }
        });
        return plan;
    }

    /** Inputs as a list of names, or names without kinds. */
    private Optional<ObjectNode> inputs(JsonNode node) {
        if (node.isArray()) {
            ObjectNode named = JSON.objectNode();
            for (JsonNode item : node) {
                if (item.isTextual()) {
                    named.put(item.textValue(), "image");
                }
            }
            if (named.size() == node.size()) {
                note("inputs without a kind were read as images");
                return Optional.of(named);
            }
        }
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** Steps by name: {@code {"find": {"tool": …}}}. */
    private JsonNode named(JsonNode steps) {
        ArrayNode list = JSON.arrayNode();
        for (Map.Entry<String, JsonNode> entry : steps.properties()) {
            if (entry.getValue() instanceof ObjectNode step) {
                ObjectNode copy = step.deepCopy();
                if (!copy.has("id")) {
                    copy.put("id", entry.getKey());
                }
                list.add(copy);
            }
        }
        if (list.size() == steps.size() && !list.isEmpty()) {
            note("steps by name were read as a list");
            return list;
        }
        return steps;
    }

    private ObjectNode step(JsonNode node, int place) {
        if (!(node instanceof ObjectNode given)) {
            ObjectNode odd = JSON.objectNode();
            return node.isTextual() ? odd.put("tool", node.textValue()) : odd;
        }
        JsonNode function = given.path("function");
        if (function.isObject()) {
            note("a call as OpenAI writes it was read as a step");
            ObjectNode flat = given.deepCopy();
            flat.remove(List.of("function", "type"));
            flat.set("tool", function.path("name"));
            flat.set("with", function.path("arguments"));
            given = flat;
        }
        ObjectNode step = JSON.objectNode();
        Set<String> taken = new LinkedHashSet<>();
        for (String key : STEP_KEYS) {
            String from = given.has(key) ? key : null;
            if (from == null) {
                for (String alias : STEP_ALIASES.getOrDefault(key, List.of())) {
                    boolean free = given.has(alias) && !taken.contains(alias);
                    if (from == null && free) {
                        from = alias;
                        note("'" + alias + "' was read as '" + key + "'");
                    }
                }
            }
            if (from != null) {
                taken.add(from);
                step.set(key, given.get(from));
            }
        }
        leftOver(given, taken, step);
        identify(step, place);
        arguments(step);
        rest(step);
        return step;
    }

    /** Keys that no step has: the nearest by letters, or nothing. */
    private void leftOver(ObjectNode given, Set<String> taken, ObjectNode step) {
        given.fieldNames().forEachRemaining(key -> {
            if (taken.contains(key)) {
                return;
            }
            Optional<String> near = key.length() > 2
                    ? Names.nearest(key, STEP_KEYS).filter(k -> k.length() > 2 && !step.has(k))
                    : Optional.empty();
            if (near.isPresent()) {
                step.set(near.get(), given.get(key));
                note("'" + brief(key) + "' was read as '" + near.get() + "'");
            } else if (!key.equals("type")) {
                note("'" + brief(key) + "', which a step does not have, was left out");
            }
        });
    }

    private void identify(ObjectNode step, int place) {
        JsonNode id = step.path("id");
        String tool = step.path("tool").asText("");
        String called =
                id.isTextual() && !id.textValue().isBlank() ? id.textValue().strip() : "";
        if (called.isEmpty() && id.isNumber()) {
            called = "step_" + id.asText();
            note("steps called by numbers were called 'step_N'");
        } else if (called.matches("\\d{1,6}")) {
            called = "step_" + called;
            note("steps called by numbers were called 'step_N'");
        } else if (called.isEmpty()) {
            String base = tool.matches("[A-Za-z][A-Za-z0-9_]{0,50}") ? tool : "step_" + (place + 1);
            called = base;
            for (int i = 2; ids.containsValue(called); i++) {
                called = base + "_" + i;
            }
            note("steps without an id got one");
        }
        step.put("id", called);
        ids.putIfAbsent(called, called);
        if (id.isValueNode() && !id.isNull()) {
            ids.putIfAbsent(id.asText(), called);
        }
    }

    private void arguments(ObjectNode step) {
        JsonNode with = step.path("with");
        if (with.isTextual()) {
            Set<String> inner = new LinkedHashSet<>();
            try {
                JsonNode parsed = new TolerantJson(with.textValue(), 0, inner).read();
                if (parsed.isObject()) {
                    note("arguments written as a text were read as an object");
                    notes.addAll(inner);
                    step.set("with", parsed);
                    return;
                }
            } catch (TolerantJson.NotJson e) {
                inner.clear(); // a plain text, which the step takes
            }
            note("one argument without a name was called 'input'");
            step.putObject("with").set("input", with);
        } else if (with.isNull()) {
            step.remove("with");
        }
    }

    private void rest(ObjectNode step) {
        JsonNode when = step.path("when");
        if (when.isTextual()) {
            step.putObject("when").put("cel", stripped(when.textValue()));
        } else if (when.isNull()) {
            step.remove("when");
        }
        if (step.path("retry").isInt()) {
            note("a number of tries was read as 'retry'");
            int times = step.path("retry").intValue();
            step.putObject("retry").put("times", times);
        }
        String failure = step.path("on_failure").asText("").toLowerCase(Locale.ROOT);
        if (List.of("continue", "ignore").contains(failure)) {
            step.put("on_failure", "skip");
            note("'" + failure + "' was read as 'skip'");
        } else if (List.of("abort", "fail", "raise", "error").contains(failure)) {
            step.put("on_failure", "stop");
            note("'" + failure + "' was read as 'stop'");
        }
        List<String> empty = new ArrayList<>();
        step.properties().forEach(e -> {
            if (e.getValue().isNull()) {
                empty.add(e.getKey());
            }
        });
        step.remove(empty);
    }

    private static String stripped(String cel) {
        return cel.strip().replaceFirst("^\\$?\\{\\{?\\s*", "").replaceFirst("\\s*\\}\\}?$", "");
    }

    /** Marked texts and other forms of references, once all steps are known. */
    private void references(List<ObjectNode> steps) {
        ReferenceText texts = new ReferenceText(ids, inputs);
        for (ObjectNode step : steps) {
            if (step.path("with") instanceof ObjectNode with) {
                ObjectNode read = JSON.objectNode();
                with.properties().forEach(e -> read.set(e.getKey(), argument(texts, e.getValue(), 0)));
                step.set("with", read);
            }
            JsonNode each = step.path("for_each");
            if (each.isTextual()) {
                String text = each.textValue().strip();
                JsonNode plain = ids.containsKey(text) || text.startsWith("inputs.") ? ref(text) : null;
                step.set("for_each", plain != null ? plain : texts.read(text).orElse(ref(text)));
                note("'for_each' as a text was read as a reference");
            } else if (!each.isMissingNode()) {
                step.set("for_each", argument(texts, each, 0));
            }
        }
    }

    private JsonNode argument(ReferenceText texts, JsonNode node, int depth) {
        if (node.isTextual()) {
            Optional<JsonNode> read = texts.read(node.textValue());
            read.ifPresent(
                    r -> note("references written into texts, as " + brief(node.textValue()) + ", were read as such"));
            return read.orElse(node);
        } else if (node.isArray() && depth < 4) {
            ArrayNode items = JSON.arrayNode();
            node.forEach(item -> items.add(argument(texts, item, depth + 1)));
            return items;
        } else if (node instanceof ObjectNode object && object.size() == 1) {
            return wrapped(texts, object);
        }
        return node;
    }

    /** {@code {"$ref": …}}, {@code {"step": …}}, {@code {"expr": …}}, {@code {"literal": …}}. */
    private JsonNode wrapped(ReferenceText texts, ObjectNode object) {
        Map.Entry<String, JsonNode> only = object.properties().iterator().next();
        JsonNode value = only.getValue();
        switch (only.getKey()) {
            case "ref", "$ref", "reference", "step", "from_step", "from", "output_of", "input" -> {
                if (!value.isTextual() && !value.isNumber()) {
                    return object;
                }
                if (!only.getKey().equals("ref")) {
                    note("'" + only.getKey() + "' was read as 'ref'");
                }
                String text = value.asText().strip();
                boolean input = only.getKey().equals("input") && inputs.contains(text);
                String step = ids.get(text);
                return ref(
                        input
                                ? "inputs." + text
                                : step != null ? step : texts.target(text).orElse(text));
            }
            case "expr", "expression", "$expr", "eval", "formula" -> {
                if (value.isTextual()) {
                    note("'" + only.getKey() + "' was read as 'cel'");
                    return JSON.objectNode().put("cel", stripped(value.textValue()));
                }
            }
            case "literal", "const", "constant" -> {
                note("'" + only.getKey() + "' was read as what it holds");
                return value;
            }
            default -> {}
        }
        return object;
    }

    private JsonNode outputs(JsonNode node) {
        ReferenceText texts = new ReferenceText(ids, inputs);
        Map<String, JsonNode> named = new LinkedHashMap<>();
        if (node.isTextual() || node.isObject() && node.size() == 1 && node.has("ref")) {
            note("one output was read as 'result'");
            named.put("result", output(texts, node));
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                // As a schema without open objects has it: {name, ref}.
                boolean own = item.path("name").isTextual() && item.path("ref").isTextual();
                JsonNode ref = output(texts, own ? item.path("ref") : item);
                if (!own) {
                    note("outputs without names got them");
                }
                String wanted =
                        own ? item.path("name").textValue() : ref.path("ref").asText("result");
                String name = wanted.replaceAll("[^A-Za-z0-9_]", "_");
                named.put(named.containsKey(name) ? name + "_" + (named.size() + 1) : name, ref);
            }
        } else if (node.isObject()) {
            node.properties().forEach(e -> named.put(e.getKey(), output(texts, e.getValue())));
        } else {
            return node;
        }
        ObjectNode outputs = JSON.objectNode();
        named.forEach(outputs::set);
        return outputs;
    }

    private JsonNode output(ReferenceText texts, JsonNode node) {
        @Nullable
        String text = node.isTextual()
                ? node.textValue()
                : node.isObject() && node.size() == 1 && node.elements().next().isTextual()
                        ? node.elements().next().textValue()
                        : null;
        if (text == null) {
            return node;
        }
        if (!node.has("ref")) {
            note("outputs were read as references");
        }
        String known = ids.get(text.strip());
        return ref(known != null ? known : texts.target(text).orElse(text.strip()));
    }

    private static ObjectNode ref(String target) {
        return JSON.objectNode().put("ref", target);
    }

    private void note(String what) {
        notes.add(what);
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 37) + "..." : text;
    }
}
