package org.eyes4j.app.store;

import java.sql.SQLException;
import org.eyes4j.app.store.StoreException.Kind;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, brought to the form that this version works with. Flyway is loaded only where there is something to do. */
final class Schema {
    /** Of the last migration in {@code schema/}. */
    static final int VERSION = 3;

    private static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /**
     * Brings the tables up to date.
     *
     * @throws StoreException if they were made by a later version, or cannot be changed
     */
    static void migrate(StoreLocation location, Connections connections) throws SQLException {
        int there = version(location, connections);
        if (there > VERSION) {
            throw new StoreException(
                    Kind.CONFIGURATION,
                    location.shown() + " was made by a later version of eyes4j (form " + there
                            + ", and this one knows form " + VERSION + "); use that one, or another database");
        }
        if (there < VERSION) {
            try {
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(location.url(), location.user(), location.password())
                        .locations("classpath:org/eyes4j/app/store/schema")
                        .table(HISTORY)
                        .baselineOnMigrate(false)
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                throw new StoreException(Kind.CONFIGURATION, location.shown() + " cannot be prepared: " + why, e);
            }
        }
    }

    private static int version(StoreLocation location, Connections connections) throws SQLException {
        String tables = location.isSqlite()
                ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + HISTORY + "'"
                : "SELECT 1 FROM information_schema.tables WHERE table_name = '" + HISTORY
                        + "' AND table_schema = current_schema()";
        Sql sql = connections.reader();
        try {
            if (sql.first(tables, row -> 1).isEmpty()) {
                return 0;
            }
            return sql
                    .list(
                            "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL",
                            row -> number(row.getString(1)))
                    .stream()
                    .max(Integer::compare)
                    .orElse(0);
        } finally {
            connections.giveBack(sql);
        }
    }

    private static int number(String version) throws SQLException {
        try {
            return Integer.parseInt(version.split("\\.", -1)[0]);
        } catch (NumberFormatException e) {
            throw new SQLException("a migration is of version '" + version + "'", e);
        }
    }
}
