package org.eyes4j.app.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.service.ArtifactRow;
import org.eyes4j.app.service.ArtifactShelf;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.tools.artifact.ArtifactStore;

/** Forgets what is older, or more, than is to stay. */
public final class Sweep {
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    /** What came just now is perhaps to be asked about next. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Database database;
    private final RunShelf runs;
    private final ArtifactShelf artifacts;
    private final ArtifactStore bytes;
    private final SessionStore sessions;
    private final Clock clock;

    Sweep(
            Database database,
            RunShelf runs,
            ArtifactShelf artifacts,
            ArtifactStore bytes,
            SessionStore sessions,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.artifacts = artifacts;
        this.bytes = bytes;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What was forgotten.
     *
     * @param artifacts of owners: one that two had counts twice
     */
    public record Gone(int runs, int sessions, int artifacts) {
        public boolean isNothing() {
            return runs + sessions + artifacts == 0;
        }
    }

    Gone sweep(Retention retention) {
        int oldSessions = sessions.prune(retention.sessions()).size();
        int oldRuns = runs.prune(retention.runs()).size();
        return new Gone(oldRuns, oldSessions, forgetArtifacts(retention));
    }

    private int forgetArtifacts(Retention retention) {
        // Of conversations, and of runs that are not over: these never leave.
        Set<String> needed = ids("SELECT artifact FROM session_pictures");
        needed.addAll(ids("SELECT answer FROM answers"));
        needed.addAll(ids("SELECT demand FROM runs WHERE status IN ('queued', 'running')"));
        needed.addAll(ids("SELECT c.result FROM calls c JOIN runs r ON r.id = c.run"
                + " WHERE r.status IN ('queued', 'running')"));
        Set<String> told = ids("SELECT demand FROM runs");
        told.addAll(ids("SELECT result FROM runs WHERE result IS NOT NULL"));
        Instant now = clock.instant();
        int gone = 0;
        if (!retention.artifacts().isZero()) {
            for (ArtifactRow row : before(now.minus(retention.artifacts()))) {
                if (!needed.contains(row.id()) && !told.contains(row.id())) {
                    gone += forget(row);
                }
            }
        }
        return gone + forgetAbove(retention.artifactBytes(), needed, told, now.minus(YOUNG));
    }

    /** The oldest first: those that nothing speaks of, then those of runs that are over. */
    private int forgetAbove(long most, Set<String> needed, Set<String> told, Instant young) {
        long total = total();
        if (most == 0 || total <= most) {
            return 0;
        }
        int gone = 0;
        for (boolean spokenOf : new boolean[] {false, true}) {
            for (ArtifactRow row : before(young)) {
                if (total <= most) {
                    return gone;
                }
                if (!needed.contains(row.id()) && told.contains(row.id()) == spokenOf) {
                    gone += forget(row);
                    total = artifacts.find(row.id()).isPresent() ? total : total - row.size();
                }
            }
        }
        return gone;
    }

    private int forget(ArtifactRow row) {
        boolean there = artifacts.remove(row.owner(), row.id());
        if (artifacts.find(row.id()).isEmpty()) {
            bytes.remove(row.id());
        }
        return there ? 1 : 0;
    }

    private List<ArtifactRow> before(Instant moment) {
        return database.read(sql -> sql.list(
                SqlArtifactShelf.SELECT + "WHERE created < ? ORDER BY created, id", SqlArtifactShelf::row, moment));
    }

    private long total() {
        return database.read(sql -> sql.first(
                        "SELECT COALESCE(SUM(size), 0) FROM (SELECT DISTINCT id, size FROM artifacts) AS each_once",
                        row -> row.getLong(1))
                .orElse(0L));
    }

    private Set<String> ids(String query) {
        Set<String> ids = new HashSet<>();
        database.read(sql -> sql.list(query, row -> add(row.getString(1), ids)));
        return ids;
    }

    private static boolean add(String text, Set<String> ids) {
        Matcher found = ID.matcher(text);
        while (found.find()) {
            ids.add(found.group());
        }
        return true;
    }
}
