package org.eyes4j.agent.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.value.Kind;

/** What a step that asks a question declares its result to be: a kind's name, or a JSON Schema. */
public final class AskResult {
    /** The name of the tool that asks a question. */
    public static final String TOOL = "ask";
    /** Its argument that declares the result. */
    public static final String PORT = "result";

    private static final Set<String> TYPES = Set.of("object", "array", "string", "number", "integer", "boolean");

    private AskResult() {}

    /** The declared kind of a step that asks; text where it declares none, empty for other steps. */
    static Optional<Kind> of(PlanStep step) {
        if (!step.tool().equals(TOOL)) {
            return Optional.empty();
        }
        Argument declared = step.with().get(PORT);
        if (declared == null) {
            return Optional.of(Kind.TEXT);
        }
        return declared instanceof Argument.Literal literal
                        && fault(literal.json()).isEmpty()
                ? Optional.of(kind(literal.json()))
                : Optional.empty();
    }

    /**
     * The kind of what a declaration declares.
     *
     * @throws IllegalArgumentException for one with a {@link #fault}
     */
    public static Kind kind(JsonNode declared) {
        if (declared.isTextual()) {
            return Kind.parse(declared.textValue());
        }
        return switch (declared.path("type").asText()) {
            case "object" -> Kind.RECORD;
            case "string" -> Kind.TEXT;
            case "number", "integer" -> Kind.NUMBER;
            case "boolean" -> Kind.FLAG;
            default -> Kind.ANY;
        };
    }

    /** What is wrong with a declaration. */
    public static Optional<String> fault(JsonNode declared) {
        if (declared.isTextual()) {
            try {
                Kind.parse(declared.textValue());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.ofNullable(e.getMessage());
            }
        }
        JsonNode type = declared.path("type");
        return declared.isObject() && TYPES.contains(type.asText())
                ? Optional.empty()
                : Optional.of("A result is a kind's name or a JSON Schema with a 'type' (object, array, string, number,"
                        + " integer or boolean), got "
                        + (declared.isObject() ? "type " + (type.isMissingNode() ? "nothing" : type) : declared));
    }
}
