package org.eyes4j.app.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Files that a folder or a glob stands for, sorted by name. Hidden ones are left out, and so is the folder that results go to;
 * links to folders are not followed.
 *
 * @param base the folder that their names begin below
 * @param files of them
 */
record PicturePaths(Path base, List<Path> files) {
    /** More than this are a mistake, or want to be several runs. */
    static final int MOST = 1_000_000;

    private static final Set<String> PICTURES =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff");

    /** Whether a name is that of a picture. */
    static boolean isPicture(Path file) {
        return PICTURES.contains(extension(file));
    }

    static String extension(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a text that names no file is a pattern. */
    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** Every picture below a folder. */
    static PicturePaths below(Path folder, @Nullable Path without) {
        List<Path> files = walk(folder, Integer.MAX_VALUE, without, PicturePaths::isPicture);
        if (files.isEmpty()) {
            throw new BatchException(
                    true, "There is no picture in " + folder + " or below it (JPEG, PNG, WebP, GIF, BMP or TIFF)");
        }
        return new PicturePaths(folder, files);
    }

    /**
     * Every file that fits a pattern: {@code *} stands for anything within a name, {@code **} for any folders, {@code ?} for a
     * character, {@code [a-c]} for one of several, <code>{a,b}</code> for one of several texts.
     */
    static PicturePaths matching(String glob, @Nullable Path without) {
        String[] parts = glob.replace('\\', '/').split("/", -1);
        int fixed = 0;
        while (fixed < parts.length - 1 && !isGlob(parts[fixed])) {
            fixed++;
        }
        String head = String.join("/", List.of(parts).subList(0, fixed));
        String pattern = String.join("/", List.of(parts).subList(fixed, parts.length));
        try {
            Path base = Path.of(head.isEmpty() ? (glob.startsWith("/") ? "/" : "") : head);
            if (!Files.isDirectory(base)) {
                throw new BatchException(true, "There is no folder " + base + ", where '" + glob + "' begins");
            }
            List<PathMatcher> matchers = new ArrayList<>();
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
            if (pattern.contains("**/")) {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("**/", "")));
            }
            int depth = pattern.contains("**") ? Integer.MAX_VALUE : parts.length - fixed;
            List<Path> files = walk(base, depth, without, file -> {
                Path name = base.relativize(file);
                return matchers.stream().anyMatch(m -> m.matches(name));
            });
            if (files.isEmpty()) {
                throw new BatchException(true, "No file fits '" + glob + "'");
            }
            return new PicturePaths(base, files);
        } catch (PatternSyntaxException | InvalidPathException e) {
            throw new BatchException(true, "'" + glob + "' is no pattern of files: " + e.getMessage(), e);
        }
    }

    private static List<Path> walk(Path base, int depth, @Nullable Path without, Predicate<Path> wanted) {
        List<Path> files = new ArrayList<>();
        Path left = without == null ? null : without.toAbsolutePath().normalize();
        try {
            Files.walkFileTree(base, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = !folder.equals(base)
                            && (isHidden(folder)
                                    || folder.toAbsolutePath().normalize().equals(left));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    boolean isFile =
                            attributes.isRegularFile() || attributes.isSymbolicLink() && Files.isRegularFile(file);
                    if (isFile && !isHidden(file) && wanted.test(file)) {
                        if (files.size() == MOST) {
                            throw new BatchException(
                                    true, "There are more than " + MOST + " files below " + base + "; give fewer");
                        }
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new BatchException(true, "Cannot look through " + base + ": " + e.getMessage(), e);
        }
        files.sort(Comparator.comparing(PicturePaths::text));
        return files;
    }

    private static String text(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
