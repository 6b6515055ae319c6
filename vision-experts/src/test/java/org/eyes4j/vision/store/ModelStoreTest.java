package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eyes4j.vision.store.FakeServer.file;
import static org.eyes4j.vision.store.FakeServer.stalled;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelImport;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final byte[] CONTENT = StoreFixture.content(5000);
    private static final List<PullEvent.Part> PARTS = List.of(new PullEvent.Part("m.onnx", 5000));

    @TempDir
    Path folder;

    private StoreFixture fixture;
    private Path source;

    @BeforeEach
    void start() throws Exception {
        fixture = new StoreFixture(folder);
        source = Files.write(folder.resolve("source.onnx"), CONTENT);
    }

    private ModelManifest manifest() {
        return StoreFixture.manifest(CONTENT, "file:" + source);
    }

    @Test
    void should_install_once_and_tell_how() {
        ModelManifest manifest = manifest();
        assertThat(fixture.store().installed(manifest)).isEmpty();

        InstalledModel model = fixture.store().ensure(manifest, fixture.events::add);
        fixture.store().ensure(manifest, fixture.events::add);

        assertThat(model.file("model")).hasBinaryContent(CONTENT);
        assertThat(fixture.store().installed(manifest)).contains(model);
        assertThat(fixture.events)
                .containsExactly(
                        new PullEvent.Started("tiny", "A tiny model", "MIT (here)", PARTS, ""),
                        new PullEvent.Asking("tiny", "m.onnx", "file:" + source),
                        new PullEvent.Progress("tiny", "m.onnx", 5000, 5000),
                        new PullEvent.Installed("tiny", fixture.models().resolve("tiny/1"), 5000));
    }

    @Test
    void should_list_verify_and_remove() throws Exception {
        InstalledModel model = fixture.pull(manifest());

        assertThat(fixture.store().list())
                .containsExactly(new StoredModel("tiny", "1", "MIT", model.folder(), 5000, List.of()));
        assertThat(fixture.store().verify(manifest())).isEmpty();
        assertThat(fixture.store().remove("tiny", PullListener.SILENT)).isEqualTo(5000);
        assertThat(fixture.store().remove("tiny", PullListener.SILENT)).isZero();
        assertThat(fixture.stored()).isEmpty();
        assertThat(fixture.store().verify(manifest()))
                .containsExactly("Model `tiny` is not installed; run `eyes4j models pull tiny`");
        assertThatThrownBy(() -> fixture.store().remove("../x", PullListener.SILENT))
                .hasMessage("Expected the name of a model, got `../x`");
    }

    @Test
    void should_notice_a_changed_file_and_mend_it() throws Exception {
        Path file = fixture.pull(manifest()).file("model");
        byte[] changed = CONTENT.clone();
        changed[0] ^= 1;
        Files.write(file, changed);

        assertThat(fixture.store().verify(manifest()))
                .containsExactly(file + " has SHA-256 " + StoreFixture.sha256(changed) + ", expected "
                        + StoreFixture.sha256(CONTENT) + "; run `eyes4j models pull tiny`");

        fixture.pull(manifest());
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void should_not_use_a_file_that_was_changed_after_the_installation() throws Exception {
        // GIVEN a file of the same size that is younger than the record
        Path file = fixture.pull(manifest()).file("model");
        byte[] changed = CONTENT.clone();
        changed[0] ^= 1;
        Files.write(file, changed);
        Instant later = Instant.now().plusSeconds(60);
        Files.setLastModifiedTime(file, FileTime.from(later));

        // WHEN it is asked for, THEN it is fetched again
        assertThat(fixture.store().installed(manifest())).isEmpty();
        fixture.store().ensure(manifest(), PullListener.SILENT);
        assertThat(file).hasBinaryContent(CONTENT);

        // AND being younger alone, as in a copied folder, is no fault
        Files.setLastModifiedTime(file, FileTime.from(later));
        assertThat(fixture.store().installed(manifest())).isPresent();
    }

    @Test
    void should_not_take_a_missing_or_shorter_file_for_installed() throws Exception {
        Path file = fixture.pull(manifest()).file("model");
        Files.write(file, new byte[10]);
        assertThat(fixture.store().installed(manifest())).isEmpty();

        fixture.store().ensure(manifest(), PullListener.SILENT);
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void should_not_take_another_manifests_files_for_its_own() throws Exception {
        fixture.pull(manifest());
        byte[] newer = StoreFixture.content(6000);
        Files.write(source, newer);
        ModelManifest other = StoreFixture.manifest(newer, "file:" + source);

        assertThat(fixture.store().installed(other)).isEmpty();
        assertThat(fixture.pull(other).file("model")).hasBinaryContent(newer);
        assertThat(fixture.begun())
                .containsExactly("", "its manifest, or the way it is imported, has changed since it was installed");
    }

    @Test
    void should_remove_the_files_that_a_newer_manifest_dropped() throws Exception {
        ModelFile model = manifest().files().get("model");
        ModelFile extra = new ModelFile("extra.txt", List.of(part("extra.txt", source)), Optional.empty());
        fixture.pull(StoreFixture.manifest("tiny", Map.of("model", model, "extra", extra)));
        assertThat(fixture.stored()).contains("tiny/1/extra.txt");

        fixture.pull(StoreFixture.manifest("tiny", Map.of("model", model)));

        assertThat(fixture.stored()).containsExactly("tiny/1/installed.json", "tiny/1/m.onnx");
    }

    @Test
    void should_say_why_it_fetches_again() throws Exception {
        Path file = fixture.pull(manifest()).file("model");
        byte[] changed = CONTENT.clone();
        changed[0] ^= 1;

        Files.write(file, changed);
        fixture.pull(manifest());
        Files.write(file, new byte[7]);
        fixture.pull(manifest());
        Files.delete(file);
        fixture.pull(manifest());
        Files.move(file.getParent(), file.getParent().resolveSibling("0"));
        Path record = file.getParent().resolveSibling("0").resolve("installed.json");
        Files.writeString(record, Files.readString(record).replace("\"version\" : \"1\"", "\"version\" : \"0\""));
        fixture.pull(manifest());

        assertThat(fixture.begun())
                .containsExactly(
                        "",
                        "m.onnx was changed since it was installed",
                        "m.onnx has 7 bytes instead of 5000",
                        "m.onnx is missing",
                        "version 0 is installed, and 1 is the one in use now");
        assertThat(StoreModelProvider.line(
                        new PullEvent.Started("tiny", "A tiny model", "MIT (here)", PARTS, "m.onnx is missing")))
                .isEqualTo("Fetching tiny again, because m.onnx is missing: A tiny model, 5.0 kB, licence MIT (here)");
    }

    @Test
    void should_trust_the_first_pull_where_no_hash_is_stated_and_hold_later_ones_against_it() throws Exception {
        ModelManifest manifest = StoreFixture.manifest(Optional.empty(), 0, "file:" + source);
        InstalledModel model = fixture.pull(manifest);

        assertThat(fixture.warnings())
                .containsExactly("The manifest states no hash of m.onnx; this first one is trusted and kept: "
                        + StoreFixture.sha256(CONTENT));
        assertThat(fixture.store().list().get(0).trustedOnFirstUse()).containsExactly("m.onnx");

        Files.write(source, new byte[3]);
        Files.delete(model.file("model"));
        assertThatThrownBy(() -> fixture.pull(manifest))
                .hasMessageContaining("gave a file with SHA-256 " + StoreFixture.sha256(new byte[3]) + ", expected "
                        + StoreFixture.sha256(CONTENT));
    }

    @Test
    void should_hold_a_pull_after_a_removal_against_the_first_one_until_that_is_forgotten() throws Exception {
        ModelManifest manifest = StoreFixture.manifest(Optional.empty(), 0, "file:" + source);
        fixture.pull(manifest);
        fixture.store().remove("tiny", PullListener.SILENT);
        assertThat(fixture.stored()).isEmpty();

        // The same file is taken again, without a word about trust.
        fixture.pull(manifest);
        assertThat(fixture.warnings()).hasSize(1);

        fixture.store().remove("tiny", PullListener.SILENT);
        Files.write(source, new byte[3]);
        assertThatThrownBy(() -> fixture.pull(manifest))
                .hasMessageContaining("gave a file with SHA-256 " + StoreFixture.sha256(new byte[3]) + ", expected "
                        + StoreFixture.sha256(CONTENT))
                .hasMessageContaining("The hash that was expected is that of your first pull, kept because the manifest"
                        + " states none. If the file was meant to change, `eyes4j models rm --forget tiny` drops it, then"
                        + " run `eyes4j models pull tiny`.");

        assertThat(fixture.store().forget("tiny")).isTrue();
        assertThat(fixture.store().forget("tiny")).isFalse();
        assertThat(fixture.pull(manifest).file("model")).hasBinaryContent(new byte[3]);
        assertThat(fixture.warnings()).hasSize(2);
    }

    @Test
    void should_keep_what_an_earlier_version_trusted_when_its_model_is_removed() throws Exception {
        ModelManifest manifest = StoreFixture.manifest(Optional.empty(), 0, "file:" + source);
        fixture.pull(manifest);
        // Earlier versions wrote no lock file.
        Files.delete(folder.resolve("hashes/tiny.json"));

        fixture.store().remove("tiny", PullListener.SILENT);

        assertThat(folder.resolve("hashes/tiny.json"))
                .content()
                .contains("\"1/m.onnx\" : \"" + StoreFixture.sha256(CONTENT) + "\"");
    }

    @Test
    void should_not_trust_anew_when_the_kept_hashes_cannot_be_read() throws Exception {
        ModelManifest manifest = StoreFixture.manifest(Optional.empty(), 0, "file:" + source);
        fixture.pull(manifest);
        fixture.store().remove("tiny", PullListener.SILENT);
        Path kept = folder.resolve("hashes/tiny.json");
        Files.writeString(kept, "[1, 2");

        assertThatThrownBy(() -> fixture.pull(manifest))
                .hasMessageContaining("the hashes of its first pull in " + kept
                        + " cannot be read: it is no JSON object of texts; mend it, or drop it with `eyes4j models rm"
                        + " --forget tiny`");
    }

    @Test
    void should_tell_a_missing_file_and_a_relative_path() {
        ModelManifest missing = StoreFixture.manifest(CONTENT, "file:/no/such", "file:x/y", "maven:g:a:1!/no/such");

        assertThatThrownBy(() -> fixture.pull(missing))
                .hasMessageContaining("file:/no/such no such file\n")
                .hasMessageContaining("file:x/y expected an absolute path, got `x/y`\n")
                .hasMessageContaining("maven:g:a:1!/no/such is neither on the class path nor at ");
        assertThat(fixture.commands).containsExactly("mvn -q -B dependency:get -Dtransitive=false -Dartifact=g:a:1");
    }

    @Test
    void should_leave_nothing_half_written_when_the_disk_is_full() throws Exception {
        fixture.files = new StoreFiles() {
            @Override
            public OutputStream open(Path file, boolean append) throws IOException {
                OutputStream out = DISK.open(file, append);
                return new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
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
        ModelManifest manifest = StoreFixture.manifest(CONTENT, "file:" + source, "file:/never/asked");

        assertThatThrownBy(() -> fixture.pull(manifest))
                .isInstanceOfSatisfying(
                        ModelStoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
                .hasMessage("Model `tiny` could not be installed: "
                        + fixture.models().resolve("tiny/1/m.onnx.part")
                        + " could not be written: No space left on device.\nMake room, or set EYES4J_HOME to a folder with"
                        + " room, then run `eyes4j models pull tiny`; what was fetched so far is resumed.");
        assertThat(fixture.stored()).containsExactly("tiny/1/m.onnx.part");
        assertThat(fixture.store().installed(manifest)).isEmpty();
    }

    @Test
    void should_tell_beforehand_that_there_is_no_room() throws Exception {
        fixture.files = new StoreFiles() {
            @Override
            public OutputStream open(Path file, boolean append) {
                throw new AssertionError("nothing may be written");
            }

            @Override
            public long free(Path folder) {
                return 100;
            }
        };
        try (FakeServer server = new FakeServer().on("/m", file(CONTENT))) {
            assertThatThrownBy(() -> fixture.pull(StoreFixture.manifest(CONTENT, server.address("/m"))))
                    .hasMessageContaining("m.onnx.part needs 5.0 kB, and 100 B are free.\nMake room");
        }
    }

    @Test
    void should_stop_when_cancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> fixture.store().ensure(manifest(), PullListener.SILENT, cancellation))
                .isInstanceOfSatisfying(
                        ModelStoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED))
                .hasMessage(
                        "Model `tiny` could not be installed: the pull was cancelled.\nRun `eyes4j models pull tiny` to"
                                + " resume it.");
    }

    @Test
    void should_stop_a_download_that_hangs_when_cancelled() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer().on("/m", stalled(CONTENT, 1000, end))) {
            PullListener listener = e -> {
                if (e instanceof PullEvent.Asking) {
                    var unused = CompletableFuture.runAsync(cancellation::request);
                }
            };
            assertThatThrownBy(() -> fixture.store()
                            .ensure(StoreFixture.manifest(CONTENT, server.address("/m")), listener, cancellation))
                    .hasMessageContaining("the pull was cancelled");
        } finally {
            end.countDown();
        }
    }

    @Test
    void should_import_what_was_fetched_and_keep_only_the_result() throws Exception {
        fixture.importers = List.of(new Upper(1));
        ModelManifest manifest = importedManifest("upper");

        InstalledModel model = fixture.pull(manifest);

        assertThat(model.file("model")).hasContent("ABC");
        assertThat(fixture.stored()).containsExactly("tiny/1/installed.json", "tiny/1/m.onnx");
        assertThat(fixture.store().verify(manifest)).isEmpty();
        fixture.importers = List.of(new Upper(2));
        assertThat(fixture.store().installed(manifest)).isEmpty();
    }

    @Test
    void should_tell_that_an_import_failed_or_has_no_importer() throws Exception {
        fixture.importers = List.of(new Upper(1));
        assertThatThrownBy(() -> fixture.pull(importedManifest("lower")))
                .hasMessageContaining("no importer for `lower` is part of this program, only [upper]");

        Files.writeString(folder.resolve("b.txt"), "!");
        assertThatThrownBy(() -> fixture.pull(importedManifest("upper")))
                .hasMessageContaining("m.onnx could not be imported from source/a.txt: nothing to raise");
        assertThat(fixture.stored()).containsExactly("tiny/1/source/a.txt", "tiny/1/source/b.txt");
    }

    private ModelManifest importedManifest(String format) throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "ab");
        Path b = folder.resolve("b.txt");
        if (!Files.exists(b)) {
            Files.writeString(b, "c");
        }
        return StoreFixture.manifest(
                "tiny",
                Map.of(
                        "model",
                        new ModelFile(
                                "m.onnx",
                                List.of(part("source/a.txt", a), part("source/b.txt", b)),
                                Optional.of(new ModelImport(
                                        format, "source/a.txt", new ModelImport.Cut(List.of(), List.of()))))));
    }

    private static SourceFile part(String path, Path file) throws IOException {
        return new SourceFile(path, 0, Optional.of(Hashes.sha256(file)), List.of("file:" + file));
    }

    /** Joins two texts in upper case. */
    private record Upper(int version) implements Importer {
        @Override
        public String format() {
            return "upper";
        }

        @Override
        public void convert(Path main, ModelImport.Cut cut, Path out) throws IOException {
            String second = Files.readString(main.resolveSibling("b.txt"));
            if (second.equals("!")) {
                throw new IOException("nothing to raise");
            }
            Files.writeString(out, (Files.readString(main) + second).toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void should_fetch_once_when_many_threads_pull_at_once() throws Exception {
        try (FakeServer server = new FakeServer().on("/m", file(CONTENT))) {
            ModelManifest manifest = StoreFixture.manifest(CONTENT, server.address("/m"));
            List<PullEvent> events = new CopyOnWriteArrayList<>();
            List<CompletableFuture<InstalledModel>> pulls = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> realStore().ensure(manifest, events::add)))
                    .toList();

            assertThat(pulls).allSatisfy(p -> assertThat(p.join().file("model")).hasBinaryContent(CONTENT));
            assertThat(server.requests).containsExactly("/m");
            assertThat(events).noneMatch(PullEvent.Waiting.class::isInstance);
        }
    }

    @Test
    void should_keep_the_lock_against_another_process_when_a_second_thread_gives_up() throws Exception {
        // GIVEN one thread that pulls, and a second one of the same store that was cancelled while it waited
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer()) {
            server.on("/m", exchange -> {
                asked.countDown();
                FakeServer.await(end);
                file(CONTENT).give(exchange);
            });
            ModelManifest manifest = StoreFixture.manifest(CONTENT, server.address("/m"));
            ModelStore store = realStore();
            CompletableFuture<InstalledModel> first =
                    CompletableFuture.supplyAsync(() -> store.ensure(manifest, PullListener.SILENT));
            asked.await();
            Cancellation cancelled = new Cancellation();
            cancelled.request();
            assertThatThrownBy(() -> store.ensure(manifest, PullListener.SILENT, cancelled))
                    .hasMessageContaining("the pull was cancelled");

            // WHEN another process wants the model
            Process process = PullProcess.start(folder, server.address("/m"), CONTENT);

            // THEN it finds the lock held
            assertThat(process.inputReader().readLine()).isEqualTo("Waiting");
            end.countDown();
            assertThat(first.join().file("model")).hasBinaryContent(CONTENT);
            assertThat(process.waitFor()).isZero();
            assertThat(server.requests).containsExactly("/m");
        }
    }

    private ModelStore realStore() {
        Surroundings world = new Surroundings(
                Map.of(),
                folder,
                folder,
                (c, p, l) -> Optional.empty(),
                Waiter.REAL,
                StoreFiles.DISK,
                getClass().getClassLoader());
        return new ModelStore(fixture.models(), folder.resolve("hashes"), fixture.settings, List.of(), world);
    }

    @Test
    void should_leave_only_a_beginning_when_killed_and_resume_it() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        byte[] content = StoreFixture.content(400_000);
        try (FakeServer server = new FakeServer()) {
            server.on("/m", stalled(content, 300_000, end, "ETag", "\"a\""), file(content, "ETag", "\"a\""));
            Process process = PullProcess.start(folder, server.address("/m"), content);
            // The first byte that it prints says that a part has come.
            assertThat(process.getInputStream().read()).isPositive();
            process.destroyForcibly().waitFor();
            end.countDown();

            assertThat(fixture.stored()).containsExactly("tiny/1/m.onnx.part", "tiny/1/m.onnx.part.from");
            ModelManifest manifest = StoreFixture.manifest(content, server.address("/m"));
            assertThat(fixture.store().installed(manifest)).isEmpty();
            assertThat(fixture.pull(manifest).file("model")).hasBinaryContent(content);
            assertThat(server.requests).hasSize(2);
            assertThat(server.requests.get(1)).matches("/m Range: bytes=[23]\\d{5}- If-Range: \"a\"");
        }
    }

    @Test
    void should_wait_for_another_process_and_then_find_the_model() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        try (FakeServer server = new FakeServer()) {
            server.on("/m", exchange -> {
                asked.countDown();
                FakeServer.await(waited);
                file(CONTENT).give(exchange);
            });
            Process process = PullProcess.start(folder, server.address("/m"), CONTENT);
            asked.await();

            InstalledModel model = realStore().ensure(StoreFixture.manifest(CONTENT, server.address("/m")), e -> {
                fixture.events.add(e);
                waited.countDown();
            });

            assertThat(model.file("model")).hasBinaryContent(CONTENT);
            assertThat(fixture.events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PullEvent.Waiting.class,
                            e -> assertThat(e.reason()).isEqualTo("another process is installing it"));
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Installed");
            assertThat(server.requests).containsExactly("/m");
        }
    }

    @Test
    void should_clean_beginnings_that_nobody_resumed() throws Exception {
        Path downloads = Files.createDirectories(fixture.models().resolve(".downloads"));
        Path old = Files.writeString(downloads.resolve("x.tgz.part"), "x");
        Path fresh = Files.writeString(downloads.resolve("y.tgz.part"), "y");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));

        fixture.pull(manifest());

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void should_read_a_damaged_record_as_none() throws Exception {
        InstalledModel model = fixture.pull(manifest());
        Files.write(model.folder().resolve("installed.json"), "{".getBytes(StandardCharsets.UTF_8));

        assertThat(fixture.store().installed(manifest())).isEmpty();
        assertThat(fixture.store().list()).isEmpty();
        assertThat(fixture.store().ensure(manifest(), PullListener.SILENT)).isEqualTo(model);
    }
}
