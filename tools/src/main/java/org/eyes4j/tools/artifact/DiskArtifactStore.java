package org.eyes4j.tools.artifact;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.tools.hash.Sha256;

/**
 * Artifacts in files {@code ROOT/ab/cd/abcd….bin}, the media type in a small file beside each. A file appears whole or
 * not at all: it is written elsewhere in the root first and moved in one step, so that processes may share a store and a
 * killed one leaves nothing half-written. Bytes are checked whenever they are read.
 */
public final class DiskArtifactStore implements ArtifactStore {
    private static final String BYTES = ".bin";
    private static final String TYPE = ".type";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Path root;
    private final FileWriter writer;

    /**
     * @param root a folder; made when first needed
     */
    public DiskArtifactStore(Path root) {
        this(root, (file, bytes) -> Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    DiskArtifactStore(Path root, FileWriter writer) {
        this.root = root;
        this.writer = writer;
    }

    @Override
    public ArtifactRef put(byte[] bytes, String mediaType) {
        ArtifactRef ref = new ArtifactRef(Sha256.of(bytes), mediaType, bytes.length);
        Path file = file(ref.id(), BYTES);
        try {
            if (isWhole(file, ref.id(), bytes.length)) {
                return find(ref.id()).orElse(ref);
            }
            // The type first: once the bytes are there, everything is.
            write(file(ref.id(), TYPE), mediaType.getBytes(StandardCharsets.US_ASCII));
            write(file, bytes);
            return ref;
        } catch (IOException e) {
            throw new ArtifactStoreException(explain("keep " + bytes.length + " bytes", bytes.length, e), e);
        }
    }

    @Override
    public Optional<ArtifactRef> find(String id) {
        if (!ArtifactRef.isId(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ArtifactRef(id, mediaType(id), Files.size(file(id, BYTES))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArtifactStoreException(explain("read artifact " + id, 0, e), e);
        }
    }

    @Override
    public byte[] get(String id) {
        if (!ArtifactRef.isId(id)) {
            throw new NoSuchArtifactException(id);
        }
        Path file = file(id, BYTES);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new NoSuchArtifactException(id);
        } catch (IOException e) {
            throw new ArtifactStoreException(explain("read artifact " + id, 0, e), e);
        }
        String found = Sha256.of(bytes);
        if (!found.equals(id)) {
            throw new CorruptedArtifactException(id, found, file.toString());
        }
        return bytes;
    }

    @Override
    public byte[] range(String id, long from, int length) {
        ArtifactRef ref = find(id).orElseThrow(() -> new NoSuchArtifactException(id));
        byte[] bytes = new byte[(int) (ArtifactStore.until(ref, from, length) - from)];
        try (RandomAccessFile file = new RandomAccessFile(file(id, BYTES).toFile(), "r")) {
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        } catch (FileNotFoundException e) {
            throw new NoSuchArtifactException(id);
        } catch (IOException e) {
            throw new ArtifactStoreException(explain("read artifact " + id, 0, e), e);
        }
    }

    @Override
    public List<ArtifactRef> list() {
        List<ArtifactRef> refs = new ArrayList<>();
        try (Stream<Path> files = Files.exists(root) ? Files.walk(root, 3) : Stream.<Path>empty()) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(BYTES))
                    .map(name -> name.substring(0, name.length() - BYTES.length()))
                    .forEach(id -> find(id).ifPresent(refs::add));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new ArtifactStoreException(explain("list the artifacts", 0, e), e);
        }
        refs.sort(Comparator.comparing(ArtifactRef::id));
        return refs;
    }

    @Override
    public boolean remove(String id) {
        if (!ArtifactRef.isId(id)) {
            return false;
        }
        try {
            boolean there = Files.deleteIfExists(file(id, BYTES));
            Files.deleteIfExists(file(id, TYPE));
            return there;
        } catch (IOException e) {
            throw new ArtifactStoreException(explain("remove artifact " + id, 0, e), e);
        }
    }

    private Path file(String id, String suffix) {
        return root.resolve(id.substring(0, 2)).resolve(id.substring(2, 4)).resolve(id + suffix);
    }

    private String mediaType(String id) throws IOException {
        try {
            String type = Files.readString(file(id, TYPE), StandardCharsets.US_ASCII);
            return new ArtifactRef(id, type, 0).mediaType();
        } catch (NoSuchFileException | IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            // The bytes are what counts; without the small file beside them they are still bytes.
            return UNKNOWN_TYPE;
        }
    }

    /** Whether the file holds exactly these bytes; a damaged one is written again. */
    private static boolean isWhole(Path file, String id, long size) throws IOException {
        try {
            return Files.size(file) == size
                    && Sha256.of(Files.readAllBytes(file)).equals(id);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.getParent();
        Path unfinished = root.resolve("unfinished-" + java.util.UUID.randomUUID());
        Files.createDirectories(folder == null ? root : folder);
        try {
            writer.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private String explain(String what, long needed, Exception e) {
        if (e instanceof AccessDeniedException) {
            return "Cannot " + what + " in " + root + ": there is no right to write or read there;"
                    + " change its owner or mode, or set EYES4J_HOME to another folder";
        }
        long free = free();
        if (needed > 0
                && free >= 0
                && (free < needed || String.valueOf(e.getMessage()).contains("No space left"))) {
            return "Cannot " + what + " in " + root + ": the disk is full (" + free
                    + " bytes free); free some space, or set EYES4J_HOME to another folder";
        }
        return "Cannot " + what + " in " + root + ": " + e.getMessage();
    }

    private long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Writes a new file; a seam for disks that fail. */
    @FunctionalInterface
    interface FileWriter {
        void write(Path file, byte[] bytes) throws IOException;
    }
}
