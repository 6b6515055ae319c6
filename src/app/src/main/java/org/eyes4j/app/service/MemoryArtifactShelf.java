package org.eyes4j.app.service;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Owners of artifacts for as long as the process lives. */
public final class MemoryArtifactShelf implements ArtifactShelf {
    private record Key(String owner, String id) {}

    private final Map<Key, ArtifactRow> rows = new ConcurrentHashMap<>();

    @Override
    public void save(ArtifactRow artifact) {
        rows.put(new Key(artifact.owner(), artifact.id()), artifact);
    }

    @Override
    public Optional<ArtifactRow> find(String owner, String id) {
        return Optional.ofNullable(rows.get(new Key(owner, id)));
    }

    @Override
    public Optional<ArtifactRow> find(String id) {
        return rows.values().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    @Override
    public List<ArtifactRow> list(String owner, int most) {
        return rows.values().stream()
                .filter(r -> r.owner().equals(owner))
                .sorted(Comparator.comparing(ArtifactRow::created)
                        .thenComparing(ArtifactRow::id)
                        .reversed())
                .limit(most)
                .toList();
    }

    @Override
    public boolean remove(String owner, String id) {
        return rows.remove(new Key(owner, id)) != null;
    }
}
