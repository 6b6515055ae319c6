package org.eyes4j.app.server.keep;

import java.time.Duration;
import org.eyes4j.app.store.Retention;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long things stay.
 *
 * @param runs how many that are over; 0 for as many as the settings say (runs.keep)
 * @param artifacts how long pictures that no run and no session speaks of; 0 for ever
 * @param artifactBytes of all pictures together; 0 for no limit
 * @param sweep how often is looked
 */
@ConfigurationProperties(prefix = "eyes4j.server.retention", ignoreUnknownFields = false)
record RetentionSettings(
        @DefaultValue("0") int runs,
        @DefaultValue("7d") Duration artifacts,
        @DefaultValue("20GB") DataSize artifactBytes,
        @DefaultValue("1h") Duration sweep) {
    RetentionSettings {
        refuse(runs < 0, "runs", "0 or more", runs);
        refuse(artifacts.isNegative(), "artifacts", "0 or more, such as 7d", artifacts);
        refuse(artifactBytes.isNegative(), "artifact-bytes", "0 or more, such as 20GB", artifactBytes);
        refuse(sweep.compareTo(Duration.ofSeconds(1)) < 0, "sweep", "at least 1s", sweep);
    }

    private static void refuse(boolean wrong, String name, String expected, Object got) {
        if (wrong) {
            throw new IllegalArgumentException(
                    "eyes4j.server.retention." + name + ": expected " + expected + ", got " + got);
        }
    }

    /**
     * As the store understands it.
     *
     * @param keptRuns by the settings
     * @param sessions how long conversations stay, by the settings
     */
    Retention retention(int keptRuns, Duration sessions) {
        return new Retention(runs == 0 ? keptRuns : runs, sessions, artifacts, artifactBytes.toBytes());
    }
}
