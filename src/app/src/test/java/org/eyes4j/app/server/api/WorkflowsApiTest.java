package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.app.server.security.ApiKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsApiTest {
    private static final String TWICE = """
            # Says it, and says it again.
            name: twice
            inputs:
              words: {kind: text, default: hello}
            steps:
              - id: first
                tool: echo
                with: {text: {ref: inputs.words}}
              - id: second
                tool: echo
                with: {text: {ref: first}}
            outputs:
              said: {ref: second}
            """;

    @TempDir
    static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.find());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply send(String method, String path, String type, String body) {
        return server.send(
                server.request(path).header("Content-Type", type).method(method, BodyPublishers.ofString(body)));
    }

    private static Reply put(String name, String yaml) {
        return send("PUT", "/api/v1/workflows/" + name, "application/yaml", yaml);
    }

    private static Reply delete(String name) {
        return server.send(server.request("/api/v1/workflows/" + name).DELETE());
    }

    @Test
    void should_keep_a_workflow_run_it_by_its_name_and_take_it_away() {
        // WHEN it is put
        Reply made = put("twice", TWICE);

        // THEN it is there, as it was written and as what it says
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/workflows/twice");
        assertThat(put("twice", TWICE).status()).isEqualTo(200);
        JsonNode told = server.get("/api/v1/workflows/twice").json();
        assertThat(told.path("yaml").textValue()).isEqualTo(TWICE);
        assertThat(told.at("/workflow/steps/1/id").textValue()).isEqualTo("second");
        Reply yaml = server.send(server.request("/api/v1/workflows/twice").header("Accept", "application/yaml"));
        assertThat(yaml.text()).isEqualTo(TWICE);
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        JsonNode row = server.get("/api/v1/workflows").json().path("workflows").get(0);
        assertThat(row.toString())
                .isEqualTo(
                        "{\"name\":\"twice\",\"description\":\"\",\"inputs\":{\"words\":\"text\"},\"steps\":2,\"faults\":0}");

        // AND runs by its name, and as a tool
        Reply run = server.post(
                "/api/v1/runs?wait=30",
                "{\"kind\": \"workflow\", \"workflow\": \"twice\", \"inputs\": {\"words\": \"good morning\"}}");
        assertThat(run.json().at("/result/outputs/said/value").textValue())
                .as(run.text())
                .isEqualTo("good morning");
        assertThat(run.json().at("/order/plan/name").textValue())
                .as("kept as it was then")
                .isEqualTo("twice");
        Reply called = server.post("/api/v1/tools/twice", "{\"arguments\": {}}");
        assertThat(called.json().path("value").textValue()).as(called.text()).isEqualTo("hello");

        // WHEN it is taken away
        assertThat(delete("twice").status()).isEqualTo(204);

        // THEN it is gone
        assertThat(delete("twice").json().path("detail").textValue()).isEqualTo("There is no workflow 'twice'");
        assertThat(server.get("/api/v1/workflows/twice").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/tools/twice").status()).isEqualTo(404);
        Reply gone = server.post("/api/v1/runs", "{\"kind\": \"workflow\", \"workflow\": \"twice\"}");
        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.json().path("field").textValue()).isEqualTo("/workflow");
    }

    @Test
    void should_refuse_one_with_faults_with_all_of_them_and_their_places() {
        String faulty = TWICE.replace("tool: echo\n    with: {text: {ref: first}}", "tool: ecko\n    with: {text: 1}")
                .replace("{ref: inputs.words}", "{ref: inputs.wrods}");

        Reply refused = put("twice-over", faulty.replace("name: twice", "name: twice-over"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        JsonNode faults = refused.json().path("faults");
        assertThat(faults).hasSize(3);
        assertThat(faults)
                .extracting(f -> f.path("field").textValue())
                .containsExactly("steps[0]", "steps[0].with.text", "steps[1].tool");
        assertThat(faults.get(1).path("detail").textValue()).startsWith("line 8, column ");
        assertThat(server.get("/api/v1/workflows/twice-over").status()).isEqualTo(404);
    }

    @Test
    void should_refuse_names_that_mislead() {
        Reply other = put("another", TWICE);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text()).contains("expected the name of its file, 'another', found 'twice'");
        for (String name : List.of("Twice", "check", "schema", "9lives")) {
            Reply refused = put(name, TWICE.replace("name: twice", "name: " + name));
            assertThat(refused.status()).as(name + ": " + refused.text()).isEqualTo(422);
        }
        assertThat(put("echo", TWICE.replace("name: twice", "name: echo")).text())
                .contains("expected a name that no other tool has");
        assertThat(put("..%2Fescape", TWICE).status()).isBetween(400, 422);
        assertThat(home.resolve("escape.yaml")).doesNotExist();
    }

    @Test
    void should_check_what_is_being_written_and_tell_what_it_reads() {
        JsonNode good = send("POST", "/api/v1/workflows/check", "application/yaml", TWICE)
                .json();
        assertThat(good.path("faults")).isEmpty();
        assertThat(good.at("/workflow/inputs/words/default").textValue()).isEqualTo("hello");

        JsonNode wrongKind = send(
                        "POST",
                        "/api/v1/workflows/check",
                        "text/plain",
                        TWICE.replace("words: {kind: text, default: hello}", "words: image"))
                .json();
        JsonNode fault = wrongKind.path("faults").get(0);
        assertThat(fault.path("line").intValue()).isEqualTo(8);
        assertThat(fault.path("path").textValue()).isEqualTo("steps[0].with.text");
        assertThat(fault.path("message").textValue())
                .isEqualTo("expected " + fault.path("expected").textValue() + ", found "
                        + fault.path("found").textValue());
        assertThat(fault.path("expected").textValue()).startsWith("text for argument");
        assertThat(wrongKind.has("workflow")).isTrue();

        // AND what is no YAML at all, or would grow without end
        for (String bad : List.of("steps: [", "a: *b", "- &a [x]\n- *a\n".repeat(60), "!!java.net.URL [x]", "\t")) {
            Reply reply = send("POST", "/api/v1/workflows/check", "application/yaml", bad);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.json().path("faults")).as(bad).isNotEmpty();
        }
        assertThat(send("POST", "/api/v1/workflows/check", "application/yaml", "x".repeat((1 << 22) + 1))
                        .status())
                .isEqualTo(413);
        assertThat(send("POST", "/api/v1/workflows/check", "application/json", "[]")
                        .status())
                .isEqualTo(422);
        assertThat(send("POST", "/api/v1/workflows/check", "image/png", "x").status())
                .isEqualTo(415);
    }

    @Test
    void should_list_what_was_put_into_the_folder_by_hand_and_say_what_is_wrong_with_it() throws Exception {
        Path folder = server.eyes4j().home().workflows();
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("by-hand.yaml"), TWICE.replace("echo", "ecko"));
        try {
            JsonNode rows = server.get("/api/v1/workflows").json().path("workflows");
            JsonNode row = rows.get(0);
            assertThat(row.path("name").textValue()).isEqualTo("by-hand");
            assertThat(row.path("faults").intValue()).isPositive();
            Reply run = server.post("/api/v1/runs", "{\"kind\": \"workflow\", \"workflow\": \"by-hand\"}");
            assertThat(run.status()).isEqualTo(422);
        } finally {
            Files.delete(file);
            server.get("/api/v1/workflows");
        }
    }

    @Test
    void should_have_samples_that_are_right_and_a_schema_for_editors() {
        JsonNode samples = server.get("/api/v1/workflows").json().path("samples");
        for (JsonNode sample : samples) {
            JsonNode faults = send(
                            "POST",
                            "/api/v1/workflows/check",
                            "application/yaml",
                            sample.path("yaml").textValue())
                    .json()
                    .path("faults");
            assertThat(faults).as(sample.path("name").textValue()).isEmpty();
        }
        JsonNode asIssue =
                send("POST", "/api/v1/workflows/check", "application/yaml", """
                        name: blur-faces
                        inputs:
                          picture: image
                        steps:
                          - id: faces
                            tool: find
                            with: {image: {ref: inputs.picture}}
                          - id: hidden
                            tool: redact
                            with: {image: {ref: inputs.picture}, regions: {ref: faces}, how: blur}
                        outputs:
                          picture: {ref: hidden}
                        """).json();
        assertThat(asIssue.path("faults"))
                .as("regions are another name of redact's items")
                .isEmpty();
        JsonNode schema = server.get("/api/v1/workflows/schema").json();
        assertThat(schema.path("$schema").textValue()).contains("2020-12");
        assertThat(schema.at("/properties/steps").isMissingNode()).isFalse();
    }

    @Test
    void should_wait_for_a_persons_yes_or_no() {
        String plan = "{\"steps\": [{\"id\": \"said\", \"tool\": \"echo\", \"with\": {\"text\": \"aloud\"}, "
                + "\"approve\": \"Say it aloud?\"}], \"outputs\": {\"words\": {\"ref\": \"said\"}}}";
        for (boolean yes : new boolean[] {true, false}) {
            // GIVEN a run with a step that waits
            String id = server.post("/api/v1/runs", "{\"kind\": \"workflow\", \"plan\": " + plan + "}")
                    .json()
                    .path("id")
                    .textValue();
            assertThat(untilAsked(id)).contains("Say it aloud?");

            // WHEN somebody answers
            Reply answer = server.post("/api/v1/runs/" + id + "/approvals/said", "{\"approved\": " + yes + "}");

            // THEN it goes on, or leaves the step out
            assertThat(answer.status()).as(answer.text()).isEqualTo(204);
            String events = server.get("/api/v1/runs/" + id + "/events").text();
            assertThat(events)
                    .contains("event: approval.given", "\"approved\":" + yes, "'local' said " + (yes ? "yes" : "no"));
            assertThat(events).contains(yes ? "event: step.done" : "event: step.skipped");
            Reply late = server.post("/api/v1/runs/" + id + "/approvals/said", "{\"approved\": true}");
            assertThat(late.status()).isEqualTo(409);
        }
        assertThat(server.post("/api/v1/runs/none/approvals/said", "{\"approved\": true}")
                        .status())
                .isEqualTo(404);
    }

    /** The first events of a run, up to the question. */
    private static String untilAsked(String run) {
        StringBuilder read = new StringBuilder();
        try (var in = java.net.http.HttpClient.newHttpClient()
                        .send(
                                server.request("/api/v1/runs/" + run + "/events")
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                var lines = new java.io.BufferedReader(
                        new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.append(line).append('\n');
                if (line.startsWith("data:") && line.contains("approval.asked")) {
                    return read.toString();
                }
            }
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(read.toString(), e);
        }
        return read.toString();
    }

    @Test
    void should_let_only_those_who_may_change_the_server_put_and_delete(@TempDir Path other) {
        ApiKey reader = ApiKey.random();
        ApiKey caller = ApiKey.random();
        Map<String, Object> keys = Map.of(
                "eyes4j.server.security.keys[0].name", "reader",
                "eyes4j.server.security.keys[0].hash", reader.hash(),
                "eyes4j.server.security.keys[0].scopes", "read",
                "eyes4j.server.security.keys[1].name", "caller",
                "eyes4j.server.security.keys[1].hash", caller.hash(),
                "eyes4j.server.security.keys[1].scopes", "read,call");
        try (TestServer guarded = TestServer.at(other, keys, ScriptedTool.echo())) {
            assertThat(status(guarded, "PUT", "/twice", caller)).isEqualTo(403);
            assertThat(status(guarded, "DELETE", "/twice", caller)).isEqualTo(403);
            assertThat(status(guarded, "POST", "/check", reader)).isEqualTo(200);
            assertThat(status(guarded, "GET", "", reader)).isEqualTo(200);
            assertThat(status(guarded, "GET", "/schema", reader)).isEqualTo(200);
        }
    }

    private static int status(TestServer server, String method, String path, ApiKey key) {
        var request = server.request("/api/v1/workflows" + path)
                .header("Authorization", "Bearer " + key.text())
                .header("Content-Type", "application/yaml");
        return server.send(request.method(
                        method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(TWICE)))
                .status();
    }
}
