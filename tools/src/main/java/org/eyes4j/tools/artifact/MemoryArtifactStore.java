package org.eyes4j.tools.artifact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eyes4j.tools.hash.Sha256;

/** Artifacts in memory, up to a number of bytes; gone with the process. */
public final class MemoryArtifactStore implements ArtifactStore {
    /** What a store holds unless it is told otherwise: 512 MiB. */
    public static final long DEFAULT_CAPACITY = 512L << 20;

    private final long capacity;
    private final Map<String, Entry> entries = new TreeMap<>();
    private long used;

    public MemoryArtifactStore() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * @param capacity most bytes, all artifacts together
     */
    public MemoryArtifactStore(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public ArtifactRef put(byte[] bytes, String mediaType) {
        byte[] copy = bytes.clone();
        ArtifactRef ref = new ArtifactRef(Sha256.of(copy), mediaType, copy.length);
        synchronized (entries) {
            Entry known = entries.get(ref.id());
            if (known != null) {
                return known.ref();
            }
            if (copy.length > capacity - used) {
                throw new ArtifactStoreException(
                        "There is no room for " + copy.length + " bytes: the artifacts in memory" + " take " + used
                                + " of " + capacity + " bytes; remove some, or keep artifacts on disk");
            }
            entries.put(ref.id(), new Entry(ref, copy));
            used += copy.length;
            return ref;
        }
    }

    @Override
    public Optional<ArtifactRef> find(String id) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(id)).map(Entry::ref);
        }
    }

    @Override
    public byte[] get(String id) {
        Entry entry;
        synchronized (entries) {
            entry = entries.get(id);
        }
        if (entry == null) {
            throw new NoSuchArtifactException(id);
        }
        return entry.bytes().clone();
    }

    @Override
    public List<ArtifactRef> list() {
        synchronized (entries) {
            return entries.values().stream().map(Entry::ref).toList();
        }
    }

    @Override
    public boolean remove(String id) {
        synchronized (entries) {
            Entry entry = entries.remove(id);
            if (entry != null) {
                used -= entry.ref().size();
            }
            return entry != null;
        }
    }

    /** Kept bytes; nobody else holds the array. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(ArtifactRef ref, byte[] bytes) {}
}
