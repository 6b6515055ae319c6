package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer after all redirects.
 *
 * @param uri which address answered in the end
 * @param linkedHash SHA-256 of the file, as a hub states it on the way
 */
record HttpAnswer(URI uri, int status, HttpHeaders headers, InputStream body, Optional<String> linkedHash)
        implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** A hub's {@code X-Linked-Etag}, when it is the SHA-256 that it is for large files. */
    static Optional<String> linkedHash(HttpHeaders headers) {
        return headers.firstValue("X-Linked-Etag")
                .map(t -> t.replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT))
                .filter(t -> t.matches("[0-9a-f]{64}"));
    }

    /** Bytes of the file, as a hub states them before it sends one to where it keeps the file; empty when it does not. */
    static OptionalLong linkedSize(HttpHeaders headers) {
        String text = headers.firstValue("X-Linked-Size").orElse("");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The strong validator of the file; empty when there is none. */
    String etag() {
        return headers.firstValue("ETag").filter(t -> t.startsWith("\"")).orElse("");
    }

    /** Bytes of this answer; -1 when not stated. */
    long length() {
        return headers.firstValueAsLong("Content-Length").orElse(-1);
    }

    /** Where a partial answer begins; -1 when that is not stated. */
    long rangeStart() {
        Matcher m = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return m.matches() ? Long.parseLong(m.group(1)) : -1;
    }

    /** How long the server asks to wait, in seconds or until a date. */
    Optional<Duration> retryAfter(Instant now) {
        String text = headers.firstValue("Retry-After").orElse("").trim();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration wait = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
