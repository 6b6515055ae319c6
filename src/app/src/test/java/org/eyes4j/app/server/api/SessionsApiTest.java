package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsApiTest {
    @TempDir
    static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String talk(String... questions) {
        String picture = server.upload(RestApiTest.picture(40, 40), "grey.png");
        String id = server.post("/api/v1/sessions", "{}").json().get("id").textValue();
        String pictures = "[\"" + picture + "\"]";
        for (String question : questions) {
            Reply reply = server.post(
                    "/api/v1/runs?wait=30",
                    "{\"kind\":\"ask\",\"planner\":\"offline\",\"session\":\"" + id + "\",\"question\":\"" + question
                            + "\",\"pictures\":" + pictures + "}");
            assertThat(reply.json().get("status").textValue()).as(reply.text()).isEqualTo("done");
            pictures = "[]";
        }
        return "/api/v1/sessions/" + id;
    }

    @Test
    void should_name_find_branch_take_back_and_forget_a_conversation() {
        String at = talk("What colours are in this picture?", "Which colours <b>are</b> in it?");

        JsonNode told = server.get(at).json();
        assertThat(told.get("turns")).hasSize(2);
        assertThat(told.at("/turns/0/answer").textValue()).isNotBlank();
        assertThat(told.at("/pictures/0/title").textValue()).isEqualTo("grey.png");
        Reply named = server.send(server.request(at)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"title\":\"All grey\"}")));
        assertThat(named.json().get("title").textValue()).as(named.text()).isEqualTo("All grey");
        assertThat(server.get("/api/v1/sessions?query=all+grey").json().get("sessions"))
                .hasSize(1);
        assertThat(server.get("/api/v1/sessions?query=violet").json().get("sessions"))
                .isEmpty();
        Reply branch = server.post(at + "/branch", "{\"turn\":1}");
        assertThat(branch.status()).as(branch.text()).isEqualTo(201);
        assertThat(branch.json().get("turns")).hasSize(1);
        assertThat(server.post(at + "/undo", "").json().get("turns")).hasSize(1);
        assertThat(server.send(server.request(at).DELETE()).status()).isEqualTo(204);
        assertThat(server.get(at).status()).isEqualTo(404);
        assertThat(server.get("/api/v1/sessions/" + branch.json().get("id").textValue())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_give_a_conversation_as_a_file() {
        String at = talk("Which colours <b>are</b> in this picture?");

        Reply page = server.get(at + "/export?format=html");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("Which colours &lt;b&gt;are&lt;/b&gt; in this picture?", "<iframe");
        assertThat(server.get(at + "/export").json().get("turns")).hasSize(1);
        JsonNode coco = server.get(at + "/export?format=coco").json();
        assertThat(coco.at("/images/0/file_name").textValue()).isEqualTo("grey.png");
        assertThat(coco.at("/images/0/width").intValue()).isEqualTo(40);
        assertThat(server.get(at + "/regions").json().get("regions").isArray()).isTrue();
        assertThat(server.get(at + "/export?format=pdf").json().get("field").textValue())
                .isEqualTo("format");
    }

    @Test
    void should_say_which_field_is_wrong() {
        String at = talk("What colours are in this picture?");

        Reply turn = server.post(at + "/branch", "{\"turn\":\"one\"}");
        assertThat(turn.status()).isEqualTo(422);
        assertThat(turn.json().get("field").textValue()).isEqualTo("/turn");
        assertThat(server.post(at + "/branch", "{\"turns\":1}")
                        .json()
                        .get("detail")
                        .textValue())
                .isEqualTo("There is no field 'turns' here; did you mean 'turn'?");
        assertThat(server.post(at + "/branch", "{\"turn\":9}").status()).isEqualTo(422);
        assertThat(server.get("/api/v1/sessions/none").json().get("type").textValue())
                .isEqualTo("/problems/not-found");
    }
}
