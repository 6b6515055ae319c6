package org.eyes4j.agent.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.artifact.DiskArtifactStore;
import org.jspecify.annotations.Nullable;

/** A conversation in a folder. The system lets go of its lock when a process ends, however it ends. */
final class FolderOpenSession implements OpenSession {
    static final String OWNER = "owner";
    static final String TITLE = "title";
    private static final String LOCK = "lock";
    private static final String PICTURES = "pictures";
    private static final String ANSWERS = "answers";

    private final Path own;
    private final FileChannel channel;
    private final FileLock lock;
    private final ArtifactStore pictures;
    private final boolean fresh;
    private final Clock clock;
    private volatile Session session;

    private FolderOpenSession(
            Path own, FileChannel channel, FileLock lock, Session session, boolean fresh, Clock clock) {
        this.clock = clock;
        this.own = own;
        this.channel = channel;
        this.lock = lock;
        this.session = session;
        this.fresh = fresh;
        this.pictures = pictures(own);
    }

    static DiskArtifactStore pictures(Path own) {
        return new DiskArtifactStore(own.resolve(PICTURES));
    }

    static FolderOpenSession of(Path own, String id, String owner, Clock clock) {
        FileChannel channel = null;
        try {
            Files.createDirectories(own);
            channel = channel(own);
            FileLock lock = lock(channel, own, id);
            Path file = own.resolve(FolderSessionStore.FILE);
            boolean fresh = !Files.exists(file);
            if (fresh) {
                Files.writeString(own.resolve(OWNER), owner);
            }
            Session session = fresh ? Session.begun(id, clock.instant()) : read(file, id);
            return new FolderOpenSession(own, channel, lock, session, fresh, clock);
        } catch (IOException e) {
            closeQuietly(channel);
            throw storage("open the session '" + id + "' in " + own, e);
        } catch (SessionException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static FileChannel channel(Path own) throws IOException {
        return FileChannel.open(
                own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static FileLock lock(FileChannel channel, Path own, String id) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new SessionException(
                    Kind.LOCKED,
                    "The session '" + id + "' is in use by another eyes4j" + holder(own)
                            + "; end that one, or give another --session");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return lock;
    }

    private static String holder(Path own) {
        try {
            String pid = Files.readString(own.resolve(LOCK), StandardCharsets.US_ASCII);
            return pid.matches("\\d{1,10}") ? " (process " + pid + ")" : "";
        } catch (IOException e) {
            return ""; // some systems do not let a locked file be read
        }
    }

    private static Session read(Path file, String id) {
        try {
            Session session = SessionJson.read(Files.readAllBytes(file));
            if (!session.id().equals(id)) {
                throw new IllegalArgumentException("it is of the session '" + session.id() + "'");
            }
            return session;
        } catch (IOException | RuntimeException e) {
            throw new SessionException(
                    Kind.DAMAGED,
                    "The session '" + id + "' cannot be read: " + file + ": " + reason(e)
                            + ". Give another --session, or remove this one: eyes4j chat --remove " + id);
        }
    }

    /** Why something could not be read, on one line. */
    static String reason(Exception e) {
        String message = e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException ? "there is no right to read it" : String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > 200 ? line.substring(0, 197) + "..." : line;
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
        Path unfinished = own.resolve(FolderSessionStore.FILE + ".unfinished");
        try {
            byte[] bytes = SessionJson.write(changed);
            try (FileChannel file = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    file.write(left);
                }
                file.force(true);
            }
            Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
            Files.move(
                    unfinished,
                    own.resolve(FolderSessionStore.FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            session = changed;
        } catch (IOException e) {
            throw storage("keep the session '" + changed.id() + "' in " + own, e);
        }
    }

    @Override
    public String keepPicture(byte[] bytes) {
        try {
            return pictures.put(bytes, "application/octet-stream").id();
        } catch (ArtifactStoreException e) {
            throw new SessionException(Kind.STORAGE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public byte[] picture(SessionPicture picture) {
        try {
            return pictures.get(picture.artifact());
        } catch (ArtifactStoreException e) {
            throw new SessionException(
                    Kind.DAMAGED,
                    "The picture " + picture.name() + " (" + picture.title() + ") of the session '" + session.id()
                            + "' cannot be read: " + reason(e) + ". Give it again with --image");
        }
    }

    @Override
    public void sweep() {
        List<String> used = session.ledger().pictures().stream()
                .map(SessionPicture::artifact)
                .toList();
        try {
            Files.deleteIfExists(answerFile(own, session.turns().size() + 1));
        } catch (IOException e) {
            throw storage("forget an answer of the session '" + session.id() + "'", e);
        }
        pictures.list().stream().filter(ref -> !used.contains(ref.id())).forEach(ref -> pictures.remove(ref.id()));
    }

    @Override
    public void keepAnswer(JsonNode answer) {
        keepAnswer(session.turns().size(), answer);
    }

    void keepAnswer(int turn, JsonNode answer) {
        Path file = answerFile(own, turn);
        try {
            Files.createDirectories(own.resolve(ANSWERS));
            Files.write(file, SessionJson.MAPPER.writeValueAsBytes(answer));
        } catch (IOException e) {
            throw storage("keep an answer of the session '" + session.id() + "'", e);
        }
    }

    /** What turns were answered, by their number from 1. */
    static Map<Integer, JsonNode> answers(Path own, int turns) throws IOException {
        Map<Integer, JsonNode> answers = new TreeMap<>();
        for (int turn = 1; turn <= turns; turn++) {
            Path file = answerFile(own, turn);
            if (Files.isRegularFile(file)) {
                answers.put(turn, SessionJson.MAPPER.readTree(file.toFile()));
            }
        }
        return answers;
    }

    private static Path answerFile(Path own, int turn) {
        return own.resolve(ANSWERS).resolve(turn + ".json");
    }

    static boolean remove(Path own, String id) {
        try (FileChannel channel = channel(own)) {
            try (FileLock held = lock(channel, own, id)) {
                // First what makes it a session: one that is half removed is none.
                boolean there = Files.deleteIfExists(own.resolve(FolderSessionStore.FILE));
                try (Stream<Path> files = Files.walk(own)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        if (!file.equals(own) && !file.getFileName().toString().equals(LOCK)) {
                            Files.deleteIfExists(file);
                        }
                    }
                }
                Files.deleteIfExists(own.resolve(LOCK));
                Files.deleteIfExists(own);
                return there;
            }
        } catch (UncheckedIOException e) {
            throw storage("remove the session '" + id + "'", new IOException(e));
        } catch (IOException e) {
            throw storage("remove the session '" + id + "'", e);
        }
    }

    private static SessionException storage(String what, IOException e) {
        String why = e instanceof AccessDeniedException
                ? "there is no right to write there; change its owner or mode, or set EYES4J_HOME to another folder"
                : String.valueOf(e.getMessage());
        return new SessionException(Kind.STORAGE, "Cannot " + what + ": " + why);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (isFresh() && session.pending() == null) {
                try (Stream<Path> files = Files.walk(own)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw storage("close the session '" + session.id() + "'", e);
        }
    }
}
