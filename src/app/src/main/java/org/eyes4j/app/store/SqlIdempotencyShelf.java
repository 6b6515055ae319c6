package org.eyes4j.app.store;

import java.time.Instant;
import java.util.Optional;
import org.eyes4j.app.service.IdempotencyShelf;

/** Keys of requests in a database. */
final class SqlIdempotencyShelf implements IdempotencyShelf {
    private final Database database;

    SqlIdempotencyShelf(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> find(String owner, String key) {
        return database.read(sql -> sql.first(
                "SELECT digest, answer, at FROM idempotency WHERE owner = ? AND key = ?",
                row -> new Kept(row.getString(1), Json.read(row.getString(2)), Sql.moment(row.getLong(3))),
                owner,
                key));
    }

    @Override
    public void save(String owner, String key, Kept kept) {
        database.write(sql -> sql.update(
                "INSERT INTO idempotency (owner, key, digest, answer, at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (owner, key) DO NOTHING",
                owner,
                key,
                kept.digest(),
                Json.write(kept.answer()),
                kept.at()));
    }

    @Override
    public void forget(Instant before) {
        database.write(sql -> sql.update("DELETE FROM idempotency WHERE at < ?", before));
    }
}
