package org.eyes4j.app.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.service.ArtifactShelf;
import org.eyes4j.app.service.CallShelf;
import org.eyes4j.app.service.IdempotencyShelf;
import org.eyes4j.app.service.QuotaShelf;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.config.Home;
import org.eyes4j.tools.artifact.ArtifactStore;

/**
 * A database, and all that is kept in it. Close it when nothing uses it any more: what this process still had is
 * then free for others. Thread-safe.
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Presence presence;
    private final Clock clock;

    private Store(Database database, Presence presence, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.presence = presence;
    }

    /**
     * One that is opened when it is first used, or by {@link #prepare}.
     *
     * @param natives where SQLite's native library is unpacked
     */
    public static Store at(StoreLocation location, Path natives, Clock clock) {
        return at(location, natives, clock, Presence.thisMachine());
    }

    /** As if on a machine of this name. */
    static Store at(StoreLocation location, Path natives, Clock clock, String machine) {
        Connections connections = location.isSqlite()
                ? new SqliteConnections(location.file(), natives)
                : new PostgresConnections(location);
        Database database = new Database(connections, c -> Schema.migrate(location, c));
        return new Store(database, new Presence(database, clock, machine), clock);
    }

    /**
     * Opens it and brings its tables up to date, if that was not done yet.
     *
     * @throws StoreException saying what is wrong with it
     */
    public void prepare() {
        database.prepare();
    }

    /** Runs and their events. */
    public RunShelf runs() {
        return new SqlRunShelf(database, presence);
    }

    /** Whose artifacts there are. */
    public ArtifactShelf artifacts() {
        return new SqlArtifactShelf(database);
    }

    /** Calls that runs made. */
    public CallShelf calls() {
        return new SqlCallShelf(database);
    }

    /** Answers to requests with keys. */
    public IdempotencyShelf idempotency() {
        return new SqlIdempotencyShelf(database);
    }

    /** What was used of quotas. */
    public QuotaShelf quotas() {
        return new SqlQuotaShelf(database);
    }

    /**
     * Conversations.
     *
     * @param bytes where their pictures are
     * @param folder where earlier versions kept them: what is there is taken in before anything else
     */
    public SessionStore sessions(ArtifactStore bytes, Path folder) {
        return new SqlSessionStore(database, presence, bytes, folder, clock, () -> {});
    }

    /**
     * Conversations alone, as the command line has them: the database that an environment names is opened when the first is
     * asked for, and closed with them.
     *
     * @param bytes where their pictures are
     */
    public static SessionStore sessionsOf(Map<String, String> environment, Home home, ArtifactStore bytes) {
        Store store = at(StoreLocation.of(environment, home), home.cache().resolve("natives"), Clock.systemUTC());
        return new SqlSessionStore(store.database, store.presence, bytes, home.sessions(), store.clock, store::close);
    }

    /**
     * Forgets what is old.
     *
     * @param bytes where artifacts are
     * @param sessions as {@link #sessions} gives them
     */
    public Sweep.Gone sweep(Retention retention, ArtifactStore bytes, SessionStore sessions) {
        Sweep.Gone gone = new Sweep(database, runs(), artifacts(), bytes, sessions, clock).sweep(retention);
        presence.bury();
        quotas().forget(clock.instant().minus(Duration.ofDays(40)));
        return gone;
    }

    /** Where it is, as a person may read it. */
    public String shown() {
        return database.shown();
    }

    @Override
    public void close() {
        presence.close();
        database.close();
    }
}
