package org.eyes4j.tools.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryArtifactStoreTest extends ArtifactStoreContractTest {
    @Override
    protected ArtifactStore store() {
        return new MemoryArtifactStore();
    }

    @Test
    void should_hold_so_many_bytes_and_no_more() {
        ArtifactStore store = new MemoryArtifactStore(10);
        ArtifactRef first = store.put(new byte[8], "application/octet-stream");

        assertThatThrownBy(() -> store.put(new byte[3], "application/octet-stream"))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessage("There is no room for 3 bytes: the artifacts in memory take 8 of 10 bytes;"
                        + " remove some, or keep artifacts on disk");
        store.remove(first.id());
        assertThat(store.put(new byte[3], "application/octet-stream").size()).isEqualTo(3);
    }
}
