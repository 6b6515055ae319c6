package org.eyes4j.agent.dialogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.TolerantPlanReader;
import org.eyes4j.tools.value.Kind;

/**
 * Reads a plan out of what a language model wrote: with words around it or in a fence, with nulls for what it left out, with
 * outputs as a list. What is read is bounded; what cannot be read is told as faults of a plan.
 */
final class PlanText {
    private static final int MOST_CHARACTERS = PlanCodec.MAX_CHARACTERS;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(40)
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNumberLength(64)
                    .build())
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build());

    static {
        MAPPER.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * What was read.
     *
     * @param plan with the request's inputs as far as it uses them; without steps where there is none
     * @param cannot what the model says it cannot do; may be empty
     * @param faults why it is no plan; empty where it is one
     * @param notes what was read with leniency; empty where there was no need
     */
    record Read(Plan plan, String cannot, List<Fault> faults, List<String> notes) {
        private static final Plan NONE = new Plan("", Map.of(), List.of(), Map.of());

        static Read faulty(List<Fault> faults) {
            return new Read(NONE, "", faults, List.of());
        }
    }

    private PlanText() {}

    /** @param inputs of the request, by name */
    static Read read(String text, Map<String, Kind> inputs) {
        Read read = readInForm(text, inputs);
        if (!read.faults().isEmpty()
                && TolerantPlanReader.read(text) instanceof TolerantPlanReader.Reading.Understood understood
                && !understood.plan().steps().isEmpty()) {
            Plan plan = understood.plan();
            Map<String, PlanInput> kinds = new LinkedHashMap<>();
            inputs.forEach((name, kind) -> kinds.put(name, new PlanInput(kind)));
            return new Read(
                    new Plan(plan.name(), kinds, plan.steps(), plan.outputs()), "", List.of(), understood.notes());
        }
        return read;
    }

    private static Read readInForm(String text, Map<String, Kind> inputs) {
        if (text.length() > MOST_CHARACTERS) {
            return Read.faulty(List.of(new Fault(
                    Fault.Code.LIMIT,
                    "",
                    "A plan has at most " + MOST_CHARACTERS + " characters, got " + text.length(),
                    "")));
        }
        try {
            JsonNode tree = tree(text);
            if (!(tree instanceof ObjectNode object)) {
                return Read.faulty(
                        List.of(new Fault(Fault.Code.FORMAT, "", "A plan is a JSON object, found " + brief(text), "")));
            }
            return read(plan(object), inputs);
        } catch (JsonProcessingException e) {
            return Read.faulty(List.of(new Fault(
                    Fault.Code.FORMAT, "", "Not JSON, or cut off: " + shortened(e.getOriginalMessage()), "")));
        } catch (PlanFormatException e) {
            return Read.faulty(e.faults());
        }
    }

    private static Read read(ObjectNode written, Map<String, Kind> inputs) {
        JsonNode cannotNode = written.path("cannot");
        String cannot = cannotNode.isTextual() ? cannotNode.textValue().strip() : "";
        JsonNode steps = written.path("steps");
        if (!cannot.isEmpty() && (!steps.isArray() || steps.isEmpty())) {
            return new Read(Read.NONE, cannot, List.of(), List.of());
        }
        ObjectNode form = JSON.objectNode();
        ObjectNode kinds = form.putObject("inputs");
        inputs.forEach((name, kind) -> kinds.put(name, kind.toString()));
        form.set("steps", steps(steps));
        form.set("outputs", outputs(written.path("outputs")));
        return new Read(PlanCodec.fromJson(form), cannot, List.of(), List.of());
    }

    /** Some wrap the plan once more. */
    private static ObjectNode plan(ObjectNode tree) {
        return !tree.has("steps") && tree.path("plan") instanceof ObjectNode inner ? inner : tree;
    }

    /** Each step without what is null; arguments also as a list of names and values. */
    private static JsonNode steps(JsonNode steps) {
        if (!steps.isArray()) {
            return steps;
        }
        ArrayNode read = JSON.arrayNode();
        for (JsonNode step : steps) {
            if (!(step instanceof ObjectNode object)) {
                read.add(step);
                continue;
            }
            ObjectNode one = withoutNulls(object);
            JsonNode with = one.path("with").isMissingNode() ? one.path("arguments") : one.path("with");
            one.remove("arguments");
            if (with.isArray()) {
                ObjectNode named = JSON.objectNode();
                with.forEach(a -> named.set(a.path("name").asText(), a.path("value")));
                with = named;
            }
            one.set("with", with instanceof ObjectNode arguments ? withoutNulls(arguments) : with);
            one.remove(List.of("thought", "reason", "description", "comment"));
            read.add(one);
        }
        return read;
    }

    /** {@code {name: {ref}}}, {@code [{name, ref}]} or {@code [step]}. */
    private static JsonNode outputs(JsonNode outputs) {
        ObjectNode read = JSON.objectNode();
        if (outputs.isArray()) {
            for (JsonNode output : outputs) {
                JsonNode ref = output.isTextual() ? output : output.path("ref");
                String name = output.path("name").asText(ref.path("ref").asText(ref.asText()));
                read.set(name.isEmpty() ? "output" + (read.size() + 1) : name, reference(ref));
            }
        } else if (outputs instanceof ObjectNode object) {
            object.properties().forEach(e -> {
                if (!e.getValue().isNull()) {
                    read.set(e.getKey(), reference(e.getValue()));
                }
            });
        } else if (!outputs.isMissingNode() && !outputs.isNull()) {
            return outputs;
        }
        return read;
    }

    private static JsonNode reference(JsonNode ref) {
        return ref.isTextual() ? JSON.objectNode().put("ref", ref.textValue()) : ref;
    }

    static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode rest = JSON.objectNode();
        object.properties().forEach(e -> {
            if (!e.getValue().isNull()) {
                rest.set(e.getKey(), e.getValue());
            }
        });
        return rest;
    }

    /** JSON and nothing else. */
    static JsonNode strictly(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** The text's own object, or the one in a fence or among words. */
    static JsonNode tree(String text) throws JsonProcessingException {
        String stripped = text.strip();
        List<String> tries = new ArrayList<>();
        int fence = stripped.lastIndexOf("```json");
        if (fence >= 0) {
            int end = stripped.indexOf("```", fence + 7);
            tries.add(stripped.substring(fence + 7, end < 0 ? stripped.length() : end));
        }
        int open = stripped.indexOf('{');
        int close = stripped.lastIndexOf('}');
        tries.add(stripped);
        if (open >= 0) {
            tries.add(stripped.substring(open, close > open ? close + 1 : stripped.length()));
        }
        JsonProcessingException last = null;
        for (String one : tries) {
            try {
                JsonNode tree = MAPPER.readTree(one);
                if (tree.isObject()) {
                    return tree;
                }
            } catch (JsonProcessingException e) {
                last = e;
            }
        }
        if (last != null && open >= 0) {
            throw last;
        }
        return JSON.missingNode();
    }

    private static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 159) + "…" : text;
    }

    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "nothing" : "\"" + (line.length() > 60 ? line.substring(0, 59) + "…" : line) + "\"";
    }
}
