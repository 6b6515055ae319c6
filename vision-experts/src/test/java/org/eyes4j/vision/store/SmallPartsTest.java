package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.network.EnvironmentProxy;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {
    @TempDir
    Path folder;

    @Test
    void should_read_every_form_of_address() {
        assertThat(SourceAddress.parse("maven:a.b:c-d:1.0!/x/y.onnx"))
                .isEqualTo(new SourceAddress.Maven("a.b", "c-d", "1.0", "x/y.onnx"));
        assertThat(SourceAddress.parse("npm:@a/b@1.0.0!/package/x"))
                .isEqualTo(new SourceAddress.Npm("@a/b", "1.0.0", "package/x"));
        assertThat(SourceAddress.parse("npm:b@1!/package/x")).isEqualTo(new SourceAddress.Npm("b", "1", "package/x"));
        assertThat(SourceAddress.parse("hub:a/b@refs/pr/1!/onnx/x"))
                .isEqualTo(new SourceAddress.Hub("a/b", "refs/pr/1", "onnx/x"));
        assertThat(SourceAddress.parse("file:~/x")).isEqualTo(new SourceAddress.Local("~/x"));
        assertThatThrownBy(() -> SourceAddress.parse("ftp://x"))
                .hasMessageEndingWith("https://… or file:PATH, got `ftp://x`");
    }

    @Test
    void should_read_when_a_server_wants_to_be_asked_again() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");

        assertThat(answer("Retry-After", "120").retryAfter(now)).contains(Duration.ofSeconds(120));
        assertThat(answer("Retry-After", "Fri, 02 Jan 2026 03:05:05 GMT").retryAfter(now))
                .contains(Duration.ofMinutes(1));
        assertThat(answer("Retry-After", "Fri, 02 Jan 2026 03:00:05 GMT").retryAfter(now))
                .contains(Duration.ZERO);
        assertThat(answer("Retry-After", "soon").retryAfter(now)).isEmpty();
    }

    @Test
    void should_read_validators_and_ranges() {
        assertThat(answer("ETag", "W/\"a\"").etag()).isEmpty();
        assertThat(answer("ETag", "\"a\"").etag()).isEqualTo("\"a\"");
        assertThat(answer("Content-Range", "bytes 5-9/10").rangeStart()).isEqualTo(5);
        assertThat(answer("Content-Range", "lines 5-9/10").rangeStart()).isEqualTo(-1);
        assertThat(HttpAnswer.linkedHash(answer("X-Linked-Etag", "\"abc\"").headers()))
                .isEmpty();
    }

    private static HttpAnswer answer(String name, String value) {
        return new HttpAnswer(
                URI.create("https://x.invalid"),
                200,
                HttpHeaders.of(Map.of(name, List.of(value)), (a, b) -> true),
                new ByteArrayInputStream(new byte[0]),
                Optional.empty());
    }

    @Test
    void should_show_no_secrets_and_know_loopback() {
        assertThat(WebAddresses.shown(URI.create("https://u:p@h.invalid:8/p?token=t")))
                .isEqualTo("https://h.invalid:8/p");
        assertThat(Loopback.is(URI.create("http://[::1]:1/"))).isTrue();
        assertThat(Loopback.is(URI.create("http://127.0.0.1.evil.invalid/"))).isFalse();
        assertThatThrownBy(() ->
                        WebAddresses.checkRedirect(URI.create("https://h.invalid/a"), URI.create("http://127.0.0.1/a")))
                .hasMessage("redirected to this machine itself (http://127.0.0.1/a), which is refused");
    }

    @Test
    void should_use_the_proxy_of_the_environment_but_not_for_this_machine() {
        EnvironmentProxy proxy = new EnvironmentProxy(
                Map.of("https_proxy", "http://proxy.invalid:3128", "NO_PROXY", ".inside.invalid, plain.invalid"));

        assertThat(proxy.select(URI.create("https://h.invalid/")))
                .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 3128)));
        assertThat(proxy.select(URI.create("https://a.inside.invalid/"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxy.select(URI.create("https://plain.invalid/"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxy.select(URI.create("http://localhost:1/"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void should_give_a_login_to_the_longest_matching_place_only() {
        NpmConfig.Registry registry = new NpmConfig.Registry(
                URI.create("https://h.invalid/a/"),
                Map.of(
                        "//h.invalid/:_auth", "eDp5",
                        "//h.invalid/a/:_authToken", "t",
                        "//g.invalid/:username", "u",
                        "//g.invalid/:_password", "cA=="));

        assertThat(registry.authorization(URI.create("https://h.invalid/a/b"))).contains("Bearer t");
        assertThat(registry.authorization(URI.create("https://h.invalid/c"))).contains("Basic eDp5");
        assertThat(registry.authorization(URI.create("https://g.invalid/c"))).contains("Basic dTpw");
        assertThat(registry.authorization(URI.create("https://h.invalid.evil.invalid/a/b")))
                .isEmpty();
    }

    @Test
    void should_take_a_file_from_the_local_maven_repository_that_the_user_set() throws Exception {
        byte[] content = StoreFixture.content(100);
        Path jar = folder.resolve("repo/g/h/a/1/a-1.jar");
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("m/x"));
            zip.write(content);
        }
        Files.createDirectories(folder.resolve("user/.m2"));
        Files.writeString(
                folder.resolve("user/.m2/settings.xml"),
                "<settings><!-- <localRepository>/no</localRepository> --><localRepository>" + folder.resolve("repo")
                        + "</localRepository></settings>");
        StoreFixture fixture = new StoreFixture(folder);
        fixture.settings = fixture.settings.withoutNetwork();

        assertThat(fixture.pull(StoreFixture.manifest(content, "maven:g.h:a:1!/m/x"))
                        .file("model"))
                .hasBinaryContent(content);
        assertThatThrownBy(() -> fixture.pull(StoreFixture.manifest(new byte[5], "maven:g.h:a:1!/m/y")))
                .hasMessageContaining(jar + " has no file m/y");
    }

    @Test
    void should_not_write_where_an_entry_of_a_jar_points_to() throws Exception {
        byte[] content = StoreFixture.content(100);
        Path jar = folder.resolve("user/.m2/repository/g/a/1/a-1.jar");
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("../../evil"));
            zip.write(content);
        }
        StoreFixture fixture = new StoreFixture(folder);
        fixture.settings = fixture.settings.withoutNetwork();

        assertThatThrownBy(() -> fixture.pull(StoreFixture.manifest(content, "maven:g:a:1!/evil")))
                .hasMessageContaining(jar + " has no file evil");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.endsWith("evil"))).isEmpty();
        }
    }

    @Test
    void should_tell_experts_in_plain_words() {
        List<String> lines = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ToolContext context =
                new ToolContext(new Cancellation(), lines::add, warnings::add, Optional.empty(), Optional.empty());
        ModelManifest manifest = StoreFixture.manifest(new byte[1], "file:/no/such");
        StoreModelProvider provider = new StoreModelProvider(ModelStore.of(Home.at(folder), Settings.defaults()));

        assertThat(provider.isInstalled(manifest)).isFalse();
        assertThatThrownBy(() -> provider.ensure(manifest, context))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("Model `tiny` could not be fetched. Its sources answered:\n  file:/no/such no such file");
        assertThat(lines)
                .containsExactly("Fetching tiny: A tiny model, 1 B, licence MIT (here)", "file:/no/such no such file");
        assertThat(warnings).isEmpty();
    }
}
