package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunKindsTest {
    private static final String WORKFLOW = """
            {"kind": "workflow", "inputs": {"photo": {"artifact": "%s"}}, "plan": {
              "inputs": {"photo": "image"},
              "steps": [{"id": "seen", "tool": "find", "with": {"image": {"ref": "inputs.photo"}}},
                        {"id": "turned", "tool": "mirror", "with": {"image": {"ref": "inputs.photo"}}}],
              "outputs": {"things": {"ref": "seen"}, "other": {"ref": "turned"}}}}""";

    @TempDir
    static Path home;

    private static TestServer server;
    private static String picture;

    @BeforeAll
    static void start() {
        server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.find());
        picture = server.upload(RestApiTest.picture(100, 50), "a.png");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode run(String order) {
        Reply reply = server.post("/api/v1/runs?wait=30", order);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().get("status").textValue()).as(reply.text()).isEqualTo("done");
        return reply.json();
    }

    @Test
    void should_run_a_given_plan_and_show_what_it_saw() {
        JsonNode run = run(WORKFLOW.formatted(picture));

        JsonNode result = run.get("result");
        assertThat(result.at("/outputs/things/kind").textValue()).isEqualTo("detections");
        assertThat(result.at("/regions/0/image").textValue()).isEqualTo("photo");
        assertThat(result.at("/pictures/0/artifact").textValue()).isEqualTo(picture);
        assertThat(server.get("/api/v1/artifacts/"
                                + result.at("/outputs/other/value/artifact").textValue())
                        .status())
                .isEqualTo(200);
        String at = "/api/v1/runs/" + run.get("id").textValue();
        Raster seen =
                Png.decode(server.get(at + "/overlay/photo.png").response().body());
        assertThat(seen.width()).isEqualTo(100);
        assertThat(seen.at(10, 15, 0)).isNotEqualTo(200);
        for (String step : new String[] {"seen", "turned"}) {
            Reply shown = server.get(at + "/steps/" + step + "/picture?size=50");
            assertThat(shown.status()).as(shown.text()).isEqualTo(200);
            assertThat(shown.header("Content-Type")).isEqualTo("image/jpeg");
        }
        assertThat(server.get(at + "/steps/nothing/picture").status()).isEqualTo(404);
    }

    @Test
    void should_give_regions_in_the_forms_that_other_programs_read() throws IOException {
        String at = "/api/v1/runs/" + run(WORKFLOW.formatted(picture)).get("id").textValue() + "/export?format=";

        JsonNode coco = server.get(at + "coco").json();
        assertThat(coco.at("/annotations/0/bbox").toString()).isEqualTo("[10.0,10.0,20.0,10.0]");
        assertThat(coco.at("/images/0/file_name").textValue()).isEqualTo("a.png");
        Map<String, byte[]> yolo = unzip(server.get(at + "yolo"));
        assertThat(yolo.keySet()).containsExactly("classes.txt", "data.yaml", "labels/photo.txt");
        assertThat(new String(yolo.get("labels/photo.txt"), StandardCharsets.UTF_8))
                .startsWith("0 0.")
                .hasLineCount(1);
        JsonNode labelme = server.get(at + "labelme").json();
        assertThat(labelme.at("/shapes/0/shape_type").textValue()).isEqualTo("polygon");
        assertThat(labelme.get("imageWidth").intValue()).isEqualTo(100);
        Map<String, byte[]> masks = unzip(server.get(at + "masks-png"));
        Raster mask = Png.decode(masks.values().iterator().next());
        assertThat(mask.at(15, 15, 0)).isEqualTo(255);
        assertThat(mask.at(25, 15, 0)).isZero();
        Reply svg = server.get(at + "masks-svg");
        assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(svg.text()).contains("viewBox=\"0 0 100 50\"", "<title>thing</title>");
        assertThat(server.get(at + "masks-rle").json().at("/masks/0/mask/size").toString())
                .isEqualTo("[50,100]");
        assertThat(server.get(at + "masks-polygon").json().at("/masks/0/polygons/0"))
                .hasSizeGreaterThanOrEqualTo(4);
        Reply unknown = server.get(at + "voc");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().get("field").textValue()).isEqualTo("format");
    }

    @Test
    void should_say_that_there_are_no_masks_rather_than_give_an_empty_file() {
        String call = "{\"kind\":\"call\",\"tool\":\"echo\",\"arguments\":{\"text\":\"a\"}}";
        Reply none = server.get("/api/v1/runs/" + run(call).get("id").textValue() + "/export?format=masks-png");

        assertThat(none.status()).isEqualTo(409);
        assertThat(none.json().get("detail").textValue())
                .isEqualTo("None of its 0 regions has a mask, so there is nothing to export as 'masks-png';"
                        + " 'coco' has the boxes, and 'segment' gives masks");
    }

    private static Map<String, byte[]> unzip(Reply reply) throws IOException {
        assertThat(reply.header("Content-Type")).isEqualTo("application/zip");
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(reply.response().body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void should_tell_every_fault_of_a_plan() {
        Reply reply = server.post("/api/v1/runs", """
                {"kind": "workflow", "plan": {"inputs": {},
                  "steps": [{"id": "a", "tool": "fnd", "with": {}}, {"id": "b", "tool": "echo", "with": {"txt": "x"}}],
                  "outputs": {"o": {"ref": "b"}}}}""");

        assertThat(reply.status()).isEqualTo(422);
        JsonNode faults = reply.json().get("faults");
        assertThat(faults.size()).isGreaterThanOrEqualTo(2);
        assertThat(faults.get(0).get("field").textValue()).startsWith("/plan/steps/0");
        assertThat(faults.toString()).contains("did you mean 'find'?");
    }

    @Test
    void should_plan_a_question_and_say_what_it_needs() {
        JsonNode run = run("{\"kind\":\"plan\",\"question\":\"What colours are in this picture?\",\"pictures\":[\""
                + picture + "\"],\"planner\":\"offline\"}");

        assertThat(run.at("/result/plan/steps/0/tool").textValue()).isNotBlank();
        assertThat(run.at("/result/preview/steps")).isNotEmpty();
    }

    @Test
    void should_make_every_call_of_a_batch() {
        String calls = "{\"calls\":[{\"tool\":\"echo\",\"arguments\":{\"text\":\"a\"}},{\"tool\":\"eco\"},"
                + "{\"tool\":\"echo\",\"arguments\":{\"text\":\"c\"}}]}";

        for (String path : new String[] {"/api/v1/tools:batch", "/api/v1/batch"}) {
            Reply reply = server.post(path, calls);

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.json().at("/results/0/value").textValue()).isEqualTo("a");
            assertThat(reply.json().at("/results/1/problem/type").textValue()).isEqualTo("/problems/not-found");
            assertThat(reply.json().at("/results/2/value").textValue()).isEqualTo("c");
        }
        JsonNode run = run("{\"kind\":\"batch\"," + calls.substring(1));
        assertThat(run.at("/result/results")).hasSize(3);
        Reply wrong = server.post("/api/v1/tools:batch", "{\"calls\":[{\"tool\":\"echo\",\"argument\":{}}]}");
        assertThat(wrong.json().get("field").textValue()).isEqualTo("/calls/0/argument");
    }

    @Test
    void should_answer_a_question_without_a_language_model() {
        JsonNode run = run("{\"kind\":\"ask\",\"question\":\"What colours are in this picture?\",\"pictures\":[\""
                + picture + "\"],\"planner\":\"offline\"}");

        assertThat(run.at("/result/answer").textValue()).isNotBlank();
        String at = "/api/v1/runs/" + run.get("id").textValue();
        Reply trace = server.get(at + "/trace");
        assertThat(trace.status()).isEqualTo(200);
        assertThat(trace.header("Content-Type")).startsWith("text/html");
        assertThat(trace.text()).contains("What colours are in this picture?");
        assertThat(server.get(at + "/overlay/image1.png").status()).isEqualTo(200);
        Reply workflow = server.get(at + "/workflow");
        assertThat(workflow.header("Content-Type")).startsWith("application/yaml");
        assertThat(workflow.text())
                .contains("# Asked: What colours are in this picture?")
                .contains("name: run-")
                .contains("tool: colours");
        assertThat(server.get("/api/v1/runs/nobody/workflow").json().get("type").textValue())
                .isEqualTo("/problems/not-found");
    }
}
