package org.eyes4j.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, kept prepared. Moments are nanoseconds since 1970, texts are without what PostgreSQL cannot
 * hold (NUL, halves of surrogate pairs). Not thread-safe.
 */
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final String begin;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /**
     * @param connection with auto-commit
     * @param begin how a transaction that writes begins
     */
    Sql(Connection connection, String begin) {
        this.connection = connection;
        this.begin = begin;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Begins to write. With {@code setAutoCommit(false)} SQLite's driver would begin again at each commit, and keep all other
     * processes from writing.
     */
    void begin() throws SQLException {
        execute(begin);
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    void rollback() throws SQLException {
        execute("ROLLBACK");
    }

    private void execute(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        statement.execute();
    }

    /** How many rows it changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet found = bound(sql, parameters).executeQuery()) {
            while (found.next()) {
                rows.add(mapper.map(found));
            }
        }
        return rows;
    }

    <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        try (ResultSet found = bound(sql, parameters).executeQuery()) {
            return found.next() ? Optional.of(mapper.map(found)) : Optional.empty();
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else if (value instanceof Instant moment) {
                statement.setLong(i + 1, nanos(moment));
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, clean(value.toString()));
            }
        }
        return statement;
    }

    /** Nanoseconds since 1970; what lies further away than a long can tell is as far as it can. */
    static long nanos(Instant moment) {
        try {
            return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
        } catch (ArithmeticException e) {
            return moment.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    static Instant moment(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** A moment that may be missing: 0 stands for none. */
    static @Nullable Instant momentOrNone(long nanos) {
        return nanos == 0 ? null : moment(nanos);
    }

    static long nanosOrNone(@Nullable Instant moment) {
        return moment == null ? 0 : nanos(moment);
    }

    /** A text as every database can hold it. */
    static String clean(String text) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
                cleaned.setCharAt(i, '\uFFFD');
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        connection.close();
    }
}
