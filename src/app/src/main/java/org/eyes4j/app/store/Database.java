package org.eyes4j.app.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eyes4j.app.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with one writer. What {@link #write} did survives a {@code kill -9} from the moment it comes back. What is given
 * to {@link #soon} is written in order, by the next who writes or after a few milliseconds, whichever is first: many
 * small writes cost one commit. Thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** How long a small write waits for company. */
    private static final long LINGER_MILLIS = 4;
    /** When the database does not take it: try again. */
    private static final long RETRY_MILLIS = 1000;

    private final Connections connections;
    private final Preparation preparation;
    private final Object preparing = new Object();
    private volatile boolean prepared;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Deque<Small> waiting = new ArrayDeque<>();
    private final ScheduledExecutorService later;
    private boolean scheduled;
    private volatile boolean complained;
    private volatile boolean closed;

    /** Work with statements. */
    @FunctionalInterface
    interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Brings the tables up to date. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Connections connections) throws SQLException;
    }

    private record Small(Work<?> work, Runnable written) {}

    /** @param preparation done once, before anything else is read or written */
    Database(Connections connections, Preparation preparation) {
        this.connections = connections;
        this.preparation = preparation;
        this.later = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "store");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens it and brings its tables up to date, if that was not done yet.
     *
     * @throws StoreException saying what is wrong with it
     */
    void prepare() {
        if (prepared) {
            return;
        }
        synchronized (preparing) {
            if (!prepared) {
                try {
                    preparation.prepare(connections);
                    prepared = true;
                } catch (SQLException e) {
                    throw fault("open", e);
                }
            }
        }
    }

    /**
     * Writes in a transaction of its own, after all that waits to be written.
     *
     * @throws StoreException if the database does not take it; then nothing of this work is kept
     */
    <T> T write(Work<T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A transaction within a transaction");
        }
        prepare();
        List<Small> before = new ArrayList<>();
        T result;
        writing.lock();
        try {
            take(before);
            result = before.isEmpty() ? transaction(work) : together(before, work);
        } catch (SQLException e) {
            throw fault("write to", e);
        } finally {
            writing.unlock();
        }
        before.forEach(small -> small.written().run());
        return result;
    }

    /** What waits and this work in one transaction; each in one of its own where that does not go. */
    private <T> T together(List<Small> before, Work<T> work) throws SQLException {
        try {
            return transaction(sql -> {
                for (Small small : before) {
                    small.work().with(sql);
                }
                return work.with(sql);
            });
        } catch (SQLException | RuntimeException e) {
            oneByOne(before);
            return transaction(work);
        }
    }

    /** Writes what can be; what never can is dropped from the list, the rest waits again. */
    private void oneByOne(List<Small> smalls) throws SQLException {
        List<Small> written = new ArrayList<>();
        for (int i = 0; i < smalls.size(); i++) {
            Small small = smalls.get(i);
            try {
                transaction(small.work());
                written.add(small);
            } catch (SQLException e) {
                if (!isConflict(e)) {
                    putBack(smalls.subList(i, smalls.size()));
                    smalls.clear();
                    smalls.addAll(written);
                    throw e;
                }
                LOG.warn("An event was not kept in {}: {}", connections.shown(), e.getMessage());
            }
        }
        smalls.clear();
        smalls.addAll(written);
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        Sql sql = connections.writer();
        try {
            sql.begin();
            T result = work.with(sql);
            sql.commit();
            complained = false;
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                sql.rollback();
                if (e instanceof SQLException fault && !isConflict(fault)) {
                    connections.renewWriter();
                }
            } catch (SQLException again) {
                connections.renewWriter();
            }
            throw e;
        }
    }

    /** Whether a statement can never succeed: what it would add is there already, or breaks a rule. */
    private static boolean isConflict(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean sqlite = e instanceof org.sqlite.SQLiteException lite
                && (lite.getResultCode().code & 0xff) == org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT.code;
        return sqlite || state.startsWith("23");
    }

    /**
     * Writes before long, in the order in which it was given.
     *
     * @param written told when it would survive the process; on whatever thread wrote it
     */
    void soon(Work<?> work, Runnable written) {
        synchronized (waiting) {
            if (closed) {
                throw new StoreException(Kind.STORAGE, connections.shown() + " is closed");
            }
            waiting.add(new Small(work, written));
            schedule(LINGER_MILLIS);
        }
    }

    private void schedule(long millis) {
        if (!scheduled && !closed) {
            scheduled = true;
            later.schedule(this::flush, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Writes all that waits. */
    private void flush() {
        synchronized (waiting) {
            scheduled = false;
            if (waiting.isEmpty()) {
                return;
            }
        }
        try {
            write(sql -> 0);
        } catch (StoreException e) {
            if (!complained) {
                complained = true;
                LOG.error("What happens in runs cannot be kept just now, and is tried again: {}", e.getMessage());
            }
            synchronized (waiting) {
                schedule(RETRY_MILLIS);
            }
        }
    }

    private void take(List<Small> into) {
        synchronized (waiting) {
            into.addAll(waiting);
            waiting.clear();
        }
    }

    private void putBack(List<Small> smalls) {
        synchronized (waiting) {
            for (int i = smalls.size() - 1; i >= 0; i--) {
                waiting.addFirst(smalls.get(i));
            }
            schedule(RETRY_MILLIS);
        }
    }

    /**
     * Reads what was committed.
     *
     * @throws StoreException if the database does not give it
     */
    <T> T read(Work<T> work) {
        prepare();
        Sql reader = null;
        boolean fine = false;
        try {
            reader = connections.reader();
            T result = work.with(reader);
            fine = true;
            return result;
        } catch (SQLException e) {
            throw fault("read from", e);
        } finally {
            letGo(reader, fine);
        }
    }

    private void letGo(@Nullable Sql reader, boolean fine) {
        if (reader == null) {
            return;
        }
        if (fine) {
            connections.giveBack(reader);
            return;
        }
        try {
            reader.close();
        } catch (SQLException e) {
            LOG.debug("A connection that failed could not be closed", e);
        }
    }

    private StoreException fault(String what, SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new StoreException(Kind.STORAGE, "Cannot " + what + " " + connections.shown() + ": " + message, e);
    }

    String shown() {
        return connections.shown();
    }

    /** A thread for what is done from time to time. */
    ScheduledExecutorService later() {
        return later;
    }

    /** Writes what waits, and closes. */
    @Override
    public void close() {
        synchronized (waiting) {
            if (closed) {
                return;
            }
            closed = true;
        }
        later.shutdownNow();
        try {
            if (prepared) {
                write(sql -> 0);
            }
        } catch (StoreException e) {
            LOG.error("The last events of runs could not be kept: {}", e.getMessage());
        }
        connections.close();
    }
}
