package org.eyes4j.app.service;

import java.time.Instant;

/** What was used of quotas, by name and period. Thread-safe. An implementation inherits {@code QuotaShelfContractTest}. */
public interface QuotaShelf {

    /**
     * Counts.
     *
     * @param name of the quota, with whose it is: {@code calls of KEY}
     * @param period when the period began
     * @param amount what is used now; negative gives it back
     * @return what is used in the period by now
     */
    long add(String name, Instant period, long amount);

    /** What is used in a period by now. */
    long used(String name, Instant period);

    /** Forgets periods that began before. */
    void forget(Instant before);
}
