package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was asked once is a workflow that gives the same values, with real models. */
class TraceAsWorkflowTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "coffee.png; How many cups are there and what is left of the cup?",
                "astronaut.png; How many faces are there?",
                "receipt.jpg; What does it say?",
            })
    void should_give_the_same_values(String picture, String question) throws Exception {
        // GIVEN a run
        String image = Repository.sample(picture).toString();
        Cli.Outcome asked = RealModels.run("ask", question, "--image", image, "--json");
        assertThat(asked.code()).as(asked.err()).isZero();

        // WHEN it is saved as a workflow, and that is run
        JsonNode outputs = replayed(asked.json().path("run").asText(), image);

        // THEN each output is what the run's step gave
        JsonNode trace = trace(asked.json().path("run").asText());
        JsonNode named = trace.at("/plan/outputs");
        assertThat(outputs.size()).isEqualTo(named.size()).isPositive();
        named.properties()
                .forEach(output -> assertThat(
                                plain(outputs.path(output.getKey()).path("value")))
                        .as(output.getKey())
                        .isEqualTo(
                                plain(value(trace, output.getValue().path("ref").asText()))));
    }

    @Test
    void should_keep_what_a_conversation_knew() throws Exception {
        String image = Repository.sample("coffee.png").toString();
        String session = "saved-" + System.nanoTime();
        RealModels.run("ask", "Where is the cup?", "--image", image, "--session", session, "--json");
        Cli.Outcome asked = RealModels.run("ask", "What colour is it?", "--session", session, "--json");
        String run = asked.json().path("run").asText();

        JsonNode outputs = replayed(run, image);

        JsonNode trace = trace(run);
        assertThat(Files.readString(folder.resolve("saved.yaml"))).contains("has what was known then as its default");
        trace.at("/plan/outputs")
                .properties()
                .forEach(output -> assertThat(
                                plain(outputs.path(output.getKey()).path("value")))
                        .isEqualTo(
                                plain(value(trace, output.getValue().path("ref").asText()))));
    }

    @Test
    void should_say_what_it_needs() {
        Cli.Outcome outcome = Cli.at(folder).run("trace", "--as-workflow", "x.yaml");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Say which run, and nothing else: eyes4j trace RUN --as-workflow FILE");
    }

    private JsonNode replayed(String run, String image) {
        Path file = folder.resolve("saved.yaml");
        Cli.Outcome saved = RealModels.run("trace", run, "--as-workflow", file.toString());
        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(saved.err()).contains("wrote " + file);
        Cli.Outcome again = RealModels.run("run", file.toString(), "--input", "image1=" + image, "--json");
        assertThat(again.code()).as(again.err() + again.out()).isZero();
        return again.json().path("outputs");
    }

    private static JsonNode trace(String run) {
        return RealModels.run("trace", run, "--json").json();
    }

    private static JsonNode value(JsonNode trace, String step) {
        for (JsonNode report : trace.path("steps")) {
            if (report.path("id").asText().equals(step)) {
                return report.path("value").path("value");
            }
        }
        throw new AssertionError("The trace has no value of step " + step);
    }

    /** Without the names that a run gives its regions, in whatever order its steps came to an end. */
    private static String plain(JsonNode value) {
        JsonNode copy = value.deepCopy();
        copy.findParents("id").forEach(parent -> ((ObjectNode) parent).remove("id"));
        return copy.toString();
    }
}
