package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.jspecify.annotations.Nullable;

/** What an answer that is no success means. Immutable. */
final class StatusFaults {
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.?length|context window|maximum context|too many tokens|prompt is too long|exceeds? .*context",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FILTER = Pattern.compile("content.?filter|content.?policy", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_CREDIT =
            Pattern.compile("insufficient_quota|billing|credit balance|payment", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_FEATURE = Pattern.compile(
            "response_format|json_schema|output_config|output_format|tool|image|vision|stream",
            Pattern.CASE_INSENSITIVE);

    private final String model;
    private final ApiKey key;
    private final Clock clock;

    StatusFaults(String model, ApiKey key, Clock clock) {
        this.model = model;
        this.key = key;
        this.clock = clock;
    }

    /** @param body may be cut off or no JSON */
    WireFault of(int status, HttpHeaders headers, String body) {
        if (status >= 300 && status < 400) {
            return redirect(status, headers);
        }
        JsonNode json = WireJson.tryParse(body);
        return of(status, headers, code(json), said(json, body));
    }

    /** An error that came with a status of success, or within a stream. */
    WireFault ofError(JsonNode json) {
        String code = code(json);
        int status = switch (code) {
            case "overloaded_error", "api_error", "server_error", "internal_server_error" -> 500;
            case "rate_limit_error", "rate_limit_exceeded", "too_many_requests" -> 429;
            case "authentication_error", "invalid_api_key" -> 401;
            case "permission_error" -> 403;
            case "not_found_error", "model_not_found" -> 404;
            default -> numeric(code);
        };
        String said = said(json, "");
        return status == 0
                ? WireFault.lasting(Trouble.SERVER_ERROR, "sent an error in place of an answer" + told(code, said), "")
                : of(status, HttpHeaders.of(java.util.Map.of(), (a, b) -> true), code, said);
    }

    private static int numeric(String code) {
        return code.matches("[45][0-9]{2}") ? Integer.parseInt(code) : 0;
    }

    private WireFault of(int status, HttpHeaders headers, String code, String said) {
        String message = "answered " + status + told(code, said);
        String both = code + " " + said;
        return switch (status) {
            case 401 ->
                WireFault.lasting(
                        Trouble.UNAUTHORIZED,
                        message,
                        key.value().isPresent()
                                ? "Look at the key in " + key.origin() + "."
                                : "No key was sent: name where it is with key_env or key_file.");
            case 402 -> WireFault.lasting(Trouble.FORBIDDEN, message, "Look at the account's credit.");
            case 403 ->
                WireFault.lasting(
                        Trouble.FORBIDDEN,
                        message,
                        key.value().isPresent()
                                ? "The key in " + key.origin() + " does not give the right to use this model."
                                : "No key was sent: name where it is with key_env or key_file.");
            case 404 ->
                WireFault.lasting(
                        Trouble.NO_SUCH_MODEL,
                        message,
                        "Look at the name of the model (`" + model + "`) and at base_url.");
            case 413 -> WireFault.lasting(Trouble.TOO_LONG, message, "Send fewer or smaller pictures, or less text.");
            case 408 -> WireFault.passing(Trouble.TIMEOUT, message, "", wait(headers));
            case 429 ->
                NO_CREDIT.matcher(both).find()
                        ? WireFault.lasting(Trouble.FORBIDDEN, message, "Look at the account's credit.")
                        : WireFault.passing(Trouble.RATE_LIMITED, message, "Try again later.", wait(headers));
            default ->
                status >= 500
                        ? WireFault.passing(Trouble.SERVER_ERROR, message, "Try again later.", wait(headers))
                        : refused(message, both);
        };
    }

    private static WireFault refused(String message, String said) {
        if (TOO_LONG.matcher(said).find()) {
            return WireFault.lasting(Trouble.TOO_LONG, message, "Ask with fewer pictures or less text.");
        }
        if (FILTER.matcher(said).find()) {
            return WireFault.lasting(Trouble.FILTERED, message, "");
        }
        if (NO_CREDIT.matcher(said).find()) {
            return WireFault.lasting(Trouble.FORBIDDEN, message, "Look at the account's credit.");
        }
        return WireFault.lasting(
                Trouble.BAD_REQUEST,
                message,
                NO_FEATURE.matcher(said).find()
                        ? "If it cannot do this, say so in its settings: tools, schema, images or streaming: false."
                        : "");
    }

    private static WireFault redirect(int status, HttpHeaders headers) {
        String target = headers.firstValue("location").map(StatusFaults::host).orElse("nowhere");
        return WireFault.lasting(
                Trouble.BAD_REQUEST,
                "answered with a redirect (" + status + ") to " + target
                        + ", which is not followed: key and pictures go to the configured address only",
                "If you trust that address, make it the model's base_url.");
    }

    private static String host(String location) {
        try {
            URI target = URI.create(location);
            return target.getHost() == null ? "another path of the same host" : target.getHost();
        } catch (IllegalArgumentException e) {
            return "something that is no address";
        }
    }

    private String told(String code, String said) {
        String text = said.isEmpty() ? code : said;
        return text.isEmpty() ? "" : ": " + WireJson.excerpt(key.redact(text));
    }

    private static String code(@Nullable JsonNode json) {
        if (json == null) {
            return "";
        }
        JsonNode error = json.path("error");
        for (String field : new String[] {"code", "type"}) {
            String code = error.path(field).asText("");
            if (!code.isEmpty() && !code.equals("null") && !code.equals("error")) {
                return code.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static String said(@Nullable JsonNode json, String body) {
        if (json == null) {
            return body.strip();
        }
        JsonNode error = json.path("error");
        for (JsonNode candidate :
                new JsonNode[] {error.path("message"), error, json.path("message"), json.path("detail")}) {
            if (candidate.isTextual() && !candidate.asText().isBlank()) {
                return candidate.asText().strip();
            }
        }
        return "";
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3), or OpenAI's {@code retry-after-ms}. */
    private Optional<Duration> wait(HttpHeaders headers) {
        Optional<String> millis = headers.firstValue("retry-after-ms").filter(v -> v.matches("[0-9]{1,9}"));
        if (millis.isPresent()) {
            return millis.map(v -> Duration.ofMillis(Long.parseLong(v)));
        }
        return headers.firstValue("retry-after").map(String::strip).flatMap(this::retryAfter);
    }

    private Optional<Duration> retryAfter(String value) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), when);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
