package org.eyes4j.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.session.FolderSessionStore;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.Pending;
import org.eyes4j.agent.session.Session;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.agent.session.SessionStoreContractTest;
import org.eyes4j.agent.session.Turn;
import org.eyes4j.app.service.ArtifactRow;
import org.eyes4j.app.service.ArtifactShelf;
import org.eyes4j.app.service.ArtifactShelfContractTest;
import org.eyes4j.app.service.CallShelf;
import org.eyes4j.app.service.CallShelfContractTest;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.IdempotencyShelf;
import org.eyes4j.app.service.IdempotencyShelfContractTest;
import org.eyes4j.app.service.QuotaShelf;
import org.eyes4j.app.service.QuotaShelfContractTest;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.app.service.RunShelfContractTest;
import org.eyes4j.app.service.RunStatus;
import org.eyes4j.tools.artifact.DiskArtifactStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same for every database. */
abstract class SqlStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private @TempDir Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };
    private StoreLocation location;
    private Store store;

    /** One that nobody else uses. */
    abstract StoreLocation fresh(Path folder);

    @BeforeEach
    void open() {
        location = fresh(folder);
        store = open("here");
    }

    private Store open(String machine) {
        return Store.at(location, folder.resolve("natives"), clock, machine);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Runs extends RunShelfContractTest {
        @Override
        protected RunShelf shelf() {
            return store.runs();
        }
    }

    @Nested
    class Artifacts extends ArtifactShelfContractTest {
        @Override
        protected ArtifactShelf shelf() {
            return store.artifacts();
        }
    }

    @Nested
    class Sessions extends SessionStoreContractTest {
        @Override
        protected SessionStore store(Instant at) {
            now.set(at);
            return sessions();
        }
    }

    private SessionStore sessions() {
        return store.sessions(new DiskArtifactStore(folder.resolve("artifacts")), folder.resolve("sessions"));
    }

    @Nested
    class Quotas extends QuotaShelfContractTest {
        @Override
        protected QuotaShelf shelf() {
            return store.quotas();
        }
    }

    @Nested
    class Idempotency extends IdempotencyShelfContractTest {
        @Override
        protected IdempotencyShelf shelf() {
            return store.idempotency();
        }
    }

    @Nested
    class Calls extends CallShelfContractTest {
        @Override
        protected CallShelf shelf() {
            return store.calls();
        }

        @Override
        protected void appendEvent(String run) {
            store.runs().append(run, new Event(1, NOON, "step.done", JSON.objectNode()));
        }
    }

    private static RunRow run(String id, RunStatus status) {
        return new RunRow(id, "ask", "me", status, NOON, null, null, JSON.objectNode(), null, null);
    }

    @Test
    void should_find_everything_again_when_it_is_opened_again() {
        store.runs().save(run("r1", RunStatus.DONE));
        store.runs().appendSoon("r1", new Event(1, NOON, "run.ended", JSON.objectNode()), () -> {});
        store.close();

        store = open("here");
        assertThat(store.runs().find("r1")).hasValue(run("r1", RunStatus.DONE));
        assertThat(store.runs().events("r1", 0, 9)).hasSize(1);
    }

    @Test
    void should_leave_runs_to_a_server_that_lives_and_take_them_when_its_heart_stops() {
        try (Store other = open("elsewhere")) {
            other.runs().save(run("r1", RunStatus.RUNNING));

            now.set(NOON.plus(Presence.DEAD).minusMillis(1));
            assertThat(store.runs().takeOver(9)).isEmpty();

            now.set(NOON.plus(Presence.DEAD));
            assertThat(store.runs().takeOver(9)).containsExactly(new RunShelf.Orphan(run("r1", RunStatus.RUNNING), 1));
            // WHEN the other wakes up
            assertThatThrownBy(() -> other.runs().save(run("r1", RunStatus.DONE)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Another server went on with the run r1");
            assertThat(store.runs().find("r1")).hasValue(run("r1", RunStatus.RUNNING));
        }
        assertThat(store.runs().takeOver(9)).isEmpty();
    }

    @Test
    void should_know_at_once_that_a_process_of_this_machine_lives() {
        try (Store other = open("here")) {
            other.runs().save(run("r1", RunStatus.RUNNING));

            now.set(NOON.plus(Duration.ofDays(1)));
            assertThat(store.runs().takeOver(9)).isEmpty();
        }
        // AND what it leaves when it ends is free
        assertThat(store.runs().takeOver(9)).containsExactly(new RunShelf.Orphan(run("r1", RunStatus.RUNNING), 0));
    }

    @Test
    void should_give_one_run_to_one_of_two_servers() {
        try (Store other = open("here")) {
            for (int i = 0; i < 20; i++) {
                store.runs().park(run("r" + i, RunStatus.QUEUED));
            }
            int mine = store.runs().takeOver(7).size();
            int theirs = other.runs().takeOver(99).size();

            assertThat(mine).isEqualTo(7);
            assertThat(theirs).isEqualTo(13);
        }
    }

    @Test
    void should_keep_the_others_when_an_event_is_there_already() {
        Event first = new Event(1, NOON, "a", JSON.objectNode());
        store.runs().append("r1", first);
        store.runs().appendSoon("r1", new Event(1, NOON, "b", JSON.objectNode()), () -> {});
        store.runs().appendSoon("r1", new Event(2, NOON, "c", JSON.objectNode()), () -> {});
        store.runs().append("r1", new Event(3, NOON, "d", JSON.objectNode()));

        assertThat(store.runs().events("r1", 0, 9)).extracting(Event::type).containsExactly("a", "c", "d");
    }

    @Test
    void should_refuse_tables_of_a_later_version() {
        store.prepare();
        store.close();
        try (Database database = new Database(
                location.isSqlite()
                        ? new SqliteConnections(location.file(), folder.resolve("natives"))
                        : new PostgresConnections(location),
                c -> {})) {
            database.write(sql -> sql.update(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, installed_on, execution_time, success) VALUES (99, '99', 'x', 'SQL', 'x',"
                            + " 0, 'x', CURRENT_TIMESTAMP, 0, TRUE)"));
        }

        assertThatThrownBy(() -> open("here").prepare())
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        location.shown() + " was made by a later version of eyes4j (form 99, and this one knows form "
                                + Schema.VERSION + "); use that one, or another database");
    }

    @Test
    void should_take_in_what_earlier_versions_kept_in_folders_once() throws IOException {
        Path old = folder.resolve("sessions");
        try (OpenSession open = new FolderSessionStore(old, clock).open("talk")) {
            open.keep(branchOf(open));
        }
        Files.createDirectories(old.resolve("bad"));
        Files.writeString(old.resolve("bad/session.json"), "{");
        now.set(NOON.plusSeconds(60));

        assertThat(sessions().list())
                .extracting(SessionStore.Summary::id, SessionStore.Summary::updated)
                .contains(tuple("talk", NOON))
                .hasSize(2);
        assertThat(sessions().find("talk")).map(SessionStore.Kept::owner).hasValue("local");
        assertThat(old.resolve("talk")).doesNotExist();
        // AND what cannot be read says so, and can be removed
        assertThatThrownBy(() -> sessions().open("bad"))
                .isInstanceOf(SessionException.class)
                .hasMessageStartingWith("The session 'bad' cannot be read: ");
        assertThat(sessions().remove("bad")).isTrue();
        assertThat(sessions().list()).extracting(SessionStore.Summary::id).containsExactly("talk");
    }

    private static Session branchOf(OpenSession open) {
        return new Session(
                open.session().id(), NOON, List.of(), Set.of("r1"), new Pending("Which?", "it", List.of("r1")));
    }

    @Test
    void should_let_go_of_what_a_dead_process_had_open() {
        Store other = open("elsewhere");
        other.sessions(new DiskArtifactStore(folder.resolve("artifacts")), folder.resolve("sessions"))
                .open("talk");

        assertThatThrownBy(() -> sessions().open("talk"))
                .isInstanceOf(SessionException.class)
                .hasMessage("The session 'talk' is in use by another eyes4j on another machine; end that one, or give"
                        + " another --session");
        now.set(NOON.plus(Presence.DEAD));
        sessions().open("talk").close();
        other.close();
    }

    @Test
    void should_not_let_one_write_that_slept_while_another_went_on() {
        try (Store other = open("elsewhere")) {
            OpenSession slept = other.sessions(
                            new DiskArtifactStore(folder.resolve("artifacts")), folder.resolve("sessions"))
                    .open("talk");
            now.set(NOON.plus(Presence.DEAD));
            try (OpenSession mine = sessions().open("talk")) {
                assertThatThrownBy(() -> slept.keep(branchOf(slept)))
                        .isInstanceOf(SessionException.class)
                        .hasMessage("Another eyes4j went on with the session 'talk' meanwhile; open it again");
                mine.keep(branchOf(mine));
            }
            slept.close();
        }
    }

    private static final Retention KEEP = new Retention(2, Duration.ofDays(30), Duration.ofDays(7), 0);

    private DiskArtifactStore bytes() {
        return new DiskArtifactStore(folder.resolve("artifacts"));
    }

    private String artifact(String owner, String text, Instant created) {
        String id =
                bytes().put(text.getBytes(StandardCharsets.UTF_8), "text/plain").id();
        store.artifacts().save(new ArtifactRow(id, owner, "text/plain", text.length(), text, 0, 0, created));
        return id;
    }

    private static RunRow over(String id, int second, String speaksOf) {
        return new RunRow(
                id,
                "ask",
                "me",
                RunStatus.DONE,
                NOON.plusSeconds(second),
                null,
                NOON,
                JSON.objectNode().set("pictures", JSON.arrayNode().add(speaksOf)),
                JSON.objectNode().put("answer", "1"),
                null);
    }

    @Test
    void should_forget_artifacts_that_nothing_speaks_of_after_their_time() {
        Instant old = NOON.minus(Duration.ofDays(7));
        String unused = artifact("me", "unused", old.minusNanos(1));
        String edge = artifact("me", "edge", old);
        String ofRun = artifact("me", "of a run", old.minusSeconds(1));
        String ofSession = artifact("me", "of a session", old.minusSeconds(1));
        artifact("me", "shared", old.minusSeconds(1));
        String shared = artifact("you", "shared", NOON);
        store.runs().save(over("r1", 0, ofRun));
        try (OpenSession open = sessions().open("talk")) {
            open.keep(withPicture(open, ofSession));
        }

        Sweep.Gone gone = store.sweep(KEEP, bytes(), sessions());

        assertThat(gone).isEqualTo(new Sweep.Gone(0, 0, 2));
        assertThat(store.artifacts().find(unused)).isEmpty();
        assertThat(bytes().find(unused)).isEmpty();
        for (String stays : List.of(edge, ofRun, ofSession, shared)) {
            assertThat(bytes().find(stays)).isPresent();
        }
        assertThat(store.artifacts().find("me", shared)).isEmpty();
        assertThat(store.artifacts().find("you", shared)).isPresent();
        assertThat(store.sweep(KEEP, bytes(), sessions()).isNothing()).isTrue();
    }

    private static Session withPicture(OpenSession open, String artifact) {
        Turn turn = new Turn(
                NOON,
                "Where?",
                "Where?",
                List.of(new SessionPicture("image1", "a.png", artifact, 5, 10, 10)),
                List.of("image1"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Outcome.ANSWERED,
                "offline",
                "",
                0,
                0);
        return new Session(open.session().id(), NOON, List.of(turn), Set.of(), null);
    }

    @Test
    void should_forget_the_oldest_runs_that_are_over_with_what_only_they_spoke_of() {
        Instant old = NOON.minus(Duration.ofDays(8));
        String first = artifact("me", "first", old);
        String second = artifact("me", "second", old);
        store.runs().save(over("r1", 1, first));
        store.runs().save(over("r2", 2, second));
        store.runs().save(over("r3", 3, second));
        store.runs().save(run("r0", RunStatus.RUNNING));

        assertThat(store.sweep(KEEP, bytes(), sessions())).isEqualTo(new Sweep.Gone(1, 0, 1));
        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.runs().find("r0")).isPresent();
        assertThat(bytes().find(first)).isEmpty();
        assertThat(bytes().find(second)).isPresent();
    }

    @Test
    void should_make_room_above_a_number_of_bytes_but_take_nothing_of_sessions_and_runs_at_work() {
        Instant hour = NOON.minus(Duration.ofHours(1));
        String session = artifact("me", "0123456789", hour.minusSeconds(9));
        String working = artifact("me", "123456789a", hour.minusSeconds(8));
        String ofRun = artifact("me", "23456789ab", hour.minusSeconds(7));
        String unused = artifact("me", "3456789abc", hour.minusSeconds(6));
        String young = artifact("me", "456789abcd", hour);
        try (OpenSession open = sessions().open("talk")) {
            open.keep(withPicture(open, session));
        }
        RunRow row = over("r1", 1, working);
        store.runs().save(new RunRow("r1", "ask", "me", RunStatus.RUNNING, NOON, NOON, null, row.order(), null, null));
        store.runs().save(over("r2", 2, ofRun));

        assertThat(sweepAbove(50).isNothing()).isTrue();
        assertThat(sweepAbove(49).artifacts()).isEqualTo(1);
        assertThat(bytes().find(unused)).isEmpty();
        assertThat(sweepAbove(39).artifacts()).isEqualTo(1);
        assertThat(bytes().find(ofRun)).isEmpty();
        assertThat(sweepAbove(1).isNothing()).isTrue();
        for (String stays : List.of(session, working, young)) {
            assertThat(bytes().find(stays)).isPresent();
        }
    }

    private Sweep.Gone sweepAbove(long most) {
        return store.sweep(new Retention(9, Duration.ZERO, Duration.ZERO, most), bytes(), sessions());
    }

    @Test
    void should_forget_old_sessions_with_their_pictures() {
        String picture = bytes().put(new byte[] {1, 2, 3}, "image/png").id();
        try (OpenSession open = sessions().open("talk")) {
            open.keep(withPicture(open, picture));
        }
        now.set(NOON.plus(Duration.ofDays(30)));
        assertThat(store.sweep(KEEP, bytes(), sessions()).sessions()).isZero();

        now.set(NOON.plus(Duration.ofDays(30)).plusNanos(1));
        assertThat(store.sweep(KEEP, bytes(), sessions()).sessions()).isEqualTo(1);
        assertThat(bytes().find(picture)).isEmpty();
    }
}
