package org.eyes4j.app.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fails before any controller is a problem all the same. */
class ErrorsBeforeControllersTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.at(home, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void should_tell_an_unknown_address() throws IOException {
        RawHttp.Answer answer = RawHttp.get(server.port(), "/api/v1/nothing");

        assertProblem(answer, 404, "not-found", "There is nothing at this address");
    }

    @Test
    void should_tell_that_nothing_is_at_the_page_of_errors() throws IOException {
        assertProblem(RawHttp.get(server.port(), "/error"), 404, "not-found", "There is nothing at this address");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET / HTTP/1.1                                                        | 400
                    GET  / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nbad header: x                   | 400
                    GET /a%zz HTTP/1.1\\r\\nHost: 127.0.0.1                                 | 400
                    GET /a\\\\b HTTP/1.1\\r\\nHost: 127.0.0.1                                 | 400
                    GET /..%2f..%2fetc/passwd HTTP/1.1\\r\\nHost: 127.0.0.1                 | 400
                    GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\\r\\nHost: 127.0.0.1             | 400
                    GET / HTTP/7.9\\r\\nHost: 127.0.0.1                                     | 400
                    B(D / HTTP/1.1\\r\\nHost: 127.0.0.1                                     | 400
                    POST / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nContent-Length: x               | 400
                    POST / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nTransfer-Encoding: nonsense     | 400
                    GET / HTTP/1.1\\r\\nHost: a b                                           | 400
                    """)
    void should_tell_what_tomcat_refuses(String request, int status) throws IOException {
        RawHttp.Answer answer = RawHttp.send(
                server.port(),
                request.strip().replace("\\r", "\r").replace("\\n", "\n").replace("\\\\", "\\") + "\r\n\r\n");

        assertProblem(answer, status, "malformed-request", "");
    }

    @Test
    void should_tell_headers_that_are_too_large() throws IOException {
        RawHttp.Answer answer = RawHttp.get(server.port(), "/", "X-Long: " + "x".repeat(70_000));

        assertThat(answer.status()).isBetween(400, 431);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String slug, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"/problems/" + slug + "\"")
                .contains("\"status\":" + status)
                .contains("\"detail\":\"" + detail)
                .doesNotContain("Exception");
    }
}
