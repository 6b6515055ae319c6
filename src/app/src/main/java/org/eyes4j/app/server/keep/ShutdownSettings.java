package org.eyes4j.app.server.keep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server ends.
 *
 * @param grace how long runs may go on; what is not over then is parked, and the next server goes on with it
 */
@ConfigurationProperties(prefix = "eyes4j.server.shutdown", ignoreUnknownFields = false)
record ShutdownSettings(@DefaultValue("20s") Duration grace) {
    ShutdownSettings {
        if (grace.isNegative() || grace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "eyes4j.server.shutdown.grace: expected from 0s to 1h, got " + grace.toSeconds() + "s");
        }
    }
}
