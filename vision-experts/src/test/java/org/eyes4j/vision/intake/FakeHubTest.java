package org.eyes4j.vision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.eyes4j.vision.store.FakeServer.broken;
import static org.eyes4j.vision.store.FakeServer.file;
import static org.eyes4j.vision.store.FakeServer.redirect;
import static org.eyes4j.vision.store.FakeServer.stalled;
import static org.eyes4j.vision.store.FakeServer.status;
import static org.eyes4j.vision.store.FakeServer.text;
import static org.eyes4j.vision.store.FakeServer.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.parity.UnpackedModel;
import org.eyes4j.vision.store.FakeServer;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.vision.store.RepositoryReader;
import org.eyes4j.vision.store.StoreModelProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hub on loopback with one repository of each family, as {@code models add} and {@code models pull} meet it. */
class FakeHubTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private FakeServer server;
    private Map<String, String> environment;
    private Home home;
    private Settings settings;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        environment = Map.of("EYES4J_HOME", folder.toString());
        home = Home.of(environment, System.getProperties());
        Settings.Network n = Settings.defaults().network();
        settings = Settings.defaults()
                .with(new Settings.Network(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        n.redirects(),
                        2,
                        Duration.ofSeconds(2),
                        1 << 24,
                        server.address(""),
                        ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static List<Path> repositories() throws Exception {
        Path kept = Path.of(
                Objects.requireNonNull(FakeHubTest.class.getResource("/parity")).toURI());
        try (Stream<Path> models = Files.walk(kept, 2)) {
            return models.filter(p -> p.getFileName().toString().startsWith("model"))
                    .filter(Files::isDirectory)
                    // Of OWLv2 only the graphs that OWL-ViT's cases do not stand for are kept.
                    .filter(p -> !p.toString().contains("owlv2"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void should_hold_a_repository_of_every_family() throws Exception {
        List<HubFamily> there = new ArrayList<>();
        for (Path model : repositories()) {
            there.add(HubFamily.of(HubFiles.in(UnpackedModel.of(model))));
        }

        Set<HubFamily> wanted = EnumSet.allOf(HubFamily.class);
        // Kept in part or not at all, to stay small: their code is that of OWL-ViT and Mask2Former.
        wanted.removeAll(Set.of(HubFamily.OWLV2, HubFamily.MASKFORMER));
        assertThat(there).containsAll(wanted);
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void should_add_a_repository_of_each_family(Path model) throws Exception {
        serve("owner/name", UnpackedModel.of(model), true);

        ModelIntake.Draft draft = intake().draft("owner/name", "", "");
        store().pull(draft.manifest(), event -> {}, new Cancellation());
        List<SmokeTest.Line> lines = smoke().run(draft.manifest());

        assertThat(draft.manifest().version()).isEqualTo(COMMIT);
        assertThat(draft.manifest().licence().spdx()).isEqualTo("apache-2.0");
        assertThat(draft.manifest().files().values())
                .allSatisfy(f -> assertThat(f.parts().get(0).sha256()).isPresent());
        assertThat(draft.notes()).isEmpty();
        // What a family can do and this graph cannot (a DETR without masks) is said; something must run.
        assertThat(lines)
                .anyMatch(SmokeTest.Line::good)
                .noneMatch(line -> line.outcome().contains("has a bug"));
        List<String> able = lines.stream()
                .filter(SmokeTest.Line::good)
                .map(SmokeTest.Line::capability)
                .toList();
        assertThat(draft.serving(able).manifest().capabilities()).isEqualTo(able);
        assertThat(lines)
                .filteredOn(line ->
                        line.outcome().startsWith("not tried: No model in the catalogue serves 'segment_everything'"))
                .allMatch(SmokeTest.Line::good);
        // Most find no regions to caption, and are given some.
        assertThat(able.contains("caption_regions"))
                .isEqualTo(draft.manifest().capabilities().contains("caption_regions"));
    }

    @Test
    void should_try_everything_that_a_model_says_it_does() throws Exception {
        Path model = Files.createDirectories(folder.resolve("no-words"));
        for (Path file : filesOf(kept("siglip"))) {
            String path = kept("siglip").relativize(file).toString();
            if (!path.equals("tokenizer.json")) {
                Files.createDirectories(model.resolve(path).getParent());
                Files.copy(file, model.resolve(path));
            }
        }
        ModelIntake.Draft draft = intake().draft(model.toString(), "", "");
        store().pull(draft.manifest(), event -> {}, new Cancellation());

        List<SmokeTest.Line> lines = smoke().run(draft.manifest());

        assertThat(lines).noneMatch(SmokeTest.Line::good);
        assertThat(lines.get(0).outcome())
                .startsWith("no-words: expected the file tokenizer.json, found only config.json");
    }

    @Test
    void should_ask_for_each_file_where_nobody_lists_them() throws Exception {
        serve("owner/name", kept("yolos"), false);

        ModelIntake.Draft draft = intake().draft("hub:owner/name@v1", "finder", "");

        assertThat(draft.manifest().version()).isEqualTo("v1");
        assertThat(draft.notes())
                .contains("onnx/model.onnx is unverified: nobody states its SHA-256; that of the first pull is kept");
        assertThat(store().pull(draft.manifest(), event -> {}, new Cancellation())
                        .file("model"))
                .hasSameBinaryContentAs(kept("yolos").resolve("onnx/model.onnx"));
    }

    @Test
    void should_read_a_repository_behind_a_plain_address() throws Exception {
        serveFiles("/files/", kept("yolos"));

        ModelIntake.Draft draft = intake().draft(server.address("/files/"), "finder", "");

        assertThat(draft.manifest().family()).isEqualTo("yolos");
        store().pull(draft.manifest(), event -> {}, new Cancellation());
        assertThat(store().installed(draft.manifest())).isPresent();
    }

    @Test
    void should_resume_after_a_broken_connection() throws Exception {
        serve("owner/name", kept("yolos"), true);
        byte[] graph = Files.readAllBytes(kept("yolos").resolve("onnx/model.onnx"));
        server.on("/cdn/onnx/model.onnx", broken(graph, 1000, "ETag", "\"g\""), file(graph, "ETag", "\"g\""));
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();
        server.requests.clear();

        store().pull(manifest, event -> {}, new Cancellation());

        assertThat(server.requests).contains("/cdn/onnx/model.onnx Range: bytes=1000- If-Range: \"g\"");
        assertThat(store().verify(manifest)).isEmpty();
    }

    @Test
    void should_wait_when_asked_to() throws Exception {
        serve("owner/name", kept("yolos"), true);
        byte[] graph = Files.readAllBytes(kept("yolos").resolve("onnx/model.onnx"));
        server.on("/cdn/onnx/model.onnx", status(429, "Retry-After", "1"), file(graph));
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();

        store().pull(manifest, event -> {}, new Cancellation());

        assertThat(store().installed(manifest)).isPresent();
    }

    @Test
    void should_throw_a_file_with_another_hash_away() throws Exception {
        serve("owner/name", kept("yolos"), true);
        byte[] graph = Files.readAllBytes(kept("yolos").resolve("onnx/model.onnx"));
        graph[100] ^= 1;
        server.on("/cdn/onnx/model.onnx", file(graph));
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();

        assertThatThrownBy(() -> store().pull(manifest, event -> {}, new Cancellation()))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("gave a file with SHA-256 " + Sha256.of(graph) + ", expected ");
        assertThat(store().installed(manifest)).isEmpty();
        assertThat(files()).noneMatch(f -> f.endsWith("model.onnx"));
    }

    @Test
    void should_tell_a_linked_etag_that_is_not_the_listed_hash() throws Exception {
        serve("owner/name", kept("yolos"), true);
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();
        server.on(
                "/owner/name/resolve/" + COMMIT + "/onnx/model.onnx",
                redirect("/cdn/onnx/model.onnx", "X-Linked-Etag", "\"" + "0".repeat(64) + "\""));

        assertThatThrownBy(() -> store().pull(manifest, event -> {}, new Cancellation()))
                .hasMessageContaining("holds a file with SHA-256 " + "0".repeat(64) + ", expected ");
    }

    @Test
    void should_say_what_401_and_404_mean() throws Exception {
        server.on("/api/models/owner/secret/revision/main", status(401));

        assertThatThrownBy(() -> intake().draft("owner/secret", "", ""))
                .isInstanceOf(ModelStoreException.class)
                .hasMessage("hub:owner/secret@main could not be looked into: "
                        + server.address("/api/models/owner/secret/revision/main")
                        + " answered 401 (no access: it wants a login, or another one).\n"
                        + "Check the name and the network; a private repository needs HF_TOKEN.");
        assertThatThrownBy(() -> intake().draft("owner/nothing", "", ""))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("owner/nothing has no config.json");
    }

    @Test
    void should_say_what_401_and_404_mean_when_a_file_is_pulled() throws Exception {
        serve("owner/name", kept("yolos"), true);
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();
        String path = "/owner/name/resolve/" + COMMIT + "/onnx/model.onnx";
        for (int status : List.of(401, 404)) {
            server.on(path, status(status));

            assertThatThrownBy(() -> store().pull(manifest, event -> {}, new Cancellation()))
                    .isInstanceOf(ModelStoreException.class)
                    .hasMessageContaining("hub:owner/name@" + COMMIT + "!/onnx/model.onnx " + server.address(path)
                            + " answered " + status);
            assertThat(store().installed(manifest)).isEmpty();
            assertThat(files()).noneMatch(f -> f.endsWith("model.onnx"));
        }
        server.on(path, redirect("/cdn/onnx/model.onnx"));

        store().pull(manifest, event -> {}, new Cancellation());

        assertThat(store().verify(manifest)).isEmpty();
    }

    @Test
    void should_go_on_after_a_body_that_comes_to_a_halt() throws Exception {
        serve("owner/name", kept("yolos"), true);
        byte[] graph = Files.readAllBytes(kept("yolos").resolve("onnx/model.onnx"));
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();
        CountDownLatch end = new CountDownLatch(1);
        server.on("/cdn/onnx/model.onnx", stalled(graph, 1000, end, "ETag", "\"g\""), file(graph, "ETag", "\"g\""));
        Settings.Network n = settings.network();
        settings = settings.with(new Settings.Network(
                n.connectTimeout(),
                n.responseTimeout(),
                Duration.ofMillis(300),
                n.totalTimeout(),
                n.redirects(),
                n.retries(),
                n.maxWait(),
                n.maxFile(),
                n.hub(),
                n.npmFiles()));
        server.requests.clear();
        try {
            store().pull(manifest, event -> {}, new Cancellation());
        } finally {
            end.countDown();
        }

        assertThat(server.requests).contains("/cdn/onnx/model.onnx Range: bytes=1000- If-Range: \"g\"");
        assertThat(store().verify(manifest)).isEmpty();
    }

    @Test
    void should_begin_anew_when_the_file_changed_behind_its_etag() throws Exception {
        serve("owner/name", kept("yolos"), true);
        byte[] graph = Files.readAllBytes(kept("yolos").resolve("onnx/model.onnx"));
        byte[] older = new byte[graph.length];
        server.on("/cdn/onnx/model.onnx", broken(older, 1000, "ETag", "\"older\""), whole(graph, "ETag", "\"newer\""));
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();

        store().pull(manifest, event -> {}, new Cancellation());

        assertThat(store().verify(manifest)).isEmpty();
        assertThat(store().installed(manifest).orElseThrow().file("model")).hasBinaryContent(graph);
    }

    @Test
    void should_tell_beforehand_that_there_is_no_room() throws Exception {
        long claim = 1L << 40;
        assumeThat(folder.toFile().getUsableSpace()).isLessThan(claim);
        serve("owner/name", kept("yolos"), true, claim);
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();

        assertThatThrownBy(() -> store().pull(manifest, event -> {}, new Cancellation()))
                .hasMessageContaining("onnx/model.onnx holds a file of ")
                .hasMessageContaining(" bytes, expected " + claim);
        server.on("/cdn/onnx/model.onnx", exchange -> {
            exchange.sendResponseHeaders(200, claim);
            // Java 25 sends no head of an answer that has no body.
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
        });
        assertThatThrownBy(() -> store().pull(manifest, event -> {}, new Cancellation()))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining(" are free.\nMake room, or set EYES4J_HOME to a folder with room");
        assertThat(store().installed(manifest)).isEmpty();
    }

    @Test
    void should_let_two_pull_at_once() throws Exception {
        serve("owner/name", kept("yolos"), true);
        ModelManifest manifest = intake().draft("owner/name", "", "").manifest();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Object> pull = () -> store().pull(manifest, event -> {}, new Cancellation());
            for (Future<Object> done : two.invokeAll(List.of(pull, pull))) {
                done.get();
            }
        } finally {
            two.shutdownNow();
        }

        assertThat(store().verify(manifest)).isEmpty();
        assertThat(server.requests.stream().filter(r -> r.equals("/cdn/onnx/model.onnx")))
                .hasSize(1);
    }

    @Test
    void should_not_take_a_path_that_leaves_the_folder() throws Exception {
        server.on(
                "/api/models/owner/evil/revision/main",
                text("{\"siblings\": [{\"rfilename\": \"../../config.json\"}, {\"rfilename\": \"/etc/passwd\"}]}"));

        assertThatThrownBy(() -> intake().draft("owner/evil", "", ""))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("owner/evil has no config.json");
        assertThat(server.requests).containsExactly("/api/models/owner/evil/revision/main");
    }

    private ModelIntake intake() {
        return new ModelIntake(new RepositoryReader(home, settings, environment));
    }

    private ModelStore store() {
        return ModelStore.of(home, settings, environment);
    }

    private SmokeTest smoke() {
        return new SmokeTest(new StoreModelProvider(store()), new OnnxEngine(OnnxSettings.defaults()), settings);
    }

    private static Path kept(String family) throws Exception {
        return UnpackedModel.of(Path.of(Objects.requireNonNull(FakeHubTest.class.getResource("/parity/" + family))
                        .toURI())
                .resolve("model"));
    }

    /** As a hub does it: a list by its API, every file behind a redirect that states its hash. */
    private void serve(String repository, Path model, boolean listed) throws IOException {
        serve(repository, model, listed, 0);
    }

    /** @param claim bytes that the list states for a graph; 0 for those that it has */
    private void serve(String repository, Path model, boolean listed, long claim) throws IOException {
        StringBuilder siblings = new StringBuilder();
        for (Path file : filesOf(model)) {
            String path = model.relativize(file).toString();
            byte[] bytes = Files.readAllBytes(file);
            String hash = Sha256.of(bytes);
            siblings.append(siblings.isEmpty() ? "" : ",")
                    .append("{\"rfilename\": \"" + path + "\", \"size\": "
                            + (claim > 0 && path.endsWith(".onnx") ? claim : bytes.length))
                    .append(path.endsWith(".onnx") ? ", \"lfs\": {\"sha256\": \"" + hash + "\"}}" : "}");
            server.on("/cdn/" + path, file(bytes, "ETag", "\"" + hash.substring(0, 16) + "\""));
            for (String revision : List.of("main", "v1", COMMIT)) {
                server.on("/" + repository + "/resolve/" + revision + "/" + path, redirect("/cdn/" + path));
            }
        }
        if (listed) {
            server.on(
                    "/api/models/" + repository + "/revision/main",
                    text("{\"sha\": \"" + COMMIT + "\", \"cardData\": {\"license\": \"apache-2.0\"}, \"siblings\": ["
                            + siblings + "]}"));
        }
    }

    private void serveFiles(String at, Path model) throws IOException {
        for (Path file : filesOf(model)) {
            server.on(at + model.relativize(file), file(Files.readAllBytes(file)));
        }
    }

    private static List<Path> filesOf(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<String> files() throws IOException {
        return filesOf(folder).stream().map(Path::toString).toList();
    }
}
