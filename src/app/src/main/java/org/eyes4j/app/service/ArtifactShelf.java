package org.eyes4j.app.service;

import java.util.List;
import java.util.Optional;

/** Whose artifacts there are. Thread-safe. An implementation inherits {@code ArtifactShelfContractTest}. */
public interface ArtifactShelf {

    /** Keeps what is known of an artifact of an owner, or renews it. */
    void save(ArtifactRow artifact);

    Optional<ArtifactRow> find(String owner, String id);

    /** Anybody's. */
    Optional<ArtifactRow> find(String id);

    /** An owner's, the latest first. */
    List<ArtifactRow> list(String owner, int most);

    /** Forgets an owner's; whether there was one. */
    boolean remove(String owner, String id);
}
