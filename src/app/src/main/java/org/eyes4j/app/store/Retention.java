package org.eyes4j.app.store;

import java.time.Duration;

/**
 * How long things stay.
 *
 * @param runs how many that are over
 * @param sessions how long those that nobody goes on with; zero for ever
 * @param artifacts how long those that no run and no session speaks of; zero for ever
 * @param artifactBytes of all artifacts together; zero for no limit
 */
public record Retention(int runs, Duration sessions, Duration artifacts, long artifactBytes) {
    public Retention {
        if (runs < 1 || sessions.isNegative() || artifacts.isNegative() || artifactBytes < 0) {
            throw new IllegalArgumentException("Expected at least 1 run and nothing negative, got runs " + runs
                    + ", sessions " + sessions + ", artifacts " + artifacts + ", artifact bytes " + artifactBytes);
        }
    }
}
