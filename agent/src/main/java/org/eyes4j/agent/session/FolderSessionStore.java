package org.eyes4j.agent.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.tools.artifact.DiskArtifactStore;

/**
 * Conversations in a folder, each in a folder of its own named by its id: {@code session.json}, and the pictures it speaks of
 * under what they contain. A turn is there whole or not at all, also after a {@code kill -9}. One process at a time has a
 * conversation. Thread-safe, also between processes.
 */
public final class FolderSessionStore implements SessionStore {
    static final String FILE = "session.json";

    private final Path folder;
    private final Clock clock;

    /** A store in a folder, which is made when first needed. */
    public FolderSessionStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public String newId() {
        return SessionIds.next(clock.instant());
    }

    @Override
    public boolean holds(String id) {
        return SessionIds.is(id) && Files.isRegularFile(folder.resolve(id).resolve(FILE));
    }

    @Override
    public Optional<Kept> find(String id) {
        Path own = folder.resolve(SessionIds.is(id) ? id : "-");
        try {
            if (!holds(id)) {
                return Optional.empty();
            }
            Session session = SessionJson.read(Files.readAllBytes(own.resolve(FILE)));
            String title = note(own, FolderOpenSession.TITLE, "");
            return Optional.of(new Kept(
                    session,
                    note(own, FolderOpenSession.OWNER, LOCAL),
                    title.isEmpty() ? session.title() : title,
                    FolderOpenSession.answers(own, session.turns().size())));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        } catch (IOException | RuntimeException e) {
            throw new SessionException(
                    Kind.DAMAGED, "The session '" + id + "' cannot be read: " + FolderOpenSession.reason(e));
        }
    }

    private static String note(Path own, String name, String otherwise) throws IOException {
        Path file = own.resolve(name);
        return Files.isRegularFile(file) ? Files.readString(file) : otherwise;
    }

    @Override
    public OpenSession open(String id, String owner) {
        SessionIds.check(id);
        return FolderOpenSession.of(folder.resolve(id), id, owner, clock);
    }

    @Override
    public List<Summary> list(Search search) {
        return all().stream()
                .filter(s -> search.owner().isEmpty() || search.owner().get().equals(s.owner()))
                .filter(s -> search.words().isEmpty() || s.fault().isEmpty() && fits(s, search.words()))
                .limit(search.most())
                .toList();
    }

    private boolean fits(Summary summary, List<String> words) {
        String text = summary.title().toLowerCase(Locale.ROOT)
                + find(summary.id()).map(kept -> kept.session().words()).orElse("");
        return words.stream().allMatch(text::contains);
    }

    @Override
    public boolean rename(String id, String title) {
        String line = SessionStore.checkTitle(title);
        if (!holds(id)) {
            return false;
        }
        try {
            Files.writeString(folder.resolve(id).resolve(FolderOpenSession.TITLE), line);
            return true;
        } catch (IOException e) {
            throw new SessionException(Kind.STORAGE, "Cannot name the session '" + id + "': " + e.getMessage());
        }
    }

    @Override
    public void branch(String id, int turns, String branch, String owner) {
        Kept kept =
                find(id).orElseThrow(() -> new SessionException(Kind.WRONG_USAGE, "There is no session '" + id + "'"));
        Session copy = kept.session().branch(branch, turns, clock.instant());
        DiskArtifactStore pictures = FolderOpenSession.pictures(folder.resolve(id));
        try (OpenSession open = open(branch, owner)) {
            if (!open.isFresh()) {
                throw new SessionException(Kind.WRONG_USAGE, "There is a session '" + branch + "' already");
            }
            copy.ledger().pictures().forEach(p -> open.keepPicture(pictures.get(p.artifact())));
            FolderOpenSession own = (FolderOpenSession) open;
            kept.answers().forEach((turn, answer) -> {
                if (turn <= turns) {
                    own.keepAnswer(turn, answer);
                }
            });
            open.keep(copy);
        }
    }

    private List<Summary> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Summary> summaries = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(f -> Files.isRegularFile(f.resolve(FILE)))
                    .filter(f -> SessionIds.is(String.valueOf(f.getFileName())))
                    .forEach(f -> summary(f).ifPresent(summaries::add));
        } catch (IOException | UncheckedIOException e) {
            throw new SessionException(Kind.STORAGE, "Cannot list the sessions in " + folder + ": " + e.getMessage());
        }
        summaries.sort(Comparator.comparing(Summary::updated).reversed());
        return summaries;
    }

    private static Optional<Summary> summary(Path own) {
        String id = String.valueOf(own.getFileName());
        try {
            Instant updated = Files.getLastModifiedTime(own.resolve(FILE)).toInstant();
            long bytes = bytes(own);
            try {
                Session session = SessionJson.read(Files.readAllBytes(own.resolve(FILE)));
                String title = note(own, FolderOpenSession.TITLE, "");
                return Optional.of(new Summary(
                        id,
                        note(own, FolderOpenSession.OWNER, LOCAL),
                        title.isEmpty() ? session.title() : title,
                        updated,
                        session.turns().size(),
                        session.ledger().pictures().size(),
                        bytes,
                        session.last().map(Turn::question).orElse(""),
                        ""));
            } catch (IOException | RuntimeException e) {
                return Optional.of(new Summary(id, LOCAL, "", updated, 0, 0, bytes, "", FolderOpenSession.reason(e)));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        } catch (IOException e) {
            return Optional.of(new Summary(id, LOCAL, "", Instant.EPOCH, 0, 0, 0, "", FolderOpenSession.reason(e)));
        }
    }

    private static long bytes(Path own) throws IOException {
        try (Stream<Path> files = Files.walk(own)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean remove(String id) {
        SessionIds.check(id);
        Path own = folder.resolve(id);
        return Files.isDirectory(own) && FolderOpenSession.remove(own, id);
    }

    @Override
    public List<String> prune(Duration keep) {
        if (keep.isZero()) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(keep);
        List<String> gone = new ArrayList<>();
        for (Summary summary : all()) {
            if (summary.updated().isBefore(oldest)) {
                try {
                    remove(summary.id());
                    gone.add(summary.id());
                } catch (SessionException e) {
                    // Someone has it, or it cannot be removed just now: another time.
                    continue;
                }
            }
        }
        return gone;
    }
}
