package org.eyes4j.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eyes4j.app.service.CallShelf;

/** Calls of runs in a database. */
final class SqlCallShelf implements CallShelf {
    private static final String BEGUN = "begun";
    private static final String MADE = "made";

    private final Database database;

    SqlCallShelf(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Call> find(String run, String key) {
        return database.read(sql -> sql.first(
                "SELECT state, result FROM calls WHERE run = ? AND key = ?",
                row -> MADE.equals(row.getString(1))
                        ? new Call(Optional.of(Json.read(row.getString(2))))
                        : new Call(Optional.empty()),
                run,
                key));
    }

    @Override
    public void begin(String run, String key) {
        database.write(
                sql -> sql.update("INSERT INTO calls (run, key, state, result) VALUES (?, ?, ?, '')", run, key, BEGUN));
    }

    @Override
    public void writeSoon(String run, String key, JsonNode result) {
        String text = Json.write(result);
        database.soon(
                sql -> sql.update(
                        "INSERT INTO calls (run, key, state, result) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (run, key) DO UPDATE SET state = excluded.state, result = excluded.result",
                        run,
                        key,
                        MADE,
                        text),
                () -> {});
    }
}
