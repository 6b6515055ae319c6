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
import org.jspecify.annotations.Nullable;

/**
 * The folder that {@code --out} names. Files are written into a hidden folder first and moved in when every one of them
 * is whole, so that a full disk leaves nothing half-written. Closed, or ended by a signal, it takes back the hidden folder and
 * those folders that it made for nothing. Thread-safe.
 */
public final class OutFolder implements AutoCloseable {
    private static final String ENDING = "the program is ending";

    private final Path folder;
    private final String option;
    private final List<Path> made;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::takeBack, "eyes4j-out");
    private @Nullable Staging staging;
    private boolean ended;

    private OutFolder(Path folder, String option, List<Path> made) {
        this.folder = folder;
        this.option = option;
        this.made = made;
    }

    /**
     * Makes the folder where it is missing, and tries it.
     *
     * @param option that named it, for messages
     * @throws OutputException if nothing can be written there
     */
    public static OutFolder open(Path path, String option) throws OutputException {
        if (path.toString().isEmpty()) {
            throw new OutputException(true, option + " needs the name of a folder, got an empty one", null);
        }
        Path folder = path.toAbsolutePath().normalize();
        OutFolder out = new OutFolder(folder, option, missing(folder));
        try {
            Files.createDirectories(folder);
            Staging.sweep(folder);
            Staging.in(folder).close();
            Runtime.getRuntime().addShutdownHook(out.hook);
        } catch (IllegalStateException e) {
            out.takeBack();
            throw told(folder, option, new IOException(ENDING));
        } catch (IOException | ReadOnlyFileSystemException e) {
            out.takeBack();
            throw told(folder, option, e);
        }
        return out;
    }

    /** The folders that are not there yet, innermost first. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder; path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    public Path path() {
        return folder;
    }

    /** Where a file of this name will be. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Puts a file by; {@link #write} writes it. */
    public synchronized Path add(String name, byte[] content) {
        files.put(name, content);
        return resolve(name);
    }

    /**
     * Writes all files that were put by: all of them whole, or none.
     *
     * @throws OutputException if the disk is full or refuses
     */
    public void write() throws OutputException {
        try {
            for (Map.Entry<String, byte[]> file : stage().entrySet()) {
                write(file.getKey(), file.getValue());
            }
            moveIn();
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw told(folder, option, e);
        } finally {
            unstage();
        }
    }

    synchronized Map<String, byte[]> stage() throws IOException {
        checkNotEnded();
        staging = Staging.in(folder);
        return new LinkedHashMap<>(files);
    }

    /** One file at a time, so that a signal is not kept waiting for all of them. */
    synchronized void write(String name, byte[] content) throws IOException {
        Files.write(staged(name), content, StandardOpenOption.CREATE_NEW);
    }

    /** All in one go: a signal comes before or after. */
    private synchronized void moveIn() throws IOException {
        for (String name : files.keySet()) {
            Files.move(
                    staged(name), resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        files.clear();
    }

    private Path staged(String name) throws IOException {
        checkNotEnded();
        return Objects.requireNonNull(staging, "files are written between stage and unstage")
                .resolve(name);
    }

    private void checkNotEnded() throws IOException {
        if (ended) {
            throw new IOException(ENDING);
        }
    }

    private synchronized void unstage() {
        if (staging != null) {
            staging.close();
            staging = null;
        }
    }

    private synchronized void takeBack() {
        ended = true;
        unstage();
        for (Path path : made) {
            if (!path.toFile().delete()) {
                return; // there is something in it
            }
        }
    }

    /** Takes back what was made for nothing; what was written stays. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the program is ending, and the hook does it
        }
        takeBack();
    }

    private static OutputException told(Path folder, String option, Exception e) {
        String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException || isBelowAFile(folder)) {
            return new OutputException(
                    true, option + " needs a folder, and " + firstFile(folder) + " is a file; give another name", e);
        }
        if (why.equals(ENDING)) {
            return new OutputException(false, "stopped before anything was written to " + folder, e);
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
