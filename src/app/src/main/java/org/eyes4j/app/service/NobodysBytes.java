package org.eyes4j.app.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;

/** Bytes that the server itself keeps for a while: known on the shelf, so that they leave like others, and nobody's to see. */
record NobodysBytes(ArtifactStore bytes, ArtifactShelf shelf, String name, Clock clock) implements ArtifactStore {
    /** No caller is called so. */
    private static final String NOBODY = "";

    @Override
    public ArtifactRef put(byte[] data, String mediaType) {
        ArtifactRef ref = bytes.put(data, mediaType);
        shelf.save(new ArtifactRow(ref.id(), NOBODY, ref.mediaType(), ref.size(), name, 0, 0, clock.instant()));
        return ref;
    }

    @Override
    public Optional<ArtifactRef> find(String id) {
        return bytes.find(id);
    }

    @Override
    public byte[] get(String id) {
        return bytes.get(id);
    }

    @Override
    public byte[] range(String id, long from, int length) {
        return bytes.range(id, from, length);
    }

    @Override
    public List<ArtifactRef> list() {
        return bytes.list();
    }

    @Override
    public boolean remove(String id) {
        return bytes.remove(id);
    }
}
