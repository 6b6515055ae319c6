package org.eyes4j.app.store;

import java.nio.file.Path;

class PostgresKilledProcessTest extends KilledProcessContract {
    @Override
    StoreLocation fresh(Path folder) {
        return PostgresServer.get().fresh();
    }

    @Override
    int times() {
        return 5;
    }
}
