package org.eyes4j.agent.llm;

import static org.eyes4j.agent.llm.ScriptedEndpoint.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;

/**
 * One thing that goes wrong.
 *
 * @param answer what the endpoint sends, each time it is asked
 * @param message after the model's name
 */
record FaultCase(
        String name,
        Form form,
        boolean streaming,
        Function<ScriptedEndpoint, ResponseDefinitionBuilder> answer,
        Trouble trouble,
        String message,
        String hint) {
    @Override
    public String toString() {
        return name + ", " + form + (streaming ? ", streamed" : "");
    }

    static final String KEY = "sk-test-0123456789abcdef";

    static FaultCase whole(String name, Form form, String body, Trouble trouble, String message, String hint) {
        return new FaultCase(name, form, false, e -> json(200, body), trouble, message, hint);
    }

    static FaultCase streamed(String name, Form form, String body, Trouble trouble, String message, String hint) {
        return new FaultCase(name, form, true, e -> e.stream(body), trouble, message, hint);
    }

    /** An answer with a status means the same to all, streamed or not. */
    static Stream<FaultCase> status(
            String name, ResponseDefinitionBuilder answer, Trouble trouble, String message, String hint) {
        return Stream.of(Form.values())
                .flatMap(form -> Stream.of(false, true)
                        .map(streaming -> new FaultCase(name, form, streaming, e -> answer, trouble, message, hint)));
    }

    static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"some_error\"}}";
    }
}
