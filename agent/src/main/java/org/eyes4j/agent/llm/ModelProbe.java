package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eyes4j.agent.llm.ModelReply.Failed;
import org.eyes4j.agent.llm.ModelReply.Said;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;

/**
 * Finds out what a model can do by asking it: as a rule three short questions, about a red square that is streamed back,
 * about a tool, and about an answer in a form. For one model, by one thread.
 */
final class ModelProbe {
    private static final int SIDE = 64;

    private final Abilities assumed;
    private final Function<Abilities, LanguageModel> withAbilities;
    private final Cancellation cancellation;
    private Usage used = Usage.UNKNOWN;
    private int calls;

    /**
     * @param assumed what the settings say of it, which is not asked about when it is "no"
     * @param withAbilities the model, made to believe that it can do this
     */
    ModelProbe(Abilities assumed, Function<Abilities, LanguageModel> withAbilities, Cancellation cancellation) {
        this.assumed = assumed;
        this.withAbilities = withAbilities;
        this.cancellation = cancellation;
    }

    Examination run() {
        boolean images = false;
        if (assumed.images()) {
            ModelReply seen = ask(assumed.streaming(), colourQuestion(List.of(square())));
            if (seen instanceof Failed failed && !isOfAbility(failed.trouble())) {
                return failed(failed);
            }
            images = seen instanceof Said said && isRed(said.text());
            if (seen instanceof Said) {
                return rest(images, assumed.streaming());
            }
        }
        ModelReply plain = ask(assumed.streaming(), colourQuestion(List.of()));
        if (plain instanceof Said) {
            return rest(images, assumed.streaming());
        }
        ModelReply whole = isOfAbility(((Failed) plain).trouble()) && assumed.streaming()
                ? ask(false, colourQuestion(List.of()))
                : plain;
        return whole instanceof Failed failed ? failed(failed) : rest(images, false);
    }

    private Examination rest(boolean images, boolean streaming) {
        boolean tools = assumed.tools() && ask(streaming, toolQuestion()) instanceof Said said && calledRight(said);
        boolean schema =
                assumed.schema() && ask(streaming, formQuestion()) instanceof Said said && answeredInForm(said);
        return new Examination(
                Optional.of(new Abilities(tools, schema, images, streaming, assumed.contextTokens())),
                Optional.empty(),
                calls,
                used);
    }

    private Examination failed(Failed failure) {
        return new Examination(Optional.empty(), Optional.of(failure), calls, used);
    }

    private ModelReply ask(boolean streaming, ModelRequest request) {
        calls++;
        LanguageModel model = withAbilities.apply(new Abilities(true, true, true, streaming, assumed.contextTokens()));
        ModelReply reply = model.ask(request, cancellation, text -> {});
        if (reply instanceof Said said) {
            used = used.plus(said.usage());
        }
        return reply;
    }

    /** Whether a failure may be because the model cannot do what was wanted; others would meet every question. */
    private static boolean isOfAbility(Trouble trouble) {
        return switch (trouble) {
            case BAD_REQUEST, MALFORMED, REFUSED, FILTERED, SERVER_ERROR -> true;
            default -> false;
        };
    }

    private static Value.Image square() {
        byte[] data = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < data.length; i += 3) {
            data[i] = (byte) 230;
        }
        return Value.Image.of("probe", new Raster(SIDE, SIDE, 3, data));
    }

    private static ModelRequest colourQuestion(List<Value.Image> images) {
        String question = images.isEmpty()
                ? "Which colour has a ripe tomato? Answer with one English word."
                : "Which colour has this picture? Answer with one English word.";
        return ModelRequest.of("probe", List.of(new Message.User(question, images)));
    }

    private static boolean isRed(String text) {
        return text.toLowerCase(Locale.ROOT).contains("red");
    }

    private static ModelRequest toolQuestion() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("a").put("type", "integer");
        properties.putObject("b").put("type", "integer");
        schema.putArray("required").add("a").add("b");
        return new ModelRequest(
                "probe",
                List.of(new Message.User("What is 17 plus 25? Call the tool `add` to find out.")),
                List.of(new ModelRequest.OfferedTool("add", "Adds two whole numbers.", schema)),
                Optional.empty(),
                "");
    }

    private static boolean calledRight(Said said) {
        return said.calls().stream()
                .anyMatch(c -> c.tool().equals("add")
                        && WireJson.tryParse(c.arguments()) instanceof ObjectNode arguments
                        && arguments.has("a")
                        && arguments.has("b"));
    }

    private static ModelRequest formQuestion() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("colour_of_grass").put("type", "string");
        schema.putArray("required").add("colour_of_grass");
        schema.put("additionalProperties", false);
        return new ModelRequest(
                "probe",
                List.of(new Message.User("Which colour has grass?")),
                List.of(),
                Optional.of(new ModelRequest.Form("colour", schema)),
                "");
    }

    private static boolean answeredInForm(Said said) {
        JsonNode answer = WireJson.tryParse(said.text());
        return answer instanceof ObjectNode && answer.path("colour_of_grass").isTextual();
    }
}
