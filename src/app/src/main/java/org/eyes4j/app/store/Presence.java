package org.eyes4j.app.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share the database. On one machine, who is dead is known by its process at once; on another,
 * by a heart that has not beaten for a while. Thread-safe.
 */
final class Presence implements AutoCloseable {
    /** A process of another machine is dead when its heart has not beaten for so long. */
    static final Duration DEAD = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    /** How far the start of one process may seem to move when the clock is set. */
    private static final long START_SLACK_MILLIS = 2000;

    private final Database database;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final String machine;
    private boolean known;
    private volatile boolean closed;

    /** @param machine tells this machine from others, usually {@link #thisMachine} */
    Presence(Database database, Clock clock, String machine) {
        this.database = database;
        this.clock = clock;
        this.machine = machine;
    }

    /** Another process. */
    record Holder(String id, String machine, long pid, long started, Instant heartbeat) {}

    /** By which others know this process; from the first call on it is known to the database. */
    synchronized String id() {
        if (!known) {
            ProcessHandle self = ProcessHandle.current();
            database.write(sql -> sql.update(
                    "INSERT INTO holders (id, machine, pid, started, heartbeat) VALUES (?, ?, ?, ?, ?)",
                    id,
                    machine,
                    self.pid(),
                    started(self),
                    clock.instant()));
            known = true;
            database.later()
                    .scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return id;
    }

    private void beat() {
        try {
            database.write(sql -> sql.update("UPDATE holders SET heartbeat = ? WHERE id = ?", clock.instant(), id));
        } catch (StoreException e) {
            if (!closed) {
                LOG.warn("Others may take this process for dead: {}", e.getMessage());
            }
        }
    }

    /** Whether a holder is one that lives. */
    boolean isAlive(Sql sql, String holder) throws SQLException {
        return holder.equals(id) || find(sql, holder).map(this::lives).orElse(false);
    }

    Optional<Holder> find(Sql sql, String holder) throws SQLException {
        return sql.first(
                "SELECT id, machine, pid, started, heartbeat FROM holders WHERE id = ?",
                row -> new Holder(
                        row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), Sql.moment(row.getLong(5))),
                holder);
    }

    /** Whether a holder is a process of this machine. */
    boolean isHere(Holder holder) {
        return holder.machine().equals(machine);
    }

    private boolean lives(Holder holder) {
        if (isHere(holder)) {
            return ProcessHandle.of(holder.pid())
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> Math.abs(started(p) - holder.started()) <= START_SLACK_MILLIS)
                    .isPresent();
        }
        return holder.heartbeat().plus(DEAD).isAfter(clock.instant());
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** All that are dead; what they had is free. */
    List<String> dead(Sql sql) throws SQLException {
        List<String> gone = new ArrayList<>();
        for (String other : sql.list("SELECT id FROM holders", row -> row.getString(1))) {
            if (!isAlive(sql, other)) {
                gone.add(other);
            }
        }
        return gone;
    }

    /** Forgets the dead that have nothing any more. */
    void bury() {
        database.write(sql -> {
            for (String gone : dead(sql)) {
                sql.update(
                        "DELETE FROM holders WHERE id = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE holder = holders.id)",
                        gone);
            }
            return 0;
        });
    }

    /** A name for this machine that no other has at this time, container or not. */
    static String thisMachine() {
        // Asked of the kernel first: a name server that does not answer would hold up the start.
        String host = line("/proc/sys/kernel/hostname");
        try {
            host = !host.isEmpty() ? host : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "?";
        }
        return host + " " + line("/proc/sys/kernel/random/boot_id") + " " + link("/proc/self/ns/pid");
    }

    private static String line(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | RuntimeException e) {
            return ""; // not on this system
        }
    }

    private static String link(String file) {
        try {
            return Files.readSymbolicLink(Path.of(file)).toString();
        } catch (IOException | RuntimeException e) {
            return ""; // not on this system
        }
    }

    /** Says good-bye: what this process still had is free at once. */
    @Override
    public synchronized void close() {
        boolean open = !closed;
        closed = true;
        if (known && open) {
            try {
                database.write(sql -> {
                    sql.update("UPDATE runs SET holder = '' WHERE holder = ?", id);
                    sql.update("DELETE FROM session_locks WHERE holder = ?", id);
                    return sql.update("DELETE FROM holders WHERE id = ?", id);
                });
            } catch (StoreException e) {
                LOG.warn("Others will have to find out that this process ended: {}", e.getMessage());
            }
        }
    }
}
