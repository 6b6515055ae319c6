package org.eyes4j.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Connections to a file of SQLite: in WAL mode, where readers and the writer do not wait for each other, and with
 * {@code synchronous=FULL}, so that what is committed survives a power cut too.
 */
final class SqliteConnections implements Connections {
    private static final int BUSY_MILLIS = 15_000;
    private static final int IDLE_READERS = 4;

    private final Path file;
    private final Path natives;
    private final ConcurrentLinkedQueue<Sql> readers = new ConcurrentLinkedQueue<>();
    private @Nullable Sql writer;
    private volatile boolean closed;

    /**
     * @param natives where SQLite's native library is unpacked
     */
    SqliteConnections(Path file, Path natives) {
        this.file = file.toAbsolutePath();
        this.natives = natives;
    }

    private void makeFolders() {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.createDirectories(natives);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.CONFIGURATION,
                    "The folder of " + file + " cannot be made: " + e
                            + "; change its owner or mode, or set EYES4J_HOME to another folder");
        }
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            System.setProperty("org.sqlite.tmpdir", natives.toString());
        }
    }

    private Sql open() throws SQLException {
        makeFolders();
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalSizeLimit(64 << 20);
        return new Sql(config.createConnection(StoreLocation.SQLITE + file), "BEGIN IMMEDIATE");
    }

    @Override
    public synchronized Sql writer() throws SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        Sql open = writer;
        if (open == null) {
            open = open();
            writer = open;
        }
        return open;
    }

    @Override
    public Sql reader() throws SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        Sql idle = readers.poll();
        return idle == null ? open() : idle;
    }

    @Override
    public void giveBack(Sql reader) {
        if (closed || readers.size() >= IDLE_READERS) {
            quietly(reader);
        } else {
            readers.add(reader);
        }
    }

    @Override
    public synchronized void renewWriter() {
        if (writer != null) {
            quietly(writer);
            writer = null;
        }
    }

    @Override
    public String shown() {
        return file.toString();
    }

    private static void quietly(Sql open) {
        try {
            open.close();
        } catch (SQLException e) {
            // It was to be let go of; the file keeps what was committed.
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Sql reader = readers.poll(); reader != null; reader = readers.poll()) {
            quietly(reader);
        }
        renewWriter();
    }
}
