package org.eyes4j.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.app.service.RunStatus;
import org.eyes4j.app.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

/** Runs and their events in a database that several servers may share. */
final class SqlRunShelf implements RunShelf {
    private static final String COLUMNS =
            "id, kind, owner, status, created, started, ended, demand, result, problem, orphaned";
    private static final String UNFINISHED = "status IN ('queued', 'running')";

    private final Database database;
    private final Presence presence;

    SqlRunShelf(Database database, Presence presence) {
        this.database = database;
        this.presence = presence;
    }

    @Override
    public void save(RunRow run) {
        save(run, run.status().isOver() ? "" : presence.id());
    }

    @Override
    public void park(RunRow run) {
        save(run, "");
    }

    private void save(RunRow run, String holder) {
        String me = presence.id();
        int changed = database.write(sql -> {
            if (run.status().isOver()) {
                sql.update("DELETE FROM calls WHERE run = ?", run.id());
            }
            return save(sql, run, holder, me);
        });
        if (changed == 0) {
            throw new StoreException(Kind.TAKEN_OVER, "Another server went on with the run " + run.id());
        }
    }

    private static int save(Sql sql, RunRow run, String holder, String me) throws SQLException {
        return sql.update(
                "INSERT INTO runs (id, kind, owner, status, created, started, ended, demand, result, problem, holder,"
                        + " orphaned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                        + " ON CONFLICT (id) DO UPDATE SET status = excluded.status, started = excluded.started,"
                        + " ended = excluded.ended, demand = excluded.demand, result = excluded.result,"
                        + " problem = excluded.problem, holder = excluded.holder"
                        // Not where another server has it by now.
                        + " WHERE runs.holder IN ('', ?)",
                run.id(),
                run.kind(),
                run.owner(),
                run.status().word(),
                run.created(),
                Sql.nanosOrNone(run.started()),
                Sql.nanosOrNone(run.ended()),
                Json.write(run.order()),
                Json.writeOrNull(run.result()),
                Json.writeOrNull(run.problem()),
                holder,
                me);
    }

    @Override
    public Optional<RunRow> find(String id) {
        return database.read(sql -> sql.first("SELECT " + COLUMNS + " FROM runs WHERE id = ?", SqlRunShelf::row, id));
    }

    @Override
    public List<RunRow> list(Optional<String> owner, Instant before, int most) {
        String order = " ORDER BY created DESC, id DESC LIMIT ?";
        return database.read(sql -> owner.isPresent()
                ? sql.list(
                        "SELECT " + COLUMNS + " FROM runs WHERE owner = ? AND created < ?" + order,
                        SqlRunShelf::row,
                        owner.get(),
                        before,
                        most)
                : sql.list(
                        "SELECT " + COLUMNS + " FROM runs WHERE created < ?" + order, SqlRunShelf::row, before, most));
    }

    @Override
    public List<Orphan> takeOver(int most) {
        String me = presence.id();
        boolean any = database.read(
                sql -> sql.first("SELECT 1 FROM runs WHERE " + UNFINISHED + " AND holder <> ? LIMIT 1", r -> 1, me)
                        .isPresent());
        return any ? database.write(sql -> takeOver(sql, me, most)) : List.of();
    }

    private List<Orphan> takeOver(Sql sql, String me, int most) throws SQLException {
        List<Orphan> taken = new ArrayList<>();
        List<Found> found = sql.list(
                "SELECT " + COLUMNS + ", holder FROM runs WHERE " + UNFINISHED
                        + " AND holder <> ? ORDER BY created, id",
                row -> new Found(row(row), row.getInt(11), row.getString(12)),
                me);
        for (Found one : found) {
            if (taken.size() >= most) {
                break;
            }
            boolean parked = one.holder().isEmpty();
            if (!parked && presence.isAlive(sql, one.holder())) {
                continue;
            }
            int deaths = one.orphaned() + (parked ? 0 : 1);
            // Another server may be at the same: only one of the two changes the row.
            int changed = sql.update(
                    "UPDATE runs SET holder = ?, orphaned = ? WHERE id = ? AND holder = ? AND " + UNFINISHED,
                    me,
                    deaths,
                    one.row().id(),
                    one.holder());
            if (changed == 1) {
                taken.add(new Orphan(one.row(), deaths));
            }
        }
        return taken;
    }

    private record Found(RunRow row, int orphaned, String holder) {}

    @Override
    public boolean remove(String id) {
        return database.write(sql -> remove(sql, id));
    }

    private static boolean remove(Sql sql, String id) throws SQLException {
        sql.update("DELETE FROM events WHERE run = ?", id);
        sql.update("DELETE FROM calls WHERE run = ?", id);
        return sql.update("DELETE FROM runs WHERE id = ?", id) > 0;
    }

    @Override
    public List<String> prune(int most) {
        List<String> old = database.read(sql -> sql.list(
                "SELECT id FROM runs WHERE NOT " + UNFINISHED + " ORDER BY created DESC, id DESC LIMIT 1000 OFFSET ?",
                row -> row.getString(1),
                most));
        // One commit each: who writes in between does not wait long.
        old.forEach(this::remove);
        return old;
    }

    @Override
    public void append(String run, Event event) {
        database.write(insert(run, event));
    }

    @Override
    public void appendSoon(String run, Event event, Runnable kept) {
        database.soon(insert(run, event), kept);
    }

    private static Database.Work<Integer> insert(String run, Event event) {
        String data = Json.write(event.data());
        return sql -> sql.update(
                "INSERT INTO events (run, seq, at, type, data) VALUES (?, ?, ?, ?, ?)",
                run,
                event.seq(),
                event.at(),
                event.type(),
                data);
    }

    @Override
    public List<Event> events(String run, long after, int most) {
        return database.read(sql -> sql.list(
                "SELECT seq, at, type, data FROM events WHERE run = ? AND seq > ? ORDER BY seq LIMIT ?",
                row -> new Event(
                        row.getLong(1), Sql.moment(row.getLong(2)), row.getString(3), Json.read(row.getString(4))),
                run,
                after,
                most));
    }

    private static RunRow row(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                RunStatus.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                Sql.moment(row.getLong(5)),
                Sql.momentOrNone(row.getLong(6)),
                Sql.momentOrNone(row.getLong(7)),
                Json.read(row.getString(8)),
                json(row.getString(9)),
                json(row.getString(10)));
    }

    private static @Nullable JsonNode json(@Nullable String text) throws SQLException {
        return text == null ? null : Json.read(text);
    }
}
