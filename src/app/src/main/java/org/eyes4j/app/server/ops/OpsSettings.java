package org.eyes4j.app.server.ops;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server tells of itself.
 *
 * @param log {@code text} or {@code json}, on standard error
 * @param level from which on: {@code error, warn, info, debug}
 * @param otlp where spans are sent, as {@code http://127.0.0.1:4318/v1/traces}; nowhere where it is empty
 */
@ConfigurationProperties(prefix = "eyes4j.server.telemetry", ignoreUnknownFields = false)
record OpsSettings(
        @DefaultValue("text") Form log,
        @DefaultValue("info") LogLevel level,
        @DefaultValue("") String otlp) {
    enum Form {
        TEXT,
        JSON
    }

    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    OpsSettings {
        if (!otlp.isEmpty() && !otlp.matches("https?://[^\\s]+")) {
            throw new IllegalArgumentException(
                    "eyes4j.server.telemetry.otlp: expected an address as http://127.0.0.1:4318/v1/traces, found '"
                            + otlp + "'");
        }
    }

    /** Where spans go, if anywhere. */
    @Nullable
    String endpoint() {
        return otlp.isEmpty() ? null : otlp;
    }
}
