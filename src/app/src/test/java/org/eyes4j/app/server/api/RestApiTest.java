package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestApiTest {
    @TempDir
    static Path home;

    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch GO = new CountDownLatch(1);
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.tell(), ScriptedTool.hold(BEGUN, GO));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static byte[] picture(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) 200);
        return Png.encode(new Raster(width, height, 3, pixels));
    }

    @Test
    void should_say_what_it_is() {
        Reply reply = server.get("/api/v1/status");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("offline").booleanValue()).isTrue();
        assertThat(reply.json().get("planners").toString()).isEqualTo("[\"auto\",\"offline\",\"plan\",\"react\"]");
    }

    @Test
    void should_keep_a_picture_and_give_it_back_whole_and_in_parts() {
        byte[] picture = picture(300, 200);

        String id = server.upload(picture, "a%2Fb.png");

        Reply whole = server.get("/api/v1/artifacts/" + id);
        assertThat(whole.response().body()).isEqualTo(picture);
        assertThat(whole.header("Content-Type")).isEqualTo("image/png");
        assertThat(whole.header("ETag")).isEqualTo("\"" + id + "\"");
        assertThat(whole.header("Content-Disposition")).contains("b.png").doesNotContain("a/b");
        Reply part = server.send(server.request("/api/v1/artifacts/" + id).header("Range", "bytes=5-9"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(picture, 5, 10));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 5-9/" + picture.length);
        Reply outside = server.send(server.request("/api/v1/artifacts/" + id).header("Range", "bytes=99999999-"));
        assertThat(outside.status()).isEqualTo(416);
        assertThat(outside.json().get("type").textValue()).isEqualTo("/problems/range-not-satisfiable");
        Reply unchanged =
                server.send(server.request("/api/v1/artifacts/" + id).header("If-None-Match", "\"" + id + "\""));
        assertThat(unchanged.status()).isEqualTo(304);
        JsonNode meta = server.get("/api/v1/artifacts/" + id + "/meta").json();
        assertThat(meta.get("width").intValue()).isEqualTo(300);
        assertThat(meta.get("name").textValue()).isEqualTo("b.png");
        Reply small = server.get("/api/v1/artifacts/" + id + "/thumbnail?size=60");
        assertThat(small.status()).isEqualTo(200);
        assertThat(small.header("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void should_take_several_pictures_of_a_form() {
        String form = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n"
                + new String(picture(2, 2), StandardCharsets.ISO_8859_1)
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"y.png\"\r\n\r\n"
                + new String(picture(3, 3), StandardCharsets.ISO_8859_1) + "\r\n--B--\r\n";

        Reply reply = server.send(server.request("/api/v1/artifacts")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json().get("artifacts")).hasSize(2);
        assertThat(reply.json().at("/artifacts/1/name").textValue()).isEqualTo("y.png");
    }

    @Test
    void should_call_a_tool_with_a_picture_by_id_by_data_and_as_a_part() {
        byte[] picture = picture(40, 30);
        String id = server.upload(picture, "p.png");
        String data = "data:image/png;base64," + java.util.Base64.getEncoder().encodeToString(picture);
        String form = "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x.png\"\r\n\r\n"
                + new String(picture, StandardCharsets.ISO_8859_1) + "\r\n--B--\r\n";

        Reply byId = server.post("/api/v1/tools/mirror", "{\"arguments\":{\"image\":{\"artifact\":\"" + id + "\"}}}");
        Reply byData = server.post("/api/v1/tools/mirror", "{\"arguments\":{\"image\":{\"data\":\"" + data + "\"}}}");
        Reply byPart = server.send(server.request("/api/v1/tools/mirror")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(byId.status()).as(byId.text()).isEqualTo(200);
        assertThat(byId.json().get("kind").textValue()).isEqualTo("image");
        assertThat(byData.json()).isEqualTo(byId.json());
        assertThat(byPart.status()).as(byPart.text()).isEqualTo(200);
        assertThat(byPart.json()).isEqualTo(byId.json());
        String made = byId.json().at("/value/artifact").textValue();
        assertThat(server.get("/api/v1/artifacts/" + made).status()).isEqualTo(200);
    }

    @Test
    void should_answer_head_and_options() {
        byte[] picture = picture(20, 20);
        String at = "/api/v1/artifacts/" + server.upload(picture, "h.png");

        Reply head = server.send(server.request(at).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(picture.length));
        assertThat(head.response().body()).isEmpty();
        Reply options = server.send(server.request(at).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow").split(",")).contains("GET", "HEAD", "DELETE", "OPTIONS");
        String run = server.post(
                        "/api/v1/runs?wait=20", "{\"kind\":\"call\",\"tool\":\"echo\",\"arguments\":{\"text\":\"x\"}}")
                .header("Location");
        Reply events = server.send(server.request(run + "/events").method("HEAD", BodyPublishers.noBody()));
        assertThat(events.status()).isEqualTo(200);
        assertThat(events.header("Content-Type")).startsWith("text/event-stream");
        assertThat(server.send(server.request(run).DELETE()).status()).isEqualTo(204);
        assertThat(server.get(run).status()).isEqualTo(404);
    }

    @Test
    void should_name_the_field_at_fault() {
        String[][] faults = {
            {"/api/v1/runs", "{\"kind\":5}", "/kind"},
            {"/api/v1/runs", "{\"kind\":\"ask\"}", "/question"},
            {"/api/v1/runs", "{\"kind\":\"ask\",\"question\":\"a\",\"pictures\":[7]}", "/pictures/0"},
            {"/api/v1/runs", "{\"kind\":\"ask\",\"question\":\"a\",\"strict\":\"yes\"}", "/strict"},
            {"/api/v1/runs", "{\"kind\":\"ask\",\"question\":\"a\",\"planer\":\"plan\"}", "/planer"},
            {"/api/v1/runs", "{\"kind\":\"call\",\"tool\":\"echo\",\"arguments\":[]}", "/arguments"},
            {"/api/v1/runs", "{\"kind\":\"workflow\"}", "/plan"},
            {"/api/v1/runs?wait=61", "{\"kind\":\"call\",\"tool\":\"echo\"}", "wait"},
            {"/api/v1/tools/echo", "{\"model\":1}", "/model"},
            {"/api/v1/tools:batch", "{\"calls\":[]}", "/calls"},
            {"/api/v1/tools/mirror", "{\"arguments\":{\"image\":{\"data\":\"%%\"}}}", "/arguments/image"},
        };
        for (String[] fault : faults) {
            Reply reply = server.post(fault[0], fault[1]);
            assertThat(reply.status()).as(fault[1]).isEqualTo(422);
            assertThat(reply.json().path("field").asText()).as(reply.text()).isEqualTo(fault[2]);
        }
    }

    @Test
    void should_tell_every_event_once_and_in_order_and_resume() {
        JsonNode run = server.post(
                        "/api/v1/runs?wait=20", "{\"kind\":\"call\",\"tool\":\"tell\",\"arguments\":{\"times\":300}}")
                .json();
        assertThat(run.get("status").textValue()).isEqualTo("done");
        String events = "/api/v1/runs/" + run.get("id").textValue() + "/events";

        List<String> all = ids(server.get(events));
        List<String> later = ids(server.send(server.request(events).header("Last-Event-ID", "290")));

        assertThat(all)
                .isEqualTo(IntStream.rangeClosed(1, 303)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(later).hasSize(13).startsWith("291").endsWith("303");
        String text = server.get(events + "?after=302").text();
        assertThat(text).startsWith("id: 303\nevent: run.ended\ndata: {").endsWith("}\n\n");
    }

    private static List<String> ids(Reply reply) {
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        List<String> ids = new ArrayList<>();
        reply.text().lines().filter(l -> l.startsWith("id: ")).forEach(l -> ids.add(l.substring(4)));
        return ids;
    }

    @Test
    void should_cancel_a_run() throws Exception {
        Reply begun = server.post("/api/v1/runs", "{\"kind\":\"call\",\"tool\":\"hold\"}");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.header("Location"))
                .isEqualTo("/api/v1/runs/" + begun.json().get("id").textValue());
        BEGUN.await();

        server.post(begun.header("Location") + "/cancel", "");

        String events = server.get(begun.header("Location") + "/events").text();
        assertThat(events).contains("\"status\":\"cancelled\"");
        assertThat(server.get(begun.header("Location")).json().get("status").textValue())
                .isEqualTo("cancelled");
    }

    @Test
    void should_give_each_fault_its_type_status_and_field() {
        fault(server.get("/api/v1/tools/ehco"), 404, "not-found", "Unknown tool 'ehco'; did you mean 'echo'?");
        fault(server.get("/api/v1/nothing"), 404, "not-found", "There is nothing at this address");
        fault(
                server.post("/api/v1/tools/echo", "{\"arguments\":{\"text\":5}}"),
                422,
                "invalid-request",
                "Argument 'text' takes text: Expected text, found 5");
        fault(
                server.post("/api/v1/tools/echo", "{\"argument\":{}}"),
                422,
                "invalid-request",
                "There is no field 'argument' here; did you mean 'arguments'?");
        fault(server.post("/api/v1/tools/echo", "{\"arg"), 400, "malformed-request", null);
        fault(
                server.send(server.request("/api/v1/tools/echo")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                "unsupported-media-type",
                null);
        fault(server.send(server.request("/api/v1/tools").header("Accept", "image/png")), 406, "not-acceptable", null);
        Reply method = server.send(server.request("/api/v1/tools").DELETE());
        fault(method, 405, "method-not-allowed", null);
        assertThat(method.header("Allow")).isEqualTo("GET");
        fault(server.get("/api/v1/runs?limit=0"), 422, "invalid-request", null);
        assertThat(server.get("/api/v1/runs?limit=0").json().get("field").textValue())
                .isEqualTo("limit");
        fault(server.post("/api/v1/runs", "{\"kind\":\"aks\"}"), 422, "invalid-request", null);
        fault(
                server.send(server.request("/api/v1/artifacts")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("words"))),
                415,
                "unsupported-media-type",
                null);
        fault(
                server.post("/api/v1/artifacts", "{\"url\":\"https://pictures.example/a.png\"}"),
                422,
                "invalid-request",
                "Pictures are not fetched from addresses here (eyes4j.server.fetch.enabled); upload it to "
                        + "/api/v1/artifacts, or send a data URL");
    }

    private static void fault(Reply reply, int status, String type, @org.jspecify.annotations.Nullable String detail) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().get("type").textValue()).isEqualTo("/problems/" + type);
        assertThat(reply.json().get("status").intValue()).isEqualTo(status);
        if (detail != null) {
            assertThat(reply.json().get("detail").textValue()).isEqualTo(detail);
        }
    }
}
