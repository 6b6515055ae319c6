package org.eyes4j.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.Session;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.tools.artifact.ArtifactStoreException;

/** A conversation of the database that this process has. */
final class SqlOpenSession implements OpenSession {
    private final SqlSessionStore store;
    private final Lock lock;
    private final String owner;
    private final boolean fresh;
    private volatile Session session;
    private boolean kept;

    /** By which the database knows that it is this process's. */
    record Lock(String session, String holder, String token) {}

    SqlOpenSession(SqlSessionStore store, Lock lock, String owner, Session session, boolean fresh) {
        this.store = store;
        this.lock = lock;
        this.owner = owner;
        this.session = session;
        this.fresh = fresh;
        this.kept = !fresh;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public boolean isFresh() {
        return fresh && session.turns().isEmpty();
    }

    @Override
    public synchronized void keep(Session changed) {
        store.write(sql -> {
            hold(sql);
            store.save(sql, changed, owner);
            return 0;
        });
        kept = true;
        session = changed;
    }

    /** Refuses to write where another process went on since, because this one seemed dead. */
    private void hold(Sql sql) throws java.sql.SQLException {
        boolean held = sql.first(
                        "SELECT 1 FROM session_locks WHERE session = ? AND holder = ? AND token = ?",
                        row -> 1,
                        lock.session(),
                        lock.holder(),
                        lock.token())
                .isPresent();
        if (!held) {
            throw new SessionException(
                    Kind.LOCKED,
                    "Another eyes4j went on with the session '" + lock.session() + "' meanwhile; open it again");
        }
    }

    @Override
    public synchronized void keepAnswer(JsonNode answer) {
        int turn = session.turns().size();
        store.write(sql -> {
            hold(sql);
            SqlSessionStore.saveAnswer(sql, lock.session(), turn, answer);
            return 0;
        });
    }

    @Override
    public String keepPicture(byte[] bytes) {
        try {
            return store.bytes().put(bytes, "application/octet-stream").id();
        } catch (ArtifactStoreException e) {
            throw new SessionException(Kind.STORAGE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public byte[] picture(SessionPicture picture) {
        try {
            return store.bytes().get(picture.artifact());
        } catch (ArtifactStoreException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new SessionException(
                    Kind.DAMAGED,
                    "The picture " + picture.name() + " (" + picture.title() + ") of the session '" + session.id()
                            + "' cannot be read: " + why + ". Give it again with --image");
        }
    }

    @Override
    public void sweep() {
        store.sweep(session);
    }

    @Override
    public synchronized void close() {
        if (isFresh() && session.pending() == null && kept) {
            store.write(sql -> sql.update("DELETE FROM sessions WHERE id = ? AND questions = 0", lock.session()));
        }
        store.unlock(lock.session(), lock.token());
    }
}
