package org.eyes4j.app.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.ServerFault;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts, origins, headers of a server without keys. */
class DoorsShutTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.at(
                home,
                Map.of(
                        "eyes4j.server.security.hosts", "eyes.example",
                        "eyes4j.server.security.origins", "https://friend.example"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST:8080", "eyes.example", "192.168.0.7:80"})
    void should_answer_under_names_of_its_own(String host) throws IOException {
        assertThat(RawHttp.get(server.port(), "/api/v1/tools", "Host: " + host).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "eyes.example.evil"})
    void should_refuse_other_names(String host) throws IOException {
        RawHttp.Answer answer = RawHttp.get(server.port(), "/api/v1/tools", "Host: " + host);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains("/problems/forbidden")
                .contains(
                        "The name '" + host + "' is not one of this server's; name it in eyes4j.server.security.hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://127.0.0.1:PORT, 404",
        "Origin: https://127.0.0.1:PORT, 404",
        "Origin: https://friend.example, 404",
        "Sec-Fetch-Site: same-origin, 404",
        "X-Nothing: 1, 404",
        "Origin: http://127.0.0.1:1, 403",
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Origin: http://127.0.0.1:PORT.evil.example, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
    })
    void should_let_only_its_own_pages_change_something(String header, int status) throws IOException {
        String line = header.replace("PORT", Integer.toString(server.port()));

        assertThat(RawHttp.ask(
                                server.port(),
                                "POST",
                                "/api/v1/tools/nothing",
                                "{}",
                                line,
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void should_let_links_of_other_pages_lead_here() throws IOException {
        assertThat(RawHttp.get(server.port(), "/api/v1/tools", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_send_headers_that_bind_browsers() throws IOException {
        RawHttp.Answer answer = RawHttp.get(server.port(), "/");

        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; ")
                .contains("connect-src 'self'")
                .contains("frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).startsWith("camera=(self), ");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void should_keep_what_is_no_page_from_running_scripts() throws IOException {
        assertThat(RawHttp.get(server.port(), "/api/v1/tools").header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
    }

    @Test
    void should_not_open_to_others_without_being_told(@TempDir Path home) {
        assertThatThrownBy(() -> TestServer.at(home, Map.of("server.address", "0.0.0.0")))
                .isInstanceOf(ServerFault.class)
                .hasMessageStartingWith(
                        "server.address: 0.0.0.0 can be reached from other machines, and nobody is asked")
                .hasMessageContaining("eyes4j.server.security.keys")
                .hasMessageContaining("eyes4j.server.security.open=true");
    }

    @Test
    void should_name_the_property_that_is_wrong(@TempDir Path home) {
        assertThatThrownBy(() -> TestServer.at(
                        home,
                        Map.of(
                                "eyes4j.server.security.keys[0].name", "alice",
                                "eyes4j.server.security.keys[0].hash", "secret")))
                .isInstanceOf(ServerFault.class)
                .hasMessageStartingWith("eyes4j.server.security.keys[0]: key 'alice': hash: expected 'sha256:' and 64 ")
                .hasMessageNotContaining("(found 'secret')");
    }

    @Test
    void should_name_a_setting_that_does_not_exist(@TempDir Path home) {
        assertThatThrownBy(() -> TestServer.at(home, Map.of("eyes4j.server.security.kyes", "alice")))
                .isInstanceOf(ServerFault.class)
                .hasMessageStartingWith("eyes4j.server.security.kyes: there is no such setting");
    }

    @Test
    void should_name_the_words_that_may_stand_there(@TempDir Path home) {
        assertThatThrownBy(() -> TestServer.at(
                        home,
                        Map.of(
                                "eyes4j.server.security.keys[0].name",
                                "alice",
                                "eyes4j.server.security.keys[0].hash",
                                "sha256:" + "0".repeat(64),
                                "eyes4j.server.security.keys[0].scopes[0]",
                                "reed")))
                .isInstanceOf(ServerFault.class)
                .hasMessage(
                        "eyes4j.server.security.keys[0].scopes[0]: expected one of read, call, admin (found 'reed')");
    }
}
