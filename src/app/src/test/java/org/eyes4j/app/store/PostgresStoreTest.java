package org.eyes4j.app.store;

import java.nio.file.Path;

class PostgresStoreTest extends SqlStoreContract {
    @Override
    StoreLocation fresh(Path folder) {
        return PostgresServer.get().fresh();
    }
}
