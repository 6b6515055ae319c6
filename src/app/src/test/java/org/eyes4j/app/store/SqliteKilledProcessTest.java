package org.eyes4j.app.store;

import java.nio.file.Path;

class SqliteKilledProcessTest extends KilledProcessContract {
    @Override
    StoreLocation fresh(Path folder) {
        return new StoreLocation("jdbc:sqlite:" + folder.resolve("server.db"), "", "");
    }

    @Override
    int times() {
        return 20;
    }
}
