package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.app.output.Json;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;

/**
 * The folder that a batch leaves its results in. {@link Journal} is in it from the first item on; what is made of it
 * (tables, COCO, a page) comes at the end. Thread-safe.
 */
public final class BatchFolder implements AutoCloseable {
    private static final String SUMMARY = "summary.json";

    private final FolderLock lock;
    private final WholeFiles files;
    private final Set<String> written = new LinkedHashSet<>();
    private final boolean goesOn;
    private Journal journal;

    private BatchFolder(FolderLock lock, WholeFiles files, Journal journal, boolean goesOn) {
        this.lock = lock;
        this.files = files;
        this.journal = journal;
        this.goesOn = goesOn;
    }

    /** What becomes of results that a folder has already. */
    public enum Earlier {
        /** They are gone on with. */
        RESUMED,
        /** They are replaced, unless they are of a batch that did not come to its end: that is refused. */
        REPLACED_IF_WHOLE,
        /** They are replaced. */
        REPLACED
    }

    /**
     * Takes a folder that is there.
     *
     * @throws BatchException if it cannot be had
     */
    public static BatchFolder open(Path folder, Earlier earlier) {
        try {
            FolderLock lock = FolderLock.take(folder)
                    .orElseThrow(() -> new BatchException(
                            true, folder + " is in use by another run; wait for its end, or give another --out"));
            try {
                return open(folder, earlier, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw fault(folder, e);
        }
    }

    private static BatchFolder open(Path folder, Earlier earlier, FolderLock lock) throws IOException {
        Path results = folder.resolve(Journal.FILE);
        boolean there = Files.exists(results);
        boolean finished = Files.exists(folder.resolve(SUMMARY));
        Journal journal = Journal.open(folder);
        try {
            if (there && earlier != Earlier.RESUMED) {
                boolean foreign = journal.size() == 0 && journal.unreadable() > 0;
                boolean open = journal.size() > 0 && !finished && earlier != Earlier.REPLACED;
                if (foreign || open) {
                    throw new BatchException(
                            true,
                            foreign
                                    ? results + " is a file of something else; give another --out"
                                    : results + " has " + journal.size()
                                            + " results of a run that did not come to its end; go on with it by --resume,"
                                            + " or give another --out");
                }
                journal.close();
                Files.delete(results);
                journal = Journal.open(folder);
            }
            Files.deleteIfExists(folder.resolve(SUMMARY));
            WholeFiles files = new WholeFiles(folder);
            files.sweep();
            return new BatchFolder(lock, files, journal, earlier == Earlier.RESUMED && there);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    static BatchException fault(Path folder, IOException e) {
        String why = String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
        boolean full = why.contains("no space left") || why.contains("disk quota");
        return new BatchException(
                false,
                full
                        ? "there is no room left on the disk of " + folder
                                + "; free some space, and go on with --resume: what was told to be done is kept"
                        : "cannot write in " + folder + " (" + e.getMessage() + ")",
                e);
    }

    public Path path() {
        return files.folder();
    }

    Journal journal() {
        return journal;
    }

    /** Whether there was something to go on with. */
    boolean goesOn() {
        return goesOn;
    }

    /** Writes an item's pictures, then its line; when this comes back both are on the disk. */
    void keep(ItemResult result, ObjectNode line, long order) throws IOException {
        Map<String, Value.Image> pictures = result.pictures();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Value.Image> picture : pictures.entrySet()) {
            String name = safe(picture.getKey());
            files.write(name, Png.encode(picture.getValue().raster()));
            names.add(name);
        }
        if (!names.isEmpty()) {
            names.forEach(line.putArray("files")::add);
        }
        journal.append(line, order);
    }

    /** A name that stays below the folder, whatever an item is called. */
    private static String safe(String name) {
        Path path = Path.of(name.replace('\\', '/')).normalize();
        if (path.isAbsolute() || path.startsWith("..")) {
            throw new IllegalArgumentException("A file below the folder was expected, got '" + name + "'");
        }
        return path.toString();
    }

    /** Puts the results in order, makes the other files of them, and marks the batch as come to its end. */
    void finish(Summary summary, List<String> outputs) throws IOException {
        Reports reports = new Reports(outputs);
        files.write(Journal.FILE, journal::copyTo);
        journal.close();
        journal = Journal.open(path());
        written.add(Journal.FILE);
        for (String name : reports.write(journal, files, summary)) {
            written.add(name);
        }
        files.sweep();
        if (summary.isComplete()) {
            files.write(SUMMARY, Json.bytes(summary.json()));
            written.add(SUMMARY);
            files.sweep();
        }
    }

    /** The files that {@link #finish} left, besides pictures. */
    public List<Path> written() {
        return written.stream().map(files::resolve).toList();
    }

    /** Where the results lie. */
    public Path results() {
        return files.resolve(Journal.FILE);
    }

    @Override
    public void close() {
        try {
            journal.close();
            lock.close();
        } catch (IOException e) {
            throw fault(path(), e);
        }
    }
}
