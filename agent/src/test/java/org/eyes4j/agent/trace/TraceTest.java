package org.eyes4j.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.conduct.Spent;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String EVIL = "</title><script>alert('x')</script>\"onload=\"y\u202Ez\u0000";
    private static final Value.Image PICTURE = Value.Image.of("image1", new Raster(40, 30, 3, new byte[3600]));
    private static final Instant START = Instant.parse("2026-11-03T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void should_keep_a_run_and_show_it_again() throws IOException {
        TraceStore store = new TraceStore(folder.resolve("runs"), 10);

        store.record(run("20261103-100000-aaaaaa", "Is there a cat?"));

        Trace trace = store.find("20261103-100000-aaaaaa").orElseThrow();
        JsonNode json = trace.json();
        assertThat(json.path("question").asText()).isEqualTo("Is there a cat?");
        assertThat(json.path("answer").path("claims").get(0).path("status").asText())
                .isEqualTo("supported");
        assertThat(PlanCodec.fromJson(json.path("plan"))).isEqualTo(plan());
        assertThat(json.path("steps").get(0).path("after").asLong()).isEqualTo(20);
        assertThat(json.path("steps")
                        .get(0)
                        .path("value")
                        .path("value")
                        .path("regions")
                        .get(0)
                        .path("id")
                        .asText())
                .isEqualTo("r1");
        assertThat(json.path("steps").get(2).path("failure").path("message").asText())
                .isEqualTo("Broken <b>");
        assertThat(json.path("regions").get(0).path("image").asText()).isEqualTo("image1");
        assertThat(json.path("pictures")).hasSize(2);
        assertThat(json.path("events")).hasSize(5);
        assertThat(trace.pictures().list()).hasSize(2);
    }

    @Test
    void should_list_the_latest_first_and_forget_the_oldest() throws IOException {
        TraceStore store = new TraceStore(folder, 2);
        for (String run : List.of("20261103-100000-a", "20261103-100001-b", "20261103-100002-c")) {
            store.record(run(run, "?"));
        }

        assertThat(store.list()).containsExactly("20261103-100002-c", "20261103-100001-b");
        assertThat(store.latest().orElseThrow().run()).isEqualTo("20261103-100002-c");
        assertThat(folder.resolve("20261103-100000-a")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "/etc/passwd", "a/b", "nobody", "a\u0000b", ".unfinished-x"})
    void should_find_nothing_under_what_is_no_run(String id) throws IOException {
        assertThat(new TraceStore(folder, 2).find(id)).isEmpty();
    }

    @Test
    void should_say_why_a_run_cannot_be_kept() throws IOException {
        Path file = Files.writeString(folder.resolve("runs"), "a file where the folder should be");

        assertThatThrownBy(() -> new TraceStore(file, 2).record(run("20261103-100000-a", "?")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write in " + file + ": ");
        assertThatThrownBy(() -> new TraceStore(folder, 2).record(run("../x", "?")))
                .hasMessage("A run's id is letters, digits, '-' and '_', got '../x'");
    }

    @Test
    void should_leave_nothing_half_written() throws IOException {
        TraceStore store = new TraceStore(folder, 2);
        store.record(run("20261103-100000-a", "?"));

        assertThatThrownBy(() -> store.record(run("20261103-100000-a", "again")))
                .isInstanceOf(IOException.class);

        assertThat(store.list()).containsExactly("20261103-100000-a");
        assertThat(store.latest().orElseThrow().json().path("question").asText())
                .isEqualTo("?");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void should_show_a_run_on_one_page_without_script_or_request() throws Exception {
        String html = page("Is there a cat?");

        assertThat(html)
                .contains("<h1><bdi>Is there a cat?</bdi></h1>")
                .contains("There is a cat.")
                .contains("id=\"step-0\"")
                .contains("href=\"#step-0\"")
                .contains("Broken &lt;b&gt;")
                .contains("data:image/jpeg;base64,");
        assertThat(html).doesNotContain("<script").doesNotContain("http:").doesNotContain("https:");
        assertThat(html).doesNotContain("url(").doesNotContain("@import").doesNotContain(" style=");
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(html)
                .contains("content=\"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-" + hash
                        + "&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\"");
    }

    @Test
    void should_light_up_the_regions_a_sentence_rests_on() throws IOException {
        String html = page("?");

        assertThat(html)
                .contains("<div class=\"claim supported hl h0\" tabindex=\"0\">")
                .contains("<g class=\"g g0 k0\"><title>r1 cat 0.90</title>")
                .contains("html:has(.h0:hover,.h0:focus) .g0{opacity:1}");
    }

    @Test
    void should_let_no_text_become_markup() throws IOException {
        String html = page(EVIL);

        assertThat(html).doesNotContain("<script").doesNotContain("\u202E").doesNotContain("\u0000");
        assertThat(html).doesNotContain("\"onload=\"").contains("&lt;script&gt;");
        assertThat(html.split("</title>", -1).length - 1).isEqualTo(html.split("<title>", -1).length - 1);
    }

    @Test
    void should_show_what_it_can_of_a_damaged_trace() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        var root = json.objectNode().put("question", "?");
        root.set("plan", json.objectNode().put("steps", 7));
        root.set(
                "inputs",
                json.objectNode()
                        .set(
                                "a",
                                json.objectNode()
                                        .set("pictures", json.arrayNode().add(99))));
        root.set(
                "regions",
                json.arrayNode().add(json.objectNode().put("id", "r1").put("box", "no")));
        root.set("pictures", json.arrayNode().add(json.objectNode().put("artifact", "../../etc/passwd")));

        String html = TraceHtml.render(new Trace("x", root, new MemoryArtifactStore()));

        assertThat(html)
                .contains("The plan of this run cannot be read: /steps: A plan needs a list &#39;steps&#39;, found 7");
        assertThat(TraceHtml.render(new Trace("x", json.objectNode(), new MemoryArtifactStore())))
                .contains("eyes4j trace");
    }

    @Test
    void should_shrink_large_pictures_and_keep_what_is_see_through() throws IOException {
        Preview large = Preview.of(new Raster(3000, 1000, 3, new byte[9_000_000]));
        Preview clear = Preview.of(new Raster(10, 10, 4, new byte[400]));

        assertThat(large.mediaType()).isEqualTo("image/jpeg");
        var decoded = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(large.bytes()));
        assertThat(decoded.getWidth()).isEqualTo(1280);
        assertThat(decoded.getHeight()).isEqualTo(427);
        assertThat(clear.mediaType()).isEqualTo("image/png");
        assertThat(Png.decode(clear.bytes()).channels()).isEqualTo(4);
    }

    private String page(String text) throws IOException {
        TraceStore store = new TraceStore(folder, 10);
        store.record(run("20261103-100000-a", text));
        return TraceHtml.render(store.latest().orElseThrow());
    }

    private static Plan plan() {
        return PlanCodec.parse("""
                {"inputs": {"image1": "image"}, "steps": [
                  {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cat"]}},
                  {"id": "cut", "tool": "crop", "for_each": {"ref": "find"}, "when": "find.count > 0",
                   "with": {"image": {"ref": "inputs.image1"}, "region": {"ref": "item"}}},
                  {"id": "bad", "tool": "read_text", "with": {"image": {"ref": "inputs.image1"}}},
                  {"id": "words", "tool": "read_text", "with": {"image": {"ref": "inputs.image1"}}}],
                 "outputs": {"found": {"ref": "find"}}}""");
    }

    private static RunRecord run(String id, String text) {
        Mask mask = Mask.fromBox(40, 30, new BoundingBox(5, 5, 15, 15));
        Region cat = new Region(
                "r1", Detection.of("cat", 0.9, new BoundingBox(5, 5, 15, 15)).withMask(mask));
        Region word = new Region(
                "r2", Detection.of("text", 0.8, new BoundingBox(1, 1, 9, 4)).withText(text));
        Value.Image piece = new Value.Image(
                PICTURE.frame().derive(10, 10, Affine.translation(5, 5)), new Raster(10, 10, 3, new byte[300]));
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("find", new Value.Detections(PICTURE.frame(), List.of(cat)));
        values.put("cut", new Value.ListOf(Kind.IMAGE, List.of(piece)));
        values.put("words", new Value.Detections(PICTURE.frame(), List.of(word)));
        Failure broken = new Failure(FailureKind.BAD_INPUT, "Broken <b>", "Give another.");
        List<StepReport> steps = List.of(
                new StepReport("find", "detect", "coco", StepReport.Status.DONE, 100, false, List.of(text), null),
                new StepReport("cut", "crop", "", StepReport.Status.DONE, 5, true, List.of(), null),
                new StepReport("bad", "read_text", "", StepReport.Status.FAILED, 5, false, List.of(), broken),
                new StepReport("words", "read_text", "", StepReport.Status.DONE, 5, false, List.of(), null));
        Answer answer = new Answer(List.of(
                new Claim(
                        "There is a cat.",
                        Claim.Status.SUPPORTED,
                        List.of(
                                new Evidence(Evidence.Type.REGION, "r1", "find"),
                                new Evidence(Evidence.Type.TEXT, text, "words"))),
                new Claim(text, Claim.Status.UNKNOWN, List.of())));
        List<RunEvent> events = List.of(
                new RunEvent.RunStarted(id, START, plan()),
                new RunEvent.StepStarted(id, START.plusMillis(20), "find", "detect", 1),
                new RunEvent.StepProgress(id, START.plusMillis(30), "find", text),
                new RunEvent.StepFailed(id, START.plusMillis(40), "bad", 5, broken),
                new RunEvent.RunDone(id, START.plusMillis(200), 200, 3, 1, 0));
        RunResult result = new RunResult(id, plan(), Map.of("image1", PICTURE), values, steps, List.of());
        return new RunRecord(text, "offline", result, answer, Spent.NOTHING, Optional.empty(), events, List.of(text));
    }
}
