package org.eyes4j.agent.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.eyes4j.agent.llm.FaultCase.KEY;
import static org.eyes4j.agent.llm.FaultCase.error;
import static org.eyes4j.agent.llm.FaultCase.status;
import static org.eyes4j.agent.llm.ScriptedEndpoint.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eyes4j.agent.llm.ModelReply.Trouble;

/** Answers that are wrong whatever wire form they have. */
final class StatusFaultCases {
    private static final String KEY_HINT = "Look at the key in the environment variable TEST_KEY.";
    private static final String NAME_HINT = "Look at the name of the model (`scripted-1`) and at base_url.";

    private StatusFaultCases() {}

    static Stream<FaultCase> all() {
        return Stream.of(
                        status(
                                "401",
                                json(401, error("Incorrect API key provided: " + KEY)),
                                Trouble.UNAUTHORIZED,
                                "answered 401: Incorrect API key provided: [key]",
                                KEY_HINT),
                        status(
                                "401 with a part of the key",
                                json(401, error("Incorrect API key provided: sk-te**********cdef.")),
                                Trouble.UNAUTHORIZED,
                                "answered 401: Incorrect API key provided: [key]",
                                KEY_HINT),
                        status(
                                "402",
                                json(402, error("Payment required")),
                                Trouble.FORBIDDEN,
                                "answered 402: Payment required",
                                "Look at the account's credit."),
                        status(
                                "403",
                                json(403, error("No access")),
                                Trouble.FORBIDDEN,
                                "answered 403: No access",
                                "The key in the environment variable TEST_KEY does not give the right to use this model."),
                        status(
                                "404",
                                json(404, "{\"error\":\"model 'scripted-1' not found\"}"),
                                Trouble.NO_SUCH_MODEL,
                                "answered 404: model 'scripted-1' not found",
                                NAME_HINT),
                        status(
                                "404 without a word",
                                aResponse().withStatus(404),
                                Trouble.NO_SUCH_MODEL,
                                "answered 404",
                                NAME_HINT),
                        status(
                                "400",
                                json(400, error("Unknown parameter")),
                                Trouble.BAD_REQUEST,
                                "answered 400: Unknown parameter",
                                ""),
                        status(
                                "400 of a feature",
                                json(400, error("This model does not support image inputs")),
                                Trouble.BAD_REQUEST,
                                "answered 400: This model does not support image inputs",
                                "If it cannot do this, say so in its settings: tools, schema, images or streaming: false."),
                        status(
                                "too long",
                                json(
                                        400,
                                        "{\"error\":{\"message\":\"Too much\",\"code\":\"context_length_exceeded\"}}"),
                                Trouble.TOO_LONG,
                                "answered 400: Too much",
                                "Ask with fewer pictures or less text."),
                        status(
                                "413",
                                json(413, error("Request too large")),
                                Trouble.TOO_LONG,
                                "answered 413: Request too large",
                                "Send fewer or smaller pictures, or less text."),
                        status(
                                "filtered question",
                                json(400, "{\"error\":{\"message\":\"No\",\"code\":\"content_filter\"}}"),
                                Trouble.FILTERED,
                                "answered 400: No",
                                ""),
                        status(
                                "out of credit",
                                json(429, "{\"error\":{\"message\":\"Quota\",\"code\":\"insufficient_quota\"}}"),
                                Trouble.FORBIDDEN,
                                "answered 429: Quota",
                                "Look at the account's credit."),
                        status(
                                "429 for an hour",
                                json(429, error("Slow down")).withHeader("Retry-After", "3600"),
                                Trouble.RATE_LIMITED,
                                "answered 429: Slow down; it asks to wait 3600 s, more than the 60 s of max_wait",
                                "Try again later."),
                        status(
                                "429",
                                json(429, error("Slow down")),
                                Trouble.RATE_LIMITED,
                                "answered 429: Slow down (4 tries)",
                                "Try again later."),
                        status(
                                "500",
                                json(500, error("Oops")),
                                Trouble.SERVER_ERROR,
                                "answered 500: Oops (4 tries)",
                                "Try again later."),
                        status(
                                "502 of a proxy",
                                aResponse()
                                        .withStatus(502)
                                        .withHeader("Content-Type", "text/html")
                                        .withBody("<html>\n Bad\tGateway</html>"),
                                Trouble.SERVER_ERROR,
                                "answered 502: <html> Bad Gateway</html> (4 tries)",
                                "Try again later."),
                        status(
                                "503",
                                json(503, error("Loading model")).withHeader("Retry-After", "2"),
                                Trouble.SERVER_ERROR,
                                "answered 503: Loading model (4 tries)",
                                "Try again later."),
                        status(
                                "redirect",
                                aResponse().withStatus(307).withHeader("Location", "https://elsewhere.example/v1"),
                                Trouble.BAD_REQUEST,
                                "answered with a redirect (307) to elsewhere.example, which is not followed: key and"
                                        + " pictures go to the configured address only",
                                "If you trust that address, make it the model's base_url."),
                        status(
                                "a web page",
                                aResponse()
                                        .withStatus(200)
                                        .withHeader("Content-Type", "text/html; charset=utf-8")
                                        .withBody("<html>Sign in</html>"),
                                Trouble.MALFORMED,
                                "answered with text/html; charset=utf-8 where JSON was expected: <html>Sign in</html>",
                                "Look at base_url."),
                        status(
                                "a gzip bomb",
                                aResponse()
                                        .withStatus(200)
                                        .withHeader("Content-Type", "application/json")
                                        .withHeader("Content-Encoding", "gzip")
                                        .withBody(bomb()),
                                Trouble.MALFORMED,
                                "sent its answer compressed (gzip), which was not asked for",
                                ""))
                .flatMap(s -> s);
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
