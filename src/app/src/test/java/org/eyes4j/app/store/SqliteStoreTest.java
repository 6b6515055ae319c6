package org.eyes4j.app.store;

import java.nio.file.Path;

class SqliteStoreTest extends SqlStoreContract {
    @Override
    StoreLocation fresh(Path folder) {
        return new StoreLocation("jdbc:sqlite:" + folder.resolve("a b/server.db"), "", "");
    }
}
