package org.eyes4j.app.mcp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.app.service.Problem;
import org.eyes4j.vision.picture.PictureReader;

/**
 * The folders of this machine that clients may read pictures from, links followed: for a client that the same person runs
 * here, never for one over the network. Thread-safe.
 */
public final class PictureFolders {
    private final List<Path> folders;
    private final PictureReader reader;

    private PictureFolders(List<Path> folders, PictureReader reader) {
        this.folders = folders;
        this.reader = reader;
    }

    /** None. */
    public static PictureFolders none(PictureReader reader) {
        return new PictureFolders(List.of(), reader);
    }

    /**
     * These, and what is in them however deep.
     *
     * @throws IllegalArgumentException with a message for a person if one is no folder
     */
    public static PictureFolders of(List<Path> folders, PictureReader reader) {
        return new PictureFolders(folders.stream().map(PictureFolders::real).toList(), reader);
    }

    private static Path real(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (real.toFile().isDirectory()) {
                return real;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("There is no folder '" + folder + "'", e);
        }
        throw new IllegalArgumentException("'" + folder + "' is no folder");
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** A file that was read. */
    @SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked
    record Found(byte[] bytes, String name) {}

    /**
     * Reads a file.
     *
     * @param name a path, or a file's URI
     * @param field where it stands, for messages
     * @throws Problem if it is not there or not in one of the folders; the two are told alike
     */
    Found read(String name, String field) {
        String shown = McpFault.shortened(name);
        if (folders.isEmpty()) {
            throw Problem.at(field, "Files of this machine are not read here; give the picture as data or an artifact");
        }
        try {
            Path real = path(name).toRealPath();
            if (folders.stream().anyMatch(real::startsWith)) {
                return new Found(reader.bytes(real), String.valueOf(real.getFileName()));
            }
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Told below: a client learns nothing of what lies outside the folders.
        }
        throw Problem.at(field, "There is no file '" + shown + "' in " + this);
    }

    private Path path(String name) throws InvalidPathException {
        if (name.startsWith("file:")) {
            return Path.of(URI.create(name));
        }
        Path path = Path.of(name);
        return path.isAbsolute() ? path : folders.get(0).resolve(path);
    }

    @Override
    public String toString() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
