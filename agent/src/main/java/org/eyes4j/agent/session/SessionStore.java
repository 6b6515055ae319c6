package org.eyes4j.agent.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eyes4j.agent.session.SessionException.Kind;

/**
 * Conversations in a folder, each in a folder of its own named by its id: {@code session.json}, and the pictures it speaks of
 * under what they contain. A turn is there whole or not at all, also after a {@code kill -9}. One process at a time has a
 * conversation. Thread-safe, also between processes.
 */
public final class SessionStore {
    static final String FILE = "session.json";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** A store in a folder, which is made when first needed. */
    public SessionStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What there is to know of a conversation without going on with it.
     *
     * @param updated when its last turn was kept
     * @param questions how many were asked
     * @param pictures how many were given
     * @param bytes on disk
     * @param last the last question; empty for none
     * @param fault why it cannot be read; empty when it can
     */
    public record Summary(
            String id, Instant updated, int questions, int pictures, long bytes, String last, String fault) {}

    /**
     * Refuses what can be no id.
     *
     * @throws SessionException saying what an id is
     */
    static String checkId(String id) {
        if (!ID.matcher(id).matches()) {
            String shown = id.length() > 80 ? id.substring(0, 77) + "..." : id;
            throw new SessionException(
                    Kind.WRONG_USAGE,
                    "A session's id is 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit; got '"
                            + shown + "'");
        }
        return id;
    }

    /** An id for a conversation that nobody named. */
    public String newId() {
        byte[] some = new byte[2];
        random.nextBytes(some);
        return STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(some);
    }

    public boolean holds(String id) {
        return ID.matcher(id).matches()
                && Files.isRegularFile(folder.resolve(id).resolve(FILE));
    }

    /**
     * A conversation as it is kept, without going on with it; empty if there is none.
     *
     * @throws SessionException if what is kept of it is damaged
     */
    public Optional<Session> find(String id) {
        try {
            return holds(id)
                    ? Optional.of(SessionJson.read(
                            Files.readAllBytes(folder.resolve(id).resolve(FILE))))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        } catch (IOException | RuntimeException e) {
            throw new SessionException(
                    Kind.DAMAGED, "The session '" + id + "' cannot be read: " + OpenSession.reason(e));
        }
    }

    /**
     * Goes on with a conversation, or begins one. Close it to let others have it.
     *
     * @throws SessionException if the id is none, another process has it, or what is kept of it is damaged
     */
    public OpenSession open(String id) {
        checkId(id);
        return OpenSession.of(folder.resolve(id), id, clock);
    }

    /** All conversations, the latest first. */
    public List<Summary> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Summary> summaries = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(f -> Files.isRegularFile(f.resolve(FILE)))
                    .filter(f -> ID.matcher(String.valueOf(f.getFileName())).matches())
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
                return Optional.of(new Summary(
                        id,
                        updated,
                        session.turns().size(),
                        session.ledger().pictures().size(),
                        bytes,
                        session.last().map(Turn::question).orElse(""),
                        ""));
            } catch (IOException | RuntimeException e) {
                return Optional.of(new Summary(id, updated, 0, 0, bytes, "", OpenSession.reason(e)));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        } catch (IOException e) {
            return Optional.of(new Summary(id, Instant.EPOCH, 0, 0, 0, "", OpenSession.reason(e)));
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

    /**
     * Forgets a conversation with its pictures.
     *
     * @return whether there was one
     * @throws SessionException if another process has it
     */
    public boolean remove(String id) {
        checkId(id);
        Path own = folder.resolve(id);
        return Files.isDirectory(own) && OpenSession.remove(own, id);
    }

    /**
     * Forgets conversations that nobody went on with for long; those that someone has stay.
     *
     * @param keep how long; zero for ever
     * @return their ids
     */
    public List<String> prune(Duration keep) {
        if (keep.isZero()) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(keep);
        List<String> gone = new ArrayList<>();
        for (Summary summary : list()) {
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
