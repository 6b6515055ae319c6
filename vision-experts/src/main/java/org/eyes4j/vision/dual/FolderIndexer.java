package org.eyes4j.vision.dual;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.picture.PictureReader;

/**
 * Brings the index of a folder up to date: only files that are new or changed are read, and only content that is new is run
 * through the model. Links are not followed. Not thread-safe.
 */
final class FolderIndexer {
    private static final Pattern PICTURE = Pattern.compile(".*\\.(jpe?g|png|webp|gif|bmp|tiff?)");
    private static final int DEPTH = 32;
    private static final int SAVE_EVERY = 200;

    private final Path folder;
    private final IndexFile kept;
    private final PictureReader reader;
    private final int maxFiles;
    private final ToolContext context;
    private int encoded;
    private int unreadable;

    FolderIndexer(Path folder, IndexFile kept, PictureReader reader, int maxFiles, ToolContext context) {
        this.folder = folder;
        this.kept = kept;
        this.reader = reader;
        this.maxFiles = maxFiles;
        this.context = context;
    }

    /** Pictures that went through the model. */
    int encoded() {
        return encoded;
    }

    /** Files that are called like pictures and are none. */
    int unreadable() {
        return unreadable;
    }

    /**
     * The index of the folder as it is now. When the work is cut short, what was done is kept.
     *
     * @param encode a picture's vector
     */
    PictureIndex update(Function<Raster, float[]> encode) throws IOException {
        PictureIndex known = known();
        Map<String, PictureIndex.Entry> byHash = new LinkedHashMap<>(known.byHash());
        Map<String, PictureIndex.Entry> entries = new LinkedHashMap<>();
        Map<String, BasicFileAttributes> files = files();
        boolean whole = false;
        try {
            for (Map.Entry<String, BasicFileAttributes> file : files.entrySet()) {
                long size = file.getValue().size();
                long modified = file.getValue().lastModifiedTime().toMillis();
                PictureIndex.Entry entry = known.find(file.getKey())
                        .filter(e -> e.isOf(size, modified))
                        .orElseGet(() -> look(file.getKey(), size, modified, byHash, encode, files.size()));
                unreadable += entry.isPicture() ? 0 : 1;
                entries.put(file.getKey(), entry);
                byHash.putIfAbsent(entry.hash(), entry);
                if (encoded > 0 && encoded % SAVE_EVERY == 0) {
                    kept.write(new PictureIndex(entries));
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                known.entries().forEach(entries::putIfAbsent);
            }
            if (!entries.equals(known.entries())) {
                kept.write(new PictureIndex(entries));
            }
        }
        return new PictureIndex(entries);
    }

    private PictureIndex known() {
        try {
            return kept.read().orElse(PictureIndex.empty());
        } catch (IOException e) {
            context.warn("The kept index of " + folder + " cannot be used and is made anew: " + e.getMessage());
            return PictureIndex.empty();
        }
    }

    private PictureIndex.Entry look(
            String path,
            long size,
            long modified,
            Map<String, PictureIndex.Entry> byHash,
            Function<Raster, float[]> encode,
            int files) {
        if (context.cancellation().isRequested()) {
            throw new OnnxException(OnnxException.Kind.CANCELLED, "Indexing " + folder + " was cancelled");
        }
        byte[] content;
        try {
            content = Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            // Not as of now: it may be readable the next time without having changed.
            return new PictureIndex.Entry(size, Long.MIN_VALUE, "", new float[0]);
        }
        String hash = Sha256.of(content);
        PictureIndex.Entry same = byHash.get(hash);
        if (same != null) {
            return new PictureIndex.Entry(size, modified, hash, same.vector());
        }
        try {
            Raster picture = reader.read(content, path).raster();
            float[] vector = encode.apply(picture);
            encoded++;
            if (encoded % 10 == 0) {
                context.report("indexing " + folder + ", " + encoded + " new pictures of " + files + " files");
            }
            return new PictureIndex.Entry(size, modified, hash, vector);
        } catch (PictureException e) {
            return new PictureIndex.Entry(size, modified, hash, new float[0]);
        }
    }

    /** Files that are called like pictures, by path, in order. */
    private Map<String, BasicFileAttributes> files() throws IOException {
        Map<String, BasicFileAttributes> files = new TreeMap<>();
        List<Path> closed = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile()
                        && PICTURE.matcher(path.toLowerCase(Locale.ROOT)).matches()) {
                    files.put(path, attributes);
                }
                return files.size() >= maxFiles ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                closed.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        if (files.size() >= maxFiles) {
            context.warn(folder + " holds more pictures than are searched: only " + maxFiles + " were looked at");
        }
        if (!closed.isEmpty()) {
            context.warn(closed.size() + " folders or files below " + folder + " cannot be read, as " + closed.get(0));
        }
        return files;
    }
}
