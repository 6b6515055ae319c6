package org.eyes4j.agent.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.artifact.DiskArtifactStore;

/**
 * Runs in a folder, each in a folder of its own named by the run's id: {@code run.json} and the pictures it speaks of, {@code recording.json} and
 * the values it takes to play it again. A
 * run appears whole or not at all; the oldest leave when there are more than are to be kept. Thread-safe, also between
 * processes.
 */
public final class TraceStore implements RunRecorder {
    /** How many runs are kept, unless someone wants otherwise. */
    public static final int MOST = 500;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final String FILE = "run.json";
    private static final String PICTURES = "pictures";
    private static final String RECORDING = "recording.json";
    private static final String VALUES = "values";
    private static final String UNFINISHED = ".unfinished-";
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(20_000_000)
                    .maxDocumentLength(200_000_000)
                    .build())
            .build());

    private final Path folder;
    private final int most;

    /**
     * A store in a folder, which is made when first needed.
     *
     * @param most how many runs are kept
     */
    public TraceStore(Path folder, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A trace store keeps at least 1 run, got " + most);
        }
        this.folder = folder;
        this.most = most;
    }

    @Override
    public void record(RunRecord run) throws IOException {
        String id = run.result().run();
        if (!ID.matcher(id).matches()) {
            throw new IOException("A run's id is letters, digits, '-' and '_', got '" + id + "'");
        }
        Path unfinished = folder.resolve(UNFINISHED + id);
        try {
            Files.createDirectories(unfinished);
            DiskArtifactStore pictures = new DiskArtifactStore(unfinished.resolve(PICTURES));
            JsonNode json = new TraceJson(run, pictures).write();
            Files.write(unfinished.resolve(FILE), MAPPER.writeValueAsBytes(json));
            if (run.recording().isPresent()) {
                JsonNode recording = new RecordingJson(new DiskArtifactStore(unfinished.resolve(VALUES)))
                        .write(run.recording().get());
                Files.write(unfinished.resolve(RECORDING), MAPPER.writeValueAsBytes(recording));
            }
            Files.move(unfinished, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (ArtifactStoreException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException("cannot write in " + folder + ": " + reason(e), e);
        } finally {
            if (Files.exists(unfinished)) {
                remove(unfinished);
            }
        }
        prune();
    }

    /** Whether a run of this id is kept. */
    public boolean holds(String run) {
        return ID.matcher(run).matches()
                && Files.isRegularFile(folder.resolve(run).resolve(FILE));
    }

    /** A kept run; empty if there is none of this id, or the id is none. */
    public Optional<Trace> find(String run) throws IOException {
        if (!holds(run)) {
            return Optional.empty();
        }
        Path own = folder.resolve(run);
        JsonNode json = MAPPER.readTree(own.resolve(FILE).toFile());
        return Optional.of(new Trace(run, json, new DiskArtifactStore(own.resolve(PICTURES))));
    }

    /**
     * What it takes to play a kept run again; empty if there is none of this id, or it was kept by a version that did not
     * record that.
     *
     * @throws IOException if it is there and cannot be read; the message is for a person
     */
    public Optional<Recording> recording(String run) throws IOException {
        Path own = folder.resolve(run);
        if (!holds(run) || !Files.isRegularFile(own.resolve(RECORDING))) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(own.resolve(RECORDING).toFile());
            return Optional.of(new RecordingJson(new DiskArtifactStore(own.resolve(VALUES))).read(json));
        } catch (IllegalArgumentException | ArtifactStoreException e) {
            throw new IOException(own.resolve(RECORDING) + " cannot be played again: " + e.getMessage(), e);
        }
    }

    /** Ids of the kept runs, latest first. */
    public List<String> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(f -> Files.isRegularFile(f.resolve(FILE)))
                    .map(f -> String.valueOf(f.getFileName()))
                    .filter(name -> ID.matcher(name).matches())
                    .forEach(ids::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ids.sort(Comparator.reverseOrder());
        return ids;
    }

    /** The latest run, if there is one. */
    public Optional<Trace> latest() throws IOException {
        List<String> ids = list();
        return ids.isEmpty() ? Optional.empty() : find(ids.get(0));
    }

    private void prune() throws IOException {
        List<String> ids = list();
        for (String id : ids.subList(Math.min(most, ids.size()), ids.size())) {
            remove(folder.resolve(id));
        }
    }

    private static String reason(java.nio.file.FileSystemException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? "there is no right to write"
                : e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason();
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
