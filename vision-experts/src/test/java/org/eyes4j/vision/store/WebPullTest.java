package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eyes4j.vision.store.FakeServer.broken;
import static org.eyes4j.vision.store.FakeServer.file;
import static org.eyes4j.vision.store.FakeServer.redirect;
import static org.eyes4j.vision.store.FakeServer.silent;
import static org.eyes4j.vision.store.FakeServer.stalled;
import static org.eyes4j.vision.store.FakeServer.status;
import static org.eyes4j.vision.store.FakeServer.whole;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull over HTTP does with good, bad, broken and hostile servers. */
class WebPullTest {
    private static final byte[] CONTENT = StoreFixture.content(5000);
    private static final String HASH = StoreFixture.sha256(CONTENT);
    private static final String AGAIN =
            "\nCheck the network and the answers above, then run `eyes4j models pull tiny`.";

    @TempDir
    Path folder;

    private FakeServer server;
    private StoreFixture fixture;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    private ModelManifest manifest() {
        return StoreFixture.manifest(CONTENT, server.address("/m"));
    }

    private void pullsRight() throws Exception {
        assertThat(Files.readAllBytes(fixture.pull(manifest()).file("model"))).isEqualTo(CONTENT);
        assertThat(fixture.stored()).containsExactly("tiny/1/installed.json", "tiny/1/m.onnx");
    }

    private void fails(String answer) {
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .isInstanceOf(ModelStoreException.class)
                .hasMessage("Model `tiny` could not be fetched. Its sources answered:\n  " + server.address("/m") + " "
                        + answer + AGAIN);
    }

    @Test
    void should_follow_redirects_within_the_limit() throws Exception {
        server.on("/m", redirect("/n")).on("/n", redirect("/o")).on("/o", file(CONTENT));

        pullsRight();
    }

    @Test
    void should_list_what_is_fetched_with_its_size_before_the_first_file_is_asked_for() throws Exception {
        Map<String, ModelFile> files = new LinkedHashMap<>();
        for (String name : List.of("config.json", "tokenizer.json", "graph.onnx", "unstated.json")) {
            SourceFile part = new SourceFile(name, 0, Optional.empty(), List.of(server.address("/" + name)));
            files.put(name.replaceFirst("\\..*", ""), new ModelFile(name, List.of(part), Optional.empty()));
            server.on("/" + name, file(CONTENT));
        }
        server.onHead("/config.json", status(200, "Content-Length", "5000"));
        server.onHead("/tokenizer.json", redirect("/elsewhere"));
        server.onHead("/elsewhere", status(200, "Content-Length", "4000"));
        // A hub tells the size before it sends one on, and the place that it sends one to refuses the question.
        server.onHead("/graph.onnx", redirect("/refuses", "X-Linked-Size", "90000000"));

        fixture.pull(StoreFixture.manifest("tiny", files));

        PullEvent.Started started = (PullEvent.Started) fixture.events.get(0);
        assertThat(StoreModelProvider.line(started))
                .isEqualTo("Fetching tiny: A tiny model, at least 90.0 MB, licence MIT (here)");
        assertThat(StoreModelProvider.files(started))
                .containsExactly(
                        "config.json, 5.0 kB",
                        "tokenizer.json, 4.0 kB",
                        "graph.onnx, 90.0 MB",
                        "unstated.json, size not told");
    }

    @Test
    void should_refuse_one_redirect_too_many() {
        server.on("/m", redirect("/m"));

        fails("redirected more than 3 times");
    }

    @Test
    void should_refuse_a_redirect_to_plain_http_elsewhere() {
        server.on("/m", redirect("http://192.0.2.1/m"));

        fails("expected an https address, got http://192.0.2.1/m (plain http is allowed to this machine only)");
    }

    @Test
    void should_refuse_plain_http_elsewhere() {
        assertThatThrownBy(() -> fixture.pull(StoreFixture.manifest(CONTENT, "http://192.0.2.1/m")))
                .hasMessageContaining("(plain http is allowed to this machine only)");
    }

    @Test
    void should_resume_after_a_broken_connection() throws Exception {
        server.on("/m", broken(CONTENT, 1000, "ETag", "\"a\""), file(CONTENT, "ETag", "\"a\""));

        pullsRight();

        assertThat(server.requests).containsExactly("/m", "/m Range: bytes=1000- If-Range: \"a\"");
        assertThat(fixture.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void should_keep_what_came_before_the_disk_was_full_and_resume_it() throws Exception {
        server.on("/m", file(CONTENT, "ETag", "\"a\""));
        fixture.files = new StoreFiles() {
            @Override
            public OutputStream open(Path file, boolean append) throws IOException {
                OutputStream out = DISK.open(file, append);
                return new OutputStream() {
                    private int room = 1000;

                    @Override
                    public void write(int b) throws IOException {
                        if (room-- == 0) {
                            throw new IOException("No space left on device");
                        }
                        out.write(b);
                    }

                    @Override
                    public void close() throws IOException {
                        out.close();
                    }
                };
            }

            @Override
            public long free(Path folder) {
                return Long.MAX_VALUE;
            }
        };
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("could not be written: No space left on device.\nMake room");
        assertThat(fixture.store().installed(manifest())).isEmpty();
        assertThat(fixture.stored()).noneMatch(f -> f.endsWith("m.onnx"));
        fixture.files = StoreFiles.DISK;
        server.requests.clear();

        pullsRight();

        assertThat(server.requests).containsExactly("/m Range: bytes=1000- If-Range: \"a\"");
    }

    @Test
    void should_resume_what_an_earlier_pull_began() throws Exception {
        server.on("/m", broken(CONTENT, 1000, "ETag", "\"a\""));
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("broke off: ")
                .hasMessageContaining("(tried 3 times)");
        assertThat(fixture.stored()).containsExactly("tiny/1/m.onnx.part", "tiny/1/m.onnx.part.from");
        assertThat(fixture.store().installed(manifest())).isEmpty();
        server.requests.clear();
        server.on("/m", file(CONTENT, "ETag", "\"a\""));

        pullsRight();

        assertThat(server.requests).containsExactly("/m Range: bytes=1000- If-Range: \"a\"");
    }

    @Test
    void should_start_anew_when_the_server_knows_no_ranges() throws Exception {
        server.on("/m", broken(CONTENT, 1000), whole(CONTENT));

        pullsRight();
    }

    @Test
    void should_start_anew_when_the_file_changed_between_two_tries() throws Exception {
        server.on("/m", broken(CONTENT, 1000, "ETag", "\"a\""), file(CONTENT, "ETag", "\"b\""));

        pullsRight();

        assertThat(server.requests).containsExactly("/m", "/m Range: bytes=1000- If-Range: \"a\"", "/m");
    }

    @Test
    void should_start_anew_when_the_beginning_was_of_another_file() throws Exception {
        byte[] other = StoreFixture.content(5000);
        other[3] ^= 1;
        server.on("/m", broken(other, 1000), file(CONTENT));

        pullsRight();

        assertThat(server.requests).containsExactly("/m", "/m Range: bytes=1000-", "/m");
    }

    @Test
    void should_start_anew_after_416() throws Exception {
        server.on("/m", broken(CONTENT, 1000), status(416), file(CONTENT));

        pullsRight();
    }

    @Test
    void should_tell_404_and_401() {
        server.on("/m", status(404));
        fails(server.address("/m") + " answered 404 (not found)");
        server.on("/m", status(401));
        fails(server.address("/m") + " answered 401 (no access: it wants a login, or another one)");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_wait_as_long_as_the_server_asks() throws Exception {
        server.on("/m", status(429, "Retry-After", "7"), status(503), file(CONTENT));

        pullsRight();

        assertThat(fixture.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
        assertThat(fixture.events)
                .contains(new PullEvent.Waiting(
                        "tiny",
                        server.address("/m") + " answered 429 (too many requests) and asked to wait 7 seconds",
                        Duration.ofSeconds(7)));
    }

    @Test
    void should_not_wait_for_an_hour() {
        server.on("/m", status(503, "Retry-After", "3600"));

        fails(server.address("/m") + " answered 503 (not available) and asked to wait 3600 seconds (longer than"
                + " network.max_wait, 60 seconds)");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_give_up_after_the_stated_tries() {
        server.on("/m", status(500));

        fails(server.address("/m") + " answered 500 (server fault) (tried 3 times)");
    }

    @Test
    void should_throw_a_tampered_file_away() throws Exception {
        byte[] tampered = StoreFixture.content(5000);
        tampered[77] ^= 1;
        server.on("/m", file(tampered));

        fails("gave a file with SHA-256 " + StoreFixture.sha256(tampered) + ", expected " + HASH
                + ": it was changed on the way or at its source, and is thrown away");
        assertThat(fixture.stored()).isEmpty();
    }

    @Test
    void should_ask_the_next_source_and_tell_what_each_one_answered() throws Exception {
        server.on("/2", file(StoreFixture.content(4999))).on("/3", file(CONTENT));
        ModelManifest manifest =
                StoreFixture.manifest(CONTENT, server.address("/1"), server.address("/2"), server.address("/3"));

        fixture.pull(manifest);

        assertThat(fixture.events.stream()
                        .filter(PullEvent.SourceFailed.class::isInstance)
                        .map(e -> ((PullEvent.SourceFailed) e).answer()))
                .containsExactly(
                        server.address("/1") + " answered 404 (not found)",
                        "holds a file of 4999 bytes, expected 5000");
    }

    @Test
    void should_hold_a_hubs_linked_etag_against_the_manifest() {
        server.on("/m", redirect("/cdn", "X-Linked-Etag", "\"" + "0".repeat(64) + "\""))
                .on("/cdn", file(CONTENT));

        fails("holds a file with SHA-256 " + "0".repeat(64) + ", expected " + HASH);
        assertThat(fixture.events).noneMatch(PullEvent.Progress.class::isInstance);
    }

    @Test
    void should_hold_a_hubs_linked_etag_against_the_file_when_the_manifest_states_no_hash() throws Exception {
        server.on("/m", redirect("/cdn", "X-Linked-Etag", "\"" + "0".repeat(64) + "\""))
                .on("/cdn", file(CONTENT));
        ModelManifest manifest = StoreFixture.manifest(Optional.empty(), 0, server.address("/m"));

        assertThatThrownBy(() -> fixture.pull(manifest))
                .hasMessageContaining("sent a file with SHA-256 " + HASH + ", expected " + "0".repeat(64));
        assertThat(fixture.stored()).isEmpty();
    }

    @Test
    void should_not_wait_for_a_server_that_falls_silent() {
        server.on("/m", stalled(CONTENT, 1000, end));
        fixture.settings =
                fixture.settings.with(StoreFixture.network(Duration.ofSeconds(20), Duration.ofMillis(200), ""));

        fails(server.address("/m") + " broke off: sent nothing for 0.2 seconds (tried 3 times)");
    }

    @Test
    void should_not_wait_for_a_server_that_never_answers() {
        server.on("/m", silent(end));
        fixture.settings =
                fixture.settings.with(StoreFixture.network(Duration.ofMillis(200), Duration.ofSeconds(20), ""));

        fails(server.address("/m") + " did not answer within 0.2 seconds");
    }

    @Test
    void should_tell_that_nobody_listens() {
        server.close();

        fails(server.address("/m") + " did not answer: connection refused");
    }

    @Test
    void should_bound_a_file_whose_size_no_manifest_states() {
        server.on("/m", file(new byte[(1 << 20) + 1]));
        ModelManifest manifest = StoreFixture.manifest(Optional.of(HASH), 0, server.address("/m"));

        assertThatThrownBy(() -> fixture.pull(manifest))
                .hasMessageContaining("holds a file of 1048577 bytes, expected at most 1048576 (network.max_file)");
    }

    @Test
    void should_ask_nobody_offline() {
        fixture.settings = fixture.settings.withoutNetwork();

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessage("Model `tiny` could not be fetched. Its sources answered:\n  " + server.address("/m")
                        + " not asked, because offline mode is on\nOffline mode is on: turn it off (no --offline, no"
                        + " EYES4J_OFFLINE), then run `eyes4j models pull tiny` once; afterwards it works offline.");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void should_send_the_hubs_token_to_the_hub_only() throws Exception {
        fixture.environment.put("HF_ENDPOINT", server.address(""));
        fixture.environment.put("HF_TOKEN", "secret");
        try (FakeServer cdn = new FakeServer()) {
            cdn.on("/blob", file(CONTENT));
            server.on("/o/n/resolve/main/a%20b/m.onnx", redirect(cdn.address("/blob")));

            fixture.pull(StoreFixture.manifest(CONTENT, "hub:o/n@main!/a b/m.onnx"));

            assertThat(server.requests).containsExactly("/o/n/resolve/main/a%20b/m.onnx Authorization: Bearer secret");
            assertThat(cdn.requests).containsExactly("/blob");
        }
    }
}
