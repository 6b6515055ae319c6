package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;

/** One tool called by a client, on the client's thread. Thread-safe. */
public final class ToolCalls {
    private final ToolRegistry tools;
    private final WireValues values;
    private final Admission admission;

    public ToolCalls(ToolRegistry tools, WireValues values, Admission admission) {
        this.tools = tools;
        this.values = values;
        this.admission = admission;
    }

    /**
     * How a call is to be made.
     *
     * @param model the one that is wished, if any
     * @param cancellation ends it
     * @param progress told what it is at
     */
    public record Manner(Optional<String> model, Cancellation cancellation, Consumer<String> progress) {
        public static Manner plain() {
            return new Manner(Optional.empty(), new Cancellation(), p -> {});
        }
    }

    /**
     * A tool by name.
     *
     * @throws Problem if there is none
     */
    public ToolSpecification find(String tool) {
        return tools.specification(tool).orElseThrow(() -> Problem.of(Problem.Type.NOT_FOUND, tools.unknown(tool)));
    }

    /**
     * Calls a tool.
     *
     * @param arguments as {@link WireValues} reads them
     * @throws Problem if it cannot be called, or fails
     */
    public ToolResult.Success call(String tool, JsonNode arguments, Caller caller, Manner manner) {
        return call(tool, arguments, caller, manner, CallBook.NONE);
    }

    /** The same, for a run that may be gone on with by another server: what the book knows is not called again. */
    ToolResult.Success call(String tool, JsonNode arguments, Caller caller, Manner manner, CallBook book) {
        caller.demand(Caller.Scope.CALL);
        ToolSpecification specification = find(tool);
        Map<String, Value> inputs = values.arguments(specification, arguments, caller);
        boolean written = book.concerns(specification);
        String key = written ? key(tool, arguments, manner) : "";
        Optional<ToolResult> known = written ? book.find(specification, key) : Optional.empty();
        ToolResult result = known.orElseGet(() -> {
            List<String> warnings = new ArrayList<>();
            ToolContext context = new ToolContext(
                    manner.cancellation(), manner.progress(), warnings::add, manner.model(), Optional.empty());
            return admission.admit(manner.cancellation(), () -> tools.call(new ToolCall(tool, inputs), context));
        });
        boolean came = result instanceof ToolResult.Success && specification.is(ToolSpecification.Trait.EFFECT);
        if (written && known.isEmpty() && (came || !manner.cancellation().isRequested())) {
            book.write(specification, key, result);
        }
        if (result instanceof ToolResult.Failure failure) {
            throw Problem.of(failure);
        }
        return (ToolResult.Success) result;
    }

    private static String key(String tool, JsonNode arguments, Manner manner) {
        String said = tool + "\n" + manner.model().orElse("") + "\n" + arguments;
        return Sha256.of(said.getBytes(StandardCharsets.UTF_8));
    }

    /** Calls that wait now. */
    public int waiting() {
        return admission.waiting();
    }

    /** What a call gave: {@code tool, model?, kind, value, warnings}. */
    public ObjectNode json(String tool, ToolResult.Success success, Caller caller) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("tool", tool);
        if (!success.model().isEmpty()) {
            node.put("model", success.model());
        }
        node.put("kind", success.value().kind().toString());
        node.set("value", values.toJson(success.value(), tool, caller));
        ArrayNode warnings = node.putArray("warnings");
        success.warnings().forEach(warnings::add);
        return node;
    }
}
