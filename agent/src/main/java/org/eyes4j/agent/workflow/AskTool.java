package org.eyes4j.agent.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.check.AskResult;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.ModelRequest.Form;
import org.eyes4j.agent.planner.Guests;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/**
 * A question in plain words as a step of a workflow, with a declared result. The result is a kind's name, and then it is found
 * among what the question's plan gave, also without a language model; or a JSON Schema, and then the value keeps to it. For
 * workflows only: registered {@linkplain org.eyes4j.tools.ToolRegistry#registerAside aside}. Thread-safe.
 */
public final class AskTool implements Tool {
    private static final ToolSpecification SPECIFICATION = ToolSpecification.named(AskResult.TOOL)
            .describedAs("Asks a question in plain words about pictures, and gives what the answer comes to")
            .takes(
                    Port.required("question", Kind.TEXT, "the question").atMost(4000),
                    Port.optional("image", Kind.IMAGE, "the picture it is about"),
                    Port.optional(
                                    "images",
                                    Kind.listOf(Kind.IMAGE),
                                    "the pictures it is about, where there are several")
                            .atMost(16),
                    Port.optional(AskResult.PORT, Kind.ANY, "what the result is: a kind's name, or a JSON Schema")
                            .or("text"),
                    Port.optional("planner", Kind.TEXT, "who plans")
                            .oneOf("auto", "offline", "plan", "react")
                            .or("auto"))
            .traits(Trait.COMPOUND, Trait.RANDOM)
            .gives(Kind.ANY, "what was declared as the result; else the answer's text");

    private final Function<AskRequest, AskReply> agent;
    private final Supplier<RunOptions> alone;

    /**
     * A tool that asks.
     *
     * @param agent answers
     * @param alone how a question is run that is asked outside of any run
     */
    public AskTool(Function<AskRequest, AskReply> agent, Supplier<RunOptions> alone) {
        this.agent = agent;
        this.alone = alone;
    }

    @Override
    public ToolSpecification specification() {
        return SPECIFICATION;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        JsonNode declared = ValueJson.toJson(arguments.value(AskResult.PORT));
        Optional<String> fault = AskResult.fault(declared);
        if (fault.isPresent()) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, fault.get());
        }
        String question = arguments.text("question");
        if (question.isBlank()) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, "A question needs words, got an empty text");
        }
        boolean formed = AskResult.kind(declared) == Kind.RECORD && declared.isObject()
                || declared.path("type").asText().equals("array");
        AskRequest request = new AskRequest(question, pictures(arguments), RunOptions.around(context, alone))
                .plannedBy(PlannerChoice.valueOf(arguments.text("planner").toUpperCase(Locale.ROOT)));
        AskReply reply = agent.apply(
                formed
                        ? request.calling(
                                new AskRequest.Calling(Guests.NONE, Optional.of(new Form(AskResult.PORT, declared))))
                        : request);
        reply.warnings().forEach(context::warn);
        if (reply.outcome() != Outcome.ANSWERED) {
            return ToolResult.failed(
                    kind(reply),
                    "'" + question + "' was not answered: " + reply.answer().text());
        }
        return formed ? formed(reply, question) : found(reply, declared, question);
    }

    private static Map<String, Value> pictures(Arguments arguments) {
        Map<String, Value> pictures = new LinkedHashMap<>();
        if (arguments.has("image")) {
            pictures.put("image1", arguments.value("image"));
        }
        if (arguments.has("images") && arguments.value("images") instanceof Value.ListOf more) {
            more.items().forEach(picture -> pictures.put("image" + (pictures.size() + 1), picture));
        }
        return pictures;
    }

    private static FailureKind kind(AskReply reply) {
        return switch (reply.outcome()) {
            case NO_MODEL -> FailureKind.NOT_INSTALLED;
            case MODEL_FAILED -> FailureKind.UNAVAILABLE;
            default -> FailureKind.BAD_INPUT;
        };
    }

    private static ToolResult formed(AskReply reply, String question) {
        return reply.form()
                .<ToolResult>map(json -> success(ValueJson.fromJson(withoutNulls(json), Kind.ANY), reply))
                .orElseGet(() -> ToolResult.failed(
                        FailureKind.UNAVAILABLE,
                        "The answer to '" + question + "' could not be put into the declared result",
                        "Declare a simpler one, or try another language model"));
    }

    /** What a language model says it does not know is not there: values have no null. */
    private static JsonNode withoutNulls(JsonNode json) {
        if (json.isObject()) {
            ObjectNode known = JsonNodeFactory.instance.objectNode();
            json.properties().stream()
                    .filter(e -> !e.getValue().isNull())
                    .forEach(e -> known.set(e.getKey(), withoutNulls(e.getValue())));
            return known;
        } else if (json.isArray()) {
            ArrayNode known = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> {
                if (!item.isNull()) {
                    known.add(withoutNulls(item));
                }
            });
            return known;
        }
        return json;
    }

    /** What the plan gives, then what its steps gave, the last first. */
    private static List<Value> given(AskReply reply) {
        List<Value> values = new ArrayList<>();
        List<Value> ofSteps = new ArrayList<>(reply.values().values());
        Collections.reverse(ofSteps);
        reply.plan().outputs().values().forEach(ref -> reply.result().value(ref).ifPresent(values::add));
        values.addAll(ofSteps);
        return values;
    }

    /** The first value that is of the declared kind. */
    private static ToolResult found(AskReply reply, JsonNode declared, String question) {
        Kind wanted = AskResult.kind(declared);
        Optional<Value> value = wanted == Kind.TEXT
                ? Optional.of(new Value.Text(reply.answer().text()))
                : given(reply).stream().filter(v -> wanted.accepts(v.kind())).findFirst();
        if (value.isEmpty()) {
            Optional<Failure> trouble = reply.result().troubles().stream()
                    .flatMap(step -> Optional.ofNullable(step.failure()).stream())
                    .findFirst();
            return trouble.isPresent() ? trouble.get() : nothing(reply, wanted, question);
        }
        String faults = declared.isObject() ? faults(ValueJson.toJson(value.get()), declared) : "";
        return faults.isEmpty()
                ? success(value.get(), reply)
                : ToolResult.failed(
                        FailureKind.BAD_INPUT,
                        "The answer to '" + question + "' does not keep to the declared result: " + faults);
    }

    private static ToolResult nothing(AskReply reply, Kind wanted, String question) {
        String kinds =
                given(reply).stream().map(v -> v.kind().toString()).distinct().collect(Collectors.joining(", "));
        return ToolResult.failed(
                FailureKind.BAD_INPUT,
                "The result of '" + question + "' is declared as " + wanted + ", and the answer came to "
                        + (kinds.isEmpty() ? "nothing" : kinds),
                "Ask for it in other words, or declare another result");
    }

    private static Success success(Value value, AskReply reply) {
        return new Success(value, reply.languageModel(), List.of());
    }

    private static String faults(JsonNode json, JsonNode schema) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema.toString(), InputFormat.JSON)
                    .validate(json.toString(), InputFormat.JSON)
                    .stream()
                    .map(Error::getMessage)
                    .limit(5)
                    .collect(Collectors.joining("; "));
        } catch (RuntimeException e) {
            return "the schema itself cannot be used: " + e.getMessage();
        }
    }
}
