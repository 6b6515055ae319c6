package org.eyes4j.app.store;

import java.time.Instant;
import org.eyes4j.app.service.QuotaShelf;

/** What was used of quotas, in a database: servers that share it count together. */
final class SqlQuotaShelf implements QuotaShelf {
    private final Database database;

    SqlQuotaShelf(Database database) {
        this.database = database;
    }

    @Override
    public long add(String name, Instant period, long amount) {
        return database.write(sql -> {
            sql.update(
                    "INSERT INTO quotas (name, period, used) VALUES (?, ?, ?)"
                            + " ON CONFLICT (name, period) DO UPDATE SET used = quotas.used + excluded.used",
                    name,
                    period,
                    amount);
            return used(sql, name, period);
        });
    }

    @Override
    public long used(String name, Instant period) {
        return database.read(sql -> used(sql, name, period));
    }

    private static long used(Sql sql, String name, Instant period) throws java.sql.SQLException {
        return sql.first("SELECT used FROM quotas WHERE name = ? AND period = ?", row -> row.getLong(1), name, period)
                .orElse(0L);
    }

    @Override
    public void forget(Instant before) {
        database.write(sql -> sql.update("DELETE FROM quotas WHERE period < ?", before));
    }
}
