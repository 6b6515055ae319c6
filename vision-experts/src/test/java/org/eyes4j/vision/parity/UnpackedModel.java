package org.eyes4j.vision.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Models that are kept here are packed, file by file, to stay small, and unpacked once a process: {@code .gz} is gzip;
 * {@code .planes.gz} holds, gzipped, the count of leading bytes that are left alone (0 to 3), those, then the first, second,
 * third and fourth byte of every float behind them, and what is left.
 */
public final class UnpackedModel {
    private static final Map<Path, Path> UNPACKED = new ConcurrentHashMap<>();

    private UnpackedModel() {}

    /** The folder itself where nothing in it is packed. */
    public static Path of(Path model) {
        return UNPACKED.computeIfAbsent(model.toAbsolutePath().normalize(), UnpackedModel::unpack);
    }

    private static Path unpack(Path model) {
        try (Stream<Path> walk = Files.isDirectory(model) ? Files.walk(model) : Stream.of()) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            if (files.stream().noneMatch(file -> file.toString().endsWith(".gz"))) {
                return model;
            }
            Path folder = Files.createTempDirectory("parity-model");
            folder.toFile().deleteOnExit();
            for (Path file : files) {
                String name = model.relativize(file).toString();
                Path target = folder.resolve(name.replaceFirst("(\\.planes)?\\.gz$", ""));
                Files.createDirectories(target.getParent());
                target.getParent().toFile().deleteOnExit();
                Files.write(target, content(file));
                target.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!file.toString().endsWith(".gz")) {
                return in.readAllBytes();
            }
            byte[] bytes = new GZIPInputStream(in).readAllBytes();
            return file.toString().endsWith(".planes.gz") ? interleaved(bytes) : bytes;
        }
    }

    private static byte[] interleaved(byte[] packed) {
        int head = packed[0];
        byte[] bytes = Arrays.copyOfRange(packed, 1, packed.length);
        int floats = (bytes.length - head) / 4;
        for (int i = 0; i < floats; i++) {
            for (int plane = 0; plane < 4; plane++) {
                bytes[head + 4 * i + plane] = packed[1 + head + plane * floats + i];
            }
        }
        return bytes;
    }
}
