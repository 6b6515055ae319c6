package org.eyes4j.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files of plugins: unpacked within limits, copied, deleted. */
public final class PluginFiles {
    /** Most entries of an archive. */
    static final int MOST_FILES = 20_000;
    /** Most bytes of an archive's contents. */
    static final long MOST_BYTES = 4L << 30;
    /** A file that grows by more than this when unpacked is there to fill the disk. */
    static final int MOST_GROWTH = 200;

    private static final int SMALL = 1 << 20;

    private PluginFiles() {}

    /**
     * A zip's contents, unpacked once.
     *
     * @throws PluginException if it is no zip, reaches out of its folder or unpacks to more than it may
     */
    static Path unpacked(Path zip, String hash, Path cache) throws IOException, PluginException {
        Path place = cache.resolve("plugin-cache").resolve("unpacked").resolve(hash);
        if (Files.isDirectory(place)) {
            return root(place);
        }
        Files.createDirectories(place.getParent());
        Path part = Files.createTempDirectory(place.getParent(), "part");
        try {
            unpack(zip, part);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(part)) {
                delete(part);
            }
        }
        return root(place);
    }

    /** Where {@code plugin.yml} lies: archives often have one folder around everything. */
    private static Path root(Path unpacked) throws IOException {
        if (Files.exists(unpacked.resolve(PluginReader.FILE))) {
            return unpacked;
        }
        try (Stream<Path> inside = Files.list(unpacked)) {
            List<Path> all = inside.toList();
            return all.size() == 1 && Files.isDirectory(all.get(0)) ? all.get(0) : unpacked;
        }
    }

    /**
     * Unpacks an archive into an empty folder.
     *
     * @throws PluginException if it is no zip, reaches out of the folder or unpacks to more than it may
     */
    static void unpack(Path zip, Path into) throws IOException, PluginException {
        demandHarmless(zip, String.valueOf(zip.getFileName()));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(target)) {
                    in.transferTo(out);
                }
            }
        }
    }

    /** SHA-256 of a file. */
    public static String hash(Path file) throws IOException {
        return PluginEntry.hash(file);
    }

    /**
     * Looks through an archive without unpacking it. Sizes are counted, not believed.
     *
     * @param name what it is called in messages
     * @throws PluginException if it is no zip, reaches out of its folder or unpacks to more than it may
     */
    public static void demandHarmless(Path zip, String name) throws IOException, PluginException {
        Path root = Path.of("/root").toAbsolutePath();
        byte[] buffer = new byte[1 << 16];
        try (ZipFile file = new ZipFile(zip.toFile())) {
            if (file.size() > MOST_FILES) {
                throw new PluginException(
                        "Expected at most " + MOST_FILES + " files in " + name + ", found " + file.size());
            }
            long total = 0;
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                demandInside(name, entry.getName(), root);
                long size = 0;
                try (InputStream in = file.getInputStream(entry)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        size += n;
                        total += n;
                        boolean bomb = size > SMALL && size / Math.max(1, entry.getCompressedSize()) > MOST_GROWTH;
                        if (bomb || total > MOST_BYTES) {
                            throw new PluginException("Refused " + name + ": '" + entry.getName()
                                    + (bomb
                                            ? "' unpacks to more than " + MOST_GROWTH + " times its size"
                                            : "' and what is before it unpack to more than " + (MOST_BYTES >> 30)
                                                    + " GiB")
                                    + ", as an archive does that is made to fill a disk");
                        }
                    }
                }
            }
        } catch (ZipException e) {
            throw new PluginException(
                    "Expected a zip archive, found something else at " + name + " (" + e.getMessage() + ")", e);
        }
    }

    private static void demandInside(String zip, String name, Path root) throws PluginException {
        boolean odd = name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.startsWith("/")
                || name.matches("[A-Za-z]:.*");
        if (odd || !root.resolve(name).normalize().startsWith(root)) {
            throw new PluginException(
                    "Refused " + zip + ": its file '" + name + "' would be written outside of the plugin's folder");
        }
    }

    /** Files of a model in a hub's layout, by roles made of their paths: {@code onnx/model.onnx} is {@code model}. */
    public static Map<String, String> models(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, 2)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                String name = String.valueOf(file.getFileName());
                if (name.matches("[a-z][A-Za-z0-9_]*\\.(onnx|json|txt|model)")) {
                    files.put(
                            name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name.replace('.', '_'),
                            path);
                }
            }
        }
        return files;
    }

    /** Deletes a file, or a folder with all there is below it. Links are deleted, not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Copies a file, or a folder with all there is below it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target);
                }
            }
        }
    }
}
