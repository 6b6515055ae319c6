package org.eyes4j.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.seer.Seer;

/** A configured language model as an expert's eyes. */
record LanguageModelSeer(String name, java.util.function.Supplier<LanguageModel> model) implements Seer {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Seen look(Value.Image image, String instruction, String form, JsonNode schema, Cancellation cancellation) {
        LanguageModel asked = model.get();
        boolean bound = asked.abilities().schema();
        if (!asked.abilities().images()) {
            return new Seen.Failed(
                    FailureKind.NOT_INSTALLED,
                    "The language model '" + name + "' is not known to see pictures",
                    "Run 'eyes4j doctor', which finds out, or set images: true in its settings");
        }
        String text = bound
                ? instruction
                : instruction + "\nAnswer with one JSON object and nothing else, by this JSON Schema: " + schema;
        ModelReply reply = asked.ask(
                new ModelRequest(
                        "look",
                        List.of(new Message.User(text, List.of(image))),
                        List.of(),
                        bound ? Optional.of(new ModelRequest.Form(form, schema)) : Optional.empty(),
                        ""),
                cancellation,
                piece -> {});
        if (reply instanceof ModelReply.Failed failed) {
            return new Seen.Failed(kind(failed.trouble()), failed.message(), failed.hint());
        }
        return read(((ModelReply.Said) reply).text());
    }

    /** The outermost braces: models without schemas like to say something before and after. */
    private Seen read(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        try {
            if (from >= 0 && to > from) {
                return new Seen.Told(JSON.readTree(text.substring(from, to + 1)));
            }
        } catch (JsonProcessingException e) {
            return misshapen(text);
        }
        return misshapen(text);
    }

    private Seen.Failed misshapen(String text) {
        String brief = text.length() > 80 ? text.substring(0, 77) + "..." : text;
        return new Seen.Failed(
                FailureKind.UNAVAILABLE,
                "The language model '" + name + "' did not answer with a JSON object: '" + brief + "'",
                "Try again, or take another model with --model");
    }

    private static FailureKind kind(ModelReply.Trouble trouble) {
        return switch (trouble) {
            case UNAUTHORIZED, FORBIDDEN, NO_SUCH_MODEL -> FailureKind.NOT_INSTALLED;
            case TIMEOUT -> FailureKind.TIMEOUT;
            case CANCELLED -> FailureKind.CANCELLED;
            case BUDGET, TOO_LONG -> FailureKind.LIMIT;
            default -> FailureKind.UNAVAILABLE;
        };
    }
}
