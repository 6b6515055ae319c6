package org.eyes4j.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server keeps is there when the next one begins. */
class KeptTest {
    private @TempDir Path home;

    private static JsonNode ask(TestServer server, String picture, String session) {
        Reply reply = server.post(
                "/api/v1/runs?wait=60",
                "{\"kind\":\"ask\",\"question\":\"What colours are in this picture?\",\"planner\":\"offline\","
                        + "\"session\":\"" + session + "\",\"pictures\":[\"" + picture + "\"]}");
        assertThat(reply.json().path("status").asText()).as(reply.text()).isEqualTo("done");
        return reply.json();
    }

    @Test
    void should_have_sessions_runs_and_artifacts_after_a_restart() {
        String picture;
        String run;
        try (TestServer server = TestServer.start(home)) {
            picture = server.upload(Png.encode(new Raster(20, 10, 3, new byte[600])), "dark.png");
            run = ask(server, picture, "talk").get("id").textValue();
            ask(server, picture, "talk");
        }
        try (TestServer server = TestServer.start(home)) {
            assertThat(server.get("/api/v1/runs/" + run)
                            .json()
                            .at("/result/answer")
                            .textValue())
                    .isNotBlank();
            assertThat(server.get("/api/v1/artifacts/" + picture).status()).isEqualTo(200);
            JsonNode session = server.get("/api/v1/sessions/talk").json();
            assertThat(session.get("turns")).hasSize(2);
            assertThat(session.at("/turns/0/result/run").textValue()).isEqualTo(run);
            assertThat(session.at("/turns/0/result/pictures/0/artifact").textValue())
                    .isEqualTo(picture);

            assertThat(patch(server, "/api/v1/sessions/talk", "{\"title\":\"Dark Things\"}")
                            .json()
                            .get("title")
                            .textValue())
                    .isEqualTo("Dark Things");
            assertThat(server.get("/api/v1/sessions?query=dark")
                            .json()
                            .at("/sessions/0/id")
                            .textValue())
                    .isEqualTo("talk");
            assertThat(server.get("/api/v1/sessions?query=nowhere").json().get("sessions"))
                    .isEmpty();
            Reply branch = server.post("/api/v1/sessions/talk/branch", "{\"turn\":1}");
            assertThat(branch.status()).as(branch.text()).isEqualTo(201);
            assertThat(branch.json().get("turns")).hasSize(1);
            assertThat(server.post("/api/v1/sessions/talk/undo", "{}").json().get("turns"))
                    .hasSize(1);
            assertThat(server.post("/api/v1/sessions/talk/branch", "{\"turn\":9}")
                            .status())
                    .isEqualTo(422);
            assertThat(server.get("/api/v1/sessions/no").status()).isEqualTo(404);
        }
    }

    private static Reply patch(TestServer server, String path, String json) {
        return server.send(server.request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void should_say_which_property_keeps_it_from_starting() {
        assertThatThrownBy(() -> TestServer.at(home, Map.of("eyes4j.server.store.url", "mysql:x")))
                .isInstanceOf(ServerFault.class)
                .hasMessage(
                        "eyes4j.server.store.url: expected jdbc:sqlite:FILE or jdbc:postgresql://HOST/NAME, got 'mysql:x'");
        assertThatThrownBy(() -> TestServer.at(home, Map.of("eyes4j.server.retention.runs", -1)))
                .isInstanceOf(ServerFault.class)
                .hasMessageContaining("eyes4j.server.retention.runs: expected 0 or more, got -1");
        assertThatThrownBy(() -> TestServer.at(
                        home,
                        Map.of(
                                "eyes4j.server.store.url",
                                "jdbc:postgresql://127.0.0.1:1/x",
                                "eyes4j.server.store.password-file",
                                home.resolve("none").toString())))
                .isInstanceOf(ServerFault.class)
                .hasMessageStartingWith(
                        "eyes4j.server.store.password-file: " + home.resolve("none") + " cannot be read");
    }
}
