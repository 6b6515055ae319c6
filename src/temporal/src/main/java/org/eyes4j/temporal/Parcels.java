package org.eyes4j.temporal;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.artifact.PictureMemory;
import org.eyes4j.tools.artifact.ValueStore;
import org.eyes4j.tools.value.Value;

/**
 * Packs values for the way between machines: what is small goes along, what is not goes to the shared store, and what is there
 * already is named only. Thread-safe.
 */
final class Parcels {
    /** Most bytes of a value that stay in a history. */
    static final int SMALL = 2 << 10;

    private final ArtifactStore shared;
    /** An eighth of the heap for the pixels of pictures on their way. */
    private final PictureMemory pictures =
            new PictureMemory(Runtime.getRuntime().maxMemory() / 8);

    /** @param shared seen by every machine */
    Parcels(ArtifactStore shared) {
        this.shared = shared;
    }

    /** @throws org.eyes4j.tools.artifact.ArtifactStoreException if it cannot be kept */
    Parcel pack(Value value) {
        Beside parts = new Beside(new MemoryArtifactStore(Long.MAX_VALUE), shared);
        String id = new ValueStore(parts, pictures).put(value).id();
        List<ArtifactRef> fresh = parts.list();
        if (fresh.stream().mapToLong(ArtifactRef::size).sum() <= SMALL) {
            return new Parcel(
                    id,
                    fresh.stream()
                            .map(ref -> new Parcel.Part(ref.mediaType(), parts.get(ref.id())))
                            .toList());
        }
        fresh.forEach(ref -> shared.put(parts.get(ref.id()), ref.mediaType()));
        return new Parcel(id, List.of());
    }

    /** @throws org.eyes4j.tools.artifact.ArtifactStoreException if it is not there or damaged */
    Value unpack(Parcel parcel) {
        MemoryArtifactStore parts = new MemoryArtifactStore(Long.MAX_VALUE);
        parcel.parts().forEach(part -> parts.put(part.bytes(), part.type()));
        return new ValueStore(new Beside(parts, shared), pictures).get(parcel.value());
    }

    /** What goes along, and beside it what is in the shared store. */
    private record Beside(ArtifactStore along, ArtifactStore shared) implements ArtifactStore {
        @Override
        public ArtifactRef put(byte[] bytes, String mediaType) {
            return along.put(bytes, mediaType);
        }

        @Override
        public Optional<ArtifactRef> find(String id) {
            return along.find(id).or(() -> shared.find(id));
        }

        @Override
        public byte[] get(String id) {
            return along.find(id).isPresent() ? along.get(id) : shared.get(id);
        }

        /** What goes along. */
        @Override
        public List<ArtifactRef> list() {
            return along.list();
        }

        @Override
        public boolean remove(String id) {
            return along.remove(id);
        }
    }
}
