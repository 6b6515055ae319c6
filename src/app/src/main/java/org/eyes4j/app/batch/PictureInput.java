package org.eyes4j.app.batch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.video.FrameRate;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as one writes them: files, folders, globs, videos ({@code clip.mp4#every=10}). Immutable.
 */
public final class PictureInput {
    private final List<Source> sources;
    private final boolean several;

    /** Files that are pictures, or one video. */
    private sealed interface Source {
        record Pictures(List<Path> files) implements Source {}

        record Film(Path file, FrameRate rate) implements Source {}
    }

    private final Path root;

    private PictureInput(List<Source> sources, Path root, boolean several) {
        this.sources = List.copyOf(sources);
        this.root = root;
        this.several = several;
    }

    /**
     * Finds out what there is; nothing is opened yet.
     *
     * @param given as they stand on the command line
     * @param without a folder that is left out where it lies below another; may be null
     * @throws BatchException if there is nothing of what is named
     */
    public static PictureInput of(List<String> given, @Nullable Path without) {
        List<Source> sources = new ArrayList<>();
        List<Path> bases = new ArrayList<>();
        boolean several = given.size() > 1;
        for (String text : given) {
            Path plain = path(text);
            if (plain != null && Files.isDirectory(plain)) {
                PicturePaths found = PicturePaths.below(plain, without);
                sources.add(new Source.Pictures(found.files()));
                bases.add(found.base());
                several = true;
                continue;
            }
            FrameChoice chosen = FrameChoice.of(text);
            Path file = path(chosen.file());
            if (file != null && FrameChoice.isVideo(file)) {
                if (!Files.exists(file)) {
                    throw new BatchException(true, "There is no file " + file + ". Check the path");
                }
                sources.add(new Source.Film(file, chosen.rate()));
                bases.add(parent(file));
                several = true;
            } else if (plain != null && Files.exists(plain) || !PicturePaths.isGlob(text)) {
                if (plain == null) {
                    throw new BatchException(true, "'" + text + "' is no name of a file");
                }
                sources.add(new Source.Pictures(List.of(plain)));
                bases.add(parent(plain));
            } else {
                PicturePaths found = PicturePaths.matching(text, without);
                sources.add(new Source.Pictures(found.files()));
                bases.add(found.base());
                several = true;
            }
        }
        return new PictureInput(sources, common(bases), several);
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** The folder that all of them lie in or below. */
    private static Path common(List<Path> folders) {
        Path common = folders.get(0).toAbsolutePath().normalize();
        for (Path folder : folders) {
            Path other = folder.toAbsolutePath().normalize();
            while (!other.startsWith(common)) {
                Path above = common.getParent();
                if (above == null) {
                    return common;
                }
                common = above;
            }
        }
        return common;
    }

    /** Whether there may be more than one picture. */
    public boolean isSeveral() {
        return several;
    }

    /** How many pictures there are, where that is known without opening a video. */
    public OptionalLong count() {
        return sources.stream().anyMatch(s -> s instanceof Source.Film)
                ? OptionalLong.empty()
                : OptionalLong.of(named().size());
    }

    /** The picture files by their names; a file that was named twice is one. */
    private Map<String, Path> named() {
        Map<String, Path> named = new LinkedHashMap<>();
        for (Source source : sources) {
            if (source instanceof Source.Pictures pictures) {
                pictures.files().forEach(file -> named.putIfAbsent(name(file), file));
            }
        }
        return named;
    }

    private String name(Path file) {
        return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** One after the other: first all picture files, then videos, frame by frame. */
    public Items items(PictureReader reader, Films films) {
        return new Sequence(reader, films);
    }

    private static Item item(String name, Path file, PictureReader reader) {
        return new Item(name, () -> {
            byte[] bytes = reader.bytes(file);
            return Item.Content.of(
                    Sha256.of(bytes),
                    id -> Value.Image.of(id, reader.read(bytes, file.toString()).raster()));
        });
    }

    /** Opens videos. */
    @FunctionalInterface
    public interface Films {
        /**
         * The chosen frames of a video.
         *
         * @param name that the names of its frames begin with
         */
        Items open(Path file, FrameRate rate, String name);
    }

    private final class Sequence implements Items {
        private final PictureReader reader;
        private final Films films;
        private final Iterator<Map.Entry<String, Path>> files =
                named().entrySet().iterator();
        private final Iterator<Source.Film> rest = sources.stream()
                .filter(Source.Film.class::isInstance)
                .map(Source.Film.class::cast)
                .iterator();
        private @Nullable Items film;

        Sequence(PictureReader reader, Films films) {
            this.reader = reader;
            this.films = films;
        }

        @Override
        public boolean hasNext() {
            if (files.hasNext()) {
                return true;
            }
            Items open = film;
            while (open == null || !open.hasNext()) {
                close();
                if (!rest.hasNext()) {
                    return false;
                }
                Source.Film next = rest.next();
                open = films.open(next.file(), next.rate(), name(next.file()));
                film = open;
            }
            return true;
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (files.hasNext()) {
                Map.Entry<String, Path> file = files.next();
                return item(file.getKey(), file.getValue(), reader);
            }
            Items open = film;
            if (open == null) {
                throw new NoSuchElementException();
            }
            return open.next();
        }

        @Override
        public OptionalLong count() {
            return PictureInput.this.count();
        }

        @Override
        public void close() {
            if (film != null) {
                film.close();
                film = null;
            }
        }
    }
}
