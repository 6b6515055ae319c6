package org.eyes4j.app.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections to PostgreSQL, from a pool. */
final class PostgresConnections implements Connections {
    private static final int MOST = 8;
    private static final String BEGIN = "BEGIN";

    private final StoreLocation location;
    private @Nullable HikariDataSource pool;
    private @Nullable Sql writer;

    /** Nothing is contacted by this. */
    PostgresConnections(StoreLocation location) {
        this.location = location;
    }

    /** @throws StoreException if it cannot be reached or refuses the user */
    private synchronized HikariDataSource pool() {
        HikariDataSource open = pool;
        if (open == null) {
            open = open(location);
            pool = open;
        }
        return open;
    }

    private static HikariDataSource open(StoreLocation location) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(location.url());
        config.setPoolName("eyes4j");
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(10_000);
        config.setAutoCommit(true);
        Properties properties = new Properties();
        if (!location.user().isEmpty()) {
            properties.setProperty("user", location.user());
        }
        if (!location.password().isEmpty()) {
            properties.setProperty("password", location.password());
        }
        properties.setProperty("ApplicationName", "eyes4j");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        config.setDataSourceProperties(properties);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new StoreException(
                    StoreException.Kind.CONFIGURATION,
                    "eyes4j.server.store.url: " + location.shown() + " cannot be used: " + root.getMessage());
        }
    }

    @Override
    public synchronized Sql writer() throws SQLException {
        Sql open = writer;
        if (open == null) {
            open = new Sql(pool().getConnection(), BEGIN);
            writer = open;
        }
        return open;
    }

    @Override
    public Sql reader() throws SQLException {
        return new Sql(pool().getConnection(), BEGIN);
    }

    @Override
    public void giveBack(Sql reader) {
        try {
            reader.close();
        } catch (SQLException e) {
            // The pool finds out that it is broken by itself.
            return;
        }
    }

    @Override
    public synchronized void renewWriter() {
        Sql old = writer;
        writer = null;
        if (old != null) {
            pool().evictConnection(old.connection());
        }
    }

    @Override
    public String shown() {
        return location.shown();
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            renewWriter();
            pool.close();
        }
    }
}
