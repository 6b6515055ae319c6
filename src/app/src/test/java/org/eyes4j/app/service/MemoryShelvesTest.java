package org.eyes4j.app.service;

import org.junit.jupiter.api.Nested;

class MemoryShelvesTest {
    @Nested
    class Runs extends RunShelfContractTest {
        private final RunShelf shelf = new MemoryRunShelf();

        @Override
        protected RunShelf shelf() {
            return shelf;
        }
    }

    @Nested
    class Artifacts extends ArtifactShelfContractTest {
        private final ArtifactShelf shelf = new MemoryArtifactShelf();

        @Override
        protected ArtifactShelf shelf() {
            return shelf;
        }
    }

    /** Of calls there is no shelf in memory: see {@link MemoryCallShelf}. */
    @Nested
    class Idempotency extends IdempotencyShelfContractTest {
        private final IdempotencyShelf shelf = new MemoryIdempotencyShelf();

        @Override
        protected IdempotencyShelf shelf() {
            return shelf;
        }
    }

    @Nested
    class Quotas extends QuotaShelfContractTest {
        private final QuotaShelf shelf = new MemoryQuotaShelf();

        @Override
        protected QuotaShelf shelf() {
            return shelf;
        }
    }
}
