package org.eyes4j.temporal;

import java.util.List;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.artifact.ValueStore;
import org.eyes4j.tools.value.Value;

/** Packs values for the way between machines: small ones whole, of large ones the artifacts go to the shared store. Thread-safe. */
final class Parcels {
    /** Most bytes of a value that stays in a history. */
    static final int SMALL = 2 << 10;

    private final ArtifactStore shared;

    /** @param shared seen by every machine */
    Parcels(ArtifactStore shared) {
        this.shared = shared;
    }

    /** @throws org.eyes4j.tools.artifact.ArtifactStoreException if it cannot be kept */
    Parcel pack(Value value) {
        MemoryArtifactStore parts = new MemoryArtifactStore(Long.MAX_VALUE);
        String id = new ValueStore(parts).put(value).id();
        List<ArtifactRef> refs = parts.list();
        if (refs.stream().mapToLong(ArtifactRef::size).sum() <= SMALL) {
            return new Parcel(
                    id,
                    refs.stream()
                            .map(ref -> new Parcel.Part(ref.mediaType(), parts.get(ref.id())))
                            .toList());
        }
        refs.stream()
                .filter(ref -> shared.find(ref.id()).isEmpty())
                .forEach(ref -> shared.put(parts.get(ref.id()), ref.mediaType()));
        return new Parcel(id, List.of());
    }

    /** @throws org.eyes4j.tools.artifact.ArtifactStoreException if it is not there or damaged */
    Value unpack(Parcel parcel) {
        if (parcel.parts().isEmpty()) {
            return new ValueStore(shared).get(parcel.value());
        }
        MemoryArtifactStore parts = new MemoryArtifactStore(Long.MAX_VALUE);
        parcel.parts().forEach(part -> parts.put(part.bytes(), part.type()));
        return new ValueStore(parts).get(parcel.value());
    }
}
