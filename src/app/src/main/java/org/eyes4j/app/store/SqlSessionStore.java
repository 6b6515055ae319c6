package org.eyes4j.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.eyes4j.agent.session.FolderSessionStore;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.Session;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.agent.session.SessionIds;
import org.eyes4j.agent.session.SessionJson;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.agent.session.Turn;
import org.eyes4j.tools.artifact.ArtifactStore;

/** Conversations in a database; the bytes of their pictures are outside, by what they contain. */
final class SqlSessionStore implements SessionStore {
    private static final String SUMMARY =
            "SELECT id, owner, title, updated, questions, pictures, bytes, last, first FROM sessions ";

    private final Database database;
    private final Presence presence;
    private final ArtifactStore bytes;
    private final Path folder;
    private final Clock clock;
    private final Runnable closing;
    private boolean preparing;
    private volatile boolean prepared;

    /**
     * @param folder where earlier versions kept conversations
     * @param closing done when this is closed
     */
    SqlSessionStore(
            Database database, Presence presence, ArtifactStore bytes, Path folder, Clock clock, Runnable closing) {
        this.database = database;
        this.presence = presence;
        this.bytes = bytes;
        this.folder = folder;
        this.clock = clock;
        this.closing = closing;
    }

    /** Takes in what earlier versions left, once, before anything else. */
    private void prepare() {
        if (!prepared) {
            synchronized (folder) {
                if (!preparing) {
                    preparing = true;
                    FolderSessions.takeIn(folder, this, clock);
                    prepared = true;
                }
            }
        }
    }

    /** What a database does, with its faults as those of sessions. */
    private <T> T told(Supplier<T> work) {
        try {
            prepare();
            return work.get();
        } catch (StoreException e) {
            throw new SessionException(Kind.STORAGE, String.valueOf(e.getMessage()));
        }
    }

    private <T> T read(Database.Work<T> work) {
        return told(() -> database.read(work));
    }

    <T> T write(Database.Work<T> work) {
        return told(() -> database.write(work));
    }

    ArtifactStore bytes() {
        return bytes;
    }

    @Override
    public String newId() {
        return SessionIds.next(clock.instant());
    }

    @Override
    public boolean holds(String id) {
        return read(sql -> holds(sql, id));
    }

    private static boolean holds(Sql sql, String id) throws SQLException {
        return sql.first("SELECT 1 FROM sessions WHERE id = ?", row -> 1, id).isPresent();
    }

    @Override
    public OpenSession open(String id, String owner) {
        SessionIds.check(id);
        if (!holds(id)) {
            refuseLeftOver(id);
        }
        String token = UUID.randomUUID().toString();
        String me = told(presence::id);
        Optional<Body> body = write(sql -> {
            lock(sql, id, me, token);
            return body(sql, id);
        });
        try {
            Session session = body.isEmpty()
                    ? Session.begun(id, clock.instant())
                    : session(id, body.get().json());
            return new SqlOpenSession(
                    this,
                    new SqlOpenSession.Lock(id, me, token),
                    body.map(Body::owner).orElse(owner),
                    session,
                    body.isEmpty());
        } catch (SessionException e) {
            unlock(id, token);
            throw e;
        }
    }

    /** One of an earlier version that could not be taken in says why. */
    private void refuseLeftOver(String id) {
        FolderSessionStore old = new FolderSessionStore(folder, clock);
        if (old.holds(id)) {
            old.open(id, LOCAL).close();
            throw new SessionException(
                    Kind.LOCKED, "The session '" + id + "' of an earlier version was in use; try again");
        }
    }

    private record Body(String owner, String title, String json) {}

    private static Optional<Body> body(Sql sql, String id) throws SQLException {
        return sql.first(
                "SELECT owner, title, body FROM sessions WHERE id = ?",
                row -> new Body(row.getString(1), row.getString(2), row.getString(3)),
                id);
    }

    private void lock(Sql sql, String id, String me, String token) throws SQLException {
        Optional<String> holder =
                sql.first("SELECT holder FROM session_locks WHERE session = ?", row -> row.getString(1), id);
        if (holder.isPresent() && presence.isAlive(sql, holder.get())) {
            String process = presence.find(sql, holder.get())
                    .filter(presence::isHere)
                    .map(h -> " (process " + h.pid() + ")")
                    .orElse(" on another machine");
            throw new SessionException(
                    Kind.LOCKED,
                    "The session '" + id + "' is in use by another eyes4j" + process
                            + "; end that one, or give another --session");
        }
        sql.update("DELETE FROM session_locks WHERE session = ?", id);
        sql.update("INSERT INTO session_locks (session, holder, token) VALUES (?, ?, ?)", id, me, token);
    }

    void unlock(String id, String token) {
        write(sql -> sql.update("DELETE FROM session_locks WHERE session = ? AND token = ?", id, token));
    }

    private static Session session(String id, String json) {
        try {
            Session session = SessionJson.read(json.getBytes(StandardCharsets.UTF_8));
            if (!session.id().equals(id)) {
                throw new IllegalArgumentException("it is of the session '" + session.id() + "'");
            }
            return session;
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new SessionException(
                    Kind.DAMAGED,
                    "The session '" + id + "' cannot be read: " + why
                            + ". Give another --session, or remove this one: eyes4j chat --remove " + id);
        }
    }

    /** Keeps a conversation's form of now. */
    void save(Sql sql, Session session, String owner) throws SQLException {
        String json;
        try {
            json = new String(SessionJson.write(session), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        List<SessionPicture> pictures = session.ledger().pictures();
        sql.update(
                "INSERT INTO sessions (id, owner, title, created, updated, questions, pictures, bytes, last, first, words,"
                        + " body) VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " updated = excluded.updated, questions = excluded.questions, pictures = excluded.pictures,"
                        + " bytes = excluded.bytes, last = excluded.last, first = excluded.first, words = excluded.words, body = excluded.body",
                session.id(),
                owner,
                session.created(),
                clock.instant(),
                session.turns().size(),
                pictures.size(),
                json.length()
                        + pictures.stream().mapToLong(SessionPicture::bytes).sum(),
                session.last().map(Turn::question).orElse(""),
                session.title(),
                session.words(),
                json);
        for (SessionPicture picture : pictures) {
            sql.update(
                    "INSERT INTO session_pictures (session, artifact) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    session.id(),
                    picture.artifact());
        }
    }

    static void saveAnswer(Sql sql, String session, int turn, JsonNode answer) throws SQLException {
        sql.update(
                "INSERT INTO answers (session, turn, answer) VALUES (?, ?, ?)"
                        + " ON CONFLICT (session, turn) DO UPDATE SET answer = excluded.answer",
                session,
                turn,
                Json.write(answer));
    }

    @Override
    public Optional<Kept> find(String id) {
        Optional<Body> body = read(sql -> body(sql, id));
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Session session = session(id, body.get().json());
        Map<Integer, JsonNode> answers = new TreeMap<>();
        read(sql -> sql.list(
                "SELECT turn, answer FROM answers WHERE session = ? AND turn <= ?",
                row -> answers.put(row.getInt(1), Json.read(row.getString(2))),
                id,
                session.turns().size()));
        String title =
                body.get().title().isEmpty() ? session.title() : body.get().title();
        return Optional.of(new Kept(session, body.get().owner(), title, answers));
    }

    @Override
    public List<Summary> list(Search search) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        List<Object> parameters = new ArrayList<>();
        search.owner().ifPresent(owner -> {
            where.append(" AND owner = ?");
            parameters.add(owner);
        });
        for (String word : search.words()) {
            where.append(" AND (words LIKE ? ESCAPE '!' OR lower_title LIKE ? ESCAPE '!')");
            String like = "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
            parameters.add(like);
            parameters.add(like);
        }
        parameters.add(search.most());
        List<Summary> found = read(sql -> sql.list(
                SUMMARY + where + " ORDER BY updated DESC, id DESC LIMIT ?",
                row -> new Summary(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).isEmpty() ? row.getString(9) : row.getString(3),
                        Sql.moment(row.getLong(4)),
                        row.getInt(5),
                        row.getInt(6),
                        row.getLong(7),
                        row.getString(8),
                        ""),
                parameters.toArray()));
        return search.equals(Search.ALL) ? withLeftOvers(found) : found;
    }

    private List<Summary> withLeftOvers(List<Summary> found) {
        List<Summary> all = new ArrayList<>(found);
        all.addAll(new FolderSessionStore(folder, clock).list());
        return all;
    }

    @Override
    public boolean rename(String id, String title) {
        String line = SessionStore.checkTitle(title);
        return write(sql -> sql.update(
                        "UPDATE sessions SET title = ?, lower_title = ? WHERE id = ?",
                        line,
                        line.toLowerCase(Locale.ROOT),
                        id))
                > 0;
    }

    @Override
    public void branch(String id, int turns, String branch, String owner) {
        SessionIds.check(branch);
        Kept kept =
                find(id).orElseThrow(() -> new SessionException(Kind.WRONG_USAGE, "There is no session '" + id + "'"));
        Session copy = kept.session().branch(branch, turns, clock.instant());
        write(sql -> {
            if (holds(sql, branch)) {
                throw new SessionException(Kind.WRONG_USAGE, "There is a session '" + branch + "' already");
            }
            save(sql, copy, owner);
            for (Map.Entry<Integer, JsonNode> answer : kept.answers().entrySet()) {
                if (answer.getKey() <= turns) {
                    saveAnswer(sql, branch, answer.getKey(), answer.getValue());
                }
            }
            return 0;
        });
    }

    @Override
    public boolean remove(String id) {
        SessionIds.check(id);
        String me = told(presence::id);
        List<String> pictures = new ArrayList<>();
        boolean there = write(sql -> {
            lock(sql, id, me, "removing");
            pictures.addAll(forget(sql, id));
            sql.update("DELETE FROM session_locks WHERE session = ?", id);
            return sql.update("DELETE FROM sessions WHERE id = ?", id) > 0;
        });
        forgetBytes(pictures);
        return there || new FolderSessionStore(folder, clock).remove(id);
    }

    private static List<String> forget(Sql sql, String id) throws SQLException {
        List<String> pictures =
                sql.list("SELECT artifact FROM session_pictures WHERE session = ?", row -> row.getString(1), id);
        sql.update("DELETE FROM session_pictures WHERE session = ?", id);
        sql.update("DELETE FROM answers WHERE session = ?", id);
        return pictures;
    }

    /** Forgets pictures that a conversation does not speak of any more, and answers of turns that were taken back. */
    void sweep(Session session) {
        List<String> used = session.ledger().pictures().stream()
                .map(SessionPicture::artifact)
                .toList();
        List<String> gone = write(sql -> {
            sql.update(
                    "DELETE FROM answers WHERE session = ? AND turn > ?",
                    session.id(),
                    session.turns().size());
            List<String> unused = new ArrayList<>(sql.list(
                    "SELECT artifact FROM session_pictures WHERE session = ?", row -> row.getString(1), session.id()));
            unused.removeAll(used);
            for (String artifact : unused) {
                sql.update("DELETE FROM session_pictures WHERE session = ? AND artifact = ?", session.id(), artifact);
            }
            return unused;
        });
        forgetBytes(gone);
    }

    /** Bytes go when neither a conversation nor a client has them. */
    void forgetBytes(List<String> artifacts) {
        for (String artifact : artifacts) {
            if (read(sql -> !isUsed(sql, artifact))) {
                bytes.remove(artifact);
            }
        }
    }

    private static boolean isUsed(Sql sql, String artifact) throws SQLException {
        return sql.first("SELECT 1 FROM session_pictures WHERE artifact = ? LIMIT 1", row -> 1, artifact)
                        .isPresent()
                || sql.first("SELECT 1 FROM artifacts WHERE id = ? LIMIT 1", row -> 1, artifact)
                        .isPresent();
    }

    @Override
    public List<String> prune(Duration keep) {
        if (keep.isZero()) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(keep);
        List<String> gone = new ArrayList<>();
        for (String id : read(sql -> sql.list(
                "SELECT id FROM sessions WHERE updated < ? ORDER BY updated LIMIT 1000",
                row -> row.getString(1),
                oldest))) {
            try {
                remove(id);
                gone.add(id);
            } catch (SessionException e) {
                // Someone has it, or it cannot be removed just now: another time.
                continue;
            }
        }
        return gone;
    }

    /** Takes in a conversation that was kept elsewhere; one that is here already stays as it is. */
    void takeIn(Kept kept, Instant updated) {
        write(sql -> {
            String id = kept.session().id();
            if (!holds(sql, id)) {
                save(sql, kept.session(), kept.owner());
                sql.update("UPDATE sessions SET updated = ? WHERE id = ?", updated, id);
                for (Map.Entry<Integer, JsonNode> answer : kept.answers().entrySet()) {
                    saveAnswer(sql, id, answer.getKey(), answer.getValue());
                }
            }
            return 0;
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
