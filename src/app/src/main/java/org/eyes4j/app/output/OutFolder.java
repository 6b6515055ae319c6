package org.eyes4j.app.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder that {@code --out} names. Files are written beside it all together first and moved in when every one of them
 * is whole, so that a full disk leaves nothing half-written. Not thread-safe.
 */
public final class OutFolder {
    private static final String STAGING = ".eyes4j-";

    private final Path folder;
    private final String option;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private OutFolder(Path folder, String option) {
        this.folder = folder;
        this.option = option;
    }

    /**
     * Makes the folder where it is missing, and tries it.
     *
     * @param option that named it, for messages
     * @throws OutputException if nothing can be written there
     */
    public static OutFolder open(Path path, String option) throws OutputException {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, STAGING, ".tmp"));
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw told(folder, option, e);
        }
        return new OutFolder(folder, option);
    }

    public Path path() {
        return folder;
    }

    /** Where a file of this name will be. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Puts a file by; {@link #write} writes it. */
    public Path add(String name, byte[] content) {
        files.put(name, content);
        return resolve(name);
    }

    /**
     * Writes all files that were put by: all of them whole, or none.
     *
     * @throws OutputException if the disk is full or refuses
     */
    public void write() throws OutputException {
        Path staging = null;
        try {
            staging = Files.createTempDirectory(folder, STAGING);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(staging.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
            }
            for (String name : files.keySet()) {
                Files.move(
                        staging.resolve(name),
                        resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            files.clear();
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw told(folder, option, e);
        } finally {
            remove(staging);
        }
    }

    private static void remove(@org.jspecify.annotations.Nullable Path staging) {
        if (staging == null) {
            return;
        }
        List<Path> left = new ArrayList<>();
        try (Stream<Path> inside = Files.list(staging)) {
            inside.forEach(left::add);
        } catch (IOException e) {
            return;
        }
        left.add(staging);
        for (Path path : left) {
            path.toFile().delete();
        }
    }

    private static OutputException told(Path folder, String option, Exception e) {
        String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException || isBelowAFile(folder)) {
            return new OutputException(
                    true, option + " needs a folder, and " + firstFile(folder) + " is a file; give another name", e);
        }
        if (why.contains("no space left") || why.contains("disk quota")) {
            return new OutputException(
                    false,
                    "there is no room left on the disk of " + folder
                            + ", so nothing was written there; free some space or give another " + option,
                    e);
        }
        if (e instanceof AccessDeniedException
                || e instanceof ReadOnlyFileSystemException
                || why.contains("read-only")) {
            return new OutputException(
                    true, "may not write to " + folder + "; give a folder of your own with " + option, e);
        }
        return new OutputException(
                true, "cannot write to " + folder + " (" + told(e) + "); give another folder with " + option, e);
    }

    private static String told(Exception e) {
        return e instanceof FileSystemException fault
                ? Objects.requireNonNullElse(fault.getReason(), "it cannot be made there")
                : String.valueOf(e.getMessage());
    }

    private static boolean isBelowAFile(Path folder) {
        return Files.isRegularFile(firstFile(folder));
    }

    /** The nearest existing path at or above. */
    private static Path firstFile(Path folder) {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
